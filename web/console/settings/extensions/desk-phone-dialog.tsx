import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { extensions, type Extension } from '../../../api/extensions.api';
import { wordsOf } from '../../feedback/notify';
import { CopyLine } from '../copy-line';
import classes from '../settings.module.css';
import { EXTENSIONS } from './extension.queries';

/** With what a desk phone signs in. The password is shown once. */
export function DeskPhoneDialog({ extension, onClose }: { extension: Extension; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: EXTENSIONS });
  const make = useMutation({
    meta: { quiet: true },
    mutationFn: () => extensions.makeDeskPhone(extension.id),
    onSuccess,
  });
  const remove = useMutation({
    meta: { quiet: true },
    mutationFn: () => extensions.removeDeskPhone(extension.id),
    onSuccess: async () => {
      await onSuccess();
      onClose();
    },
  });
  const account = make.data ?? extension.deskPhone;
  const error = make.error ?? remove.error;
  return (
    <Modal opened onClose={onClose} title={t('extensions.deskPhoneOf', { name: extension.name })}>
      <div className={classes.form}>
        <p className="dim">{t(account ? 'extensions.deskPhoneIntro' : 'extensions.noDeskPhone')}</p>
        {error && (
          <p role="alert" className="bad">
            {wordsOf(error)}
          </p>
        )}
        {account && (
          <>
            <Labelled label={t('extensions.domain')} text={account.domain} />
            <Labelled label={t('extensions.username')} text={account.username} />
          </>
        )}
        {make.data && <Labelled label={t('extensions.password')} text={make.data.password} />}
        {make.data && <p className="warn">{t('extensions.passwordOnce')}</p>}
        <Group justify="flex-end" gap={8} mt={8}>
          {extension.deskPhone && !make.data && (
            <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('extensions.removeDeskPhone')}
            </Button>
          )}
          {make.data ? (
            <Button onClick={onClose}>{t('phone.done')}</Button>
          ) : (
            <Button loading={make.isPending} onClick={() => make.mutate()}>
              {t(extension.deskPhone ? 'extensions.newPassword' : 'extensions.makeDeskPhone')}
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}

function Labelled({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <div className={classes.small}>{label}</div>
      <CopyLine label={label} text={text} />
    </div>
  );
}
