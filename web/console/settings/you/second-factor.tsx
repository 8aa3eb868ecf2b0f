import { Button, Group, Modal, PinInput } from '@mantine/core';
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import type { TotpEnrolment } from '../../../api/identity.types';
import { wordsOf } from '../../feedback/notify';
import { ME, useMe } from '../../session/session';
import { CopyLine } from '../copy-line';
import { EditDialog } from '../edit-dialog';
import { List, Part, Row } from '../parts';

export function SecondFactor() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const [ending, setEnding] = useState(false);
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const begin = useMutation({ mutationFn: identity.beginTotp, onSuccess: setEnrolment });
  const refresh = () => client.invalidateQueries({ queryKey: ME });
  return (
    <Part
      title={t('security.secondFactor')}
      intro={me.mustEnrolTotp ? t('security.mustEnrol') : t('security.secondFactorHint')}
    >
      <List>
        {[
          <Row
            key="totp"
            icon={
              me.totpEnabled ? <IconShieldCheck size={20} stroke={1.6} /> : <IconShieldOff size={20} stroke={1.6} />
            }
            title={<b>{t(me.totpEnabled ? 'security.totpOn' : 'security.totpOff')}</b>}
            detail={t('security.totp')}
          >
            {me.totpEnabled ? (
              <Button variant="default" onClick={() => setEnding(true)}>
                {t('security.turnOff')}
              </Button>
            ) : (
              <Button loading={begin.isPending} onClick={() => begin.mutate()}>
                {t('security.turnOn')}
              </Button>
            )}
          </Row>,
        ]}
      </List>
      {enrolment && (
        <Enrol
          enrolment={enrolment}
          onClose={() => {
            setEnrolment(null);
            void refresh();
          }}
        />
      )}
      {ending && (
        <EditDialog
          title={t('security.turnOff')}
          saveLabel={t('security.turnOff')}
          fields={[{ name: 'password', label: t('session.password'), kind: 'secret', required: true }]}
          initial={{}}
          save={async ({ password }) => {
            await identity.endTotp(String(password));
            await refresh();
          }}
          onClose={() => setEnding(false)}
        />
      )}
    </Part>
  );
}

function Enrol({ enrolment, onClose }: { enrolment: TotpEnrolment; onClose: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const confirm = useMutation({ meta: { quiet: true }, mutationFn: identity.confirmTotp, onError: () => setCode('') });
  // As an image, so that nothing in the drawing could ever run.
  const picture = useMemo(() => `data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qrSvg)}`, [enrolment.qrSvg]);
  if (confirm.data) {
    return (
      <Modal opened onClose={onClose} title={t('security.recoveryTitle')} closeOnClickOutside={false}>
        <p className="mid">{t('security.recoveryHint')}</p>
        <pre style={{ font: 'var(--text-lg)/28px var(--mono)', columns: 2, margin: '16px 0' }}>
          {confirm.data.recoveryCodes.join('\n')}
        </pre>
        <Group justify="flex-end" gap={8}>
          <Button
            variant="default"
            onClick={() => void navigator.clipboard.writeText(confirm.data.recoveryCodes.join('\n'))}
          >
            {t('common.copy')}
          </Button>
          <Button onClick={onClose}>{t('security.kept')}</Button>
        </Group>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t('security.enrolTitle')}>
      <p className="mid">{t('security.enrolHint')}</p>
      <img
        src={picture}
        alt={t('security.qr')}
        width={192}
        height={192}
        style={{ display: 'block', margin: '16px auto', borderRadius: 8, background: '#fff', padding: 8 }}
      />
      <CopyLine text={enrolment.secret} label={t('security.secret')} />
      <p style={{ margin: '16px 0 8px' }}>{t('session.codeHint')}</p>
      <PinInput
        length={6}
        type="number"
        oneTimeCode
        value={code}
        onChange={setCode}
        aria-label={t('session.code')}
        onComplete={(whole) => confirm.mutate(whole)}
      />
      {confirm.error && (
        <p role="alert" className="bad" style={{ marginTop: 8 }}>
          {wordsOf(confirm.error)}
        </p>
      )}
    </Modal>
  );
}
