import { Alert, Button, Group, Modal, Skeleton, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { privacy } from '../../../api/privacy.api';
import type { ErasurePreview, PrivacyRequest } from '../../../api/privacy.types';
import { wordsOf } from '../../feedback/notify';
import { useNow, useReader } from '../../time/reader';
import { shortDate } from '../../time/time';
import classes from './privacy.module.css';
import { useChange } from './privacy.queries';

/** What people read first; what is left over is told as one figure. */
const SHOWN = ['contact', 'identity', 'ticket', 'message', 'attachment', 'envelope', 'call', 'recording', 'visit'];

/** What would go, what stays and why; then the name once more, and there is no way back. */
export function EraseDialog({ request, onClose }: { request: PrivacyRequest; onClose: () => void }) {
  const { t } = useTranslation();
  const preview = useQuery({
    queryKey: ['privacy', 'preview', request.id],
    queryFn: () => privacy.preview(request.id),
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} title={t('privacy.erase', { name: request.contact.name })} size={520}>
      {preview.error && (
        <p role="alert" className="bad">
          {wordsOf(preview.error)}
        </p>
      )}
      {preview.isPending && <Skeleton h={220} />}
      {preview.data && <Preview of={preview.data} request={request} onClose={onClose} />}
    </Modal>
  );
}

function Preview({ of, request, onClose }: { of: ErasurePreview; request: PrivacyRequest; onClose: () => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const [name, setName] = useState('');
  const erase = useChange(() => privacy.erase(request.id, of.confirmation!, name), onClose);
  const fits = name.trim().toLowerCase() === request.contact.name.trim().toLowerCase();
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) erase.mutate(undefined as never);
      }}
    >
      {of.hold && (
        <Alert color="orange" icon={<IconLock size={18} />} title={t('privacy.holdStands')}>
          {of.hold.reason} · {of.hold.madeBy}, {shortDate(of.hold.at, now, reader)}
        </Alert>
      )}
      <p>{t('privacy.whatGoes')}</p>
      <dl className={classes.figures}>
        {SHOWN.filter((kind) => (of.found[kind] ?? 0) > 0).map((kind) => (
          <div key={kind}>
            <dt>{t(`privacy.found.${kind}`)}</dt>
            <dd>{(of.found[kind] ?? 0).toLocaleString(reader.language)}</dd>
          </div>
        ))}
      </dl>
      <p className="mid">{t('privacy.whatStays')}</p>
      {of.keptRecordings > 0 && of.keptUntil && (
        <p className="mid">
          {t('privacy.keptRecordings', { count: of.keptRecordings, date: shortDate(of.keptUntil, now, reader) })}
        </p>
      )}
      {!of.hold && (
        <TextInput
          data-autofocus
          label={t('privacy.typeName', { name: request.contact.name })}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={erase.error ? wordsOf(erase.error) : undefined}
        />
      )}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        {!of.hold && (
          <Button type="submit" color="red" disabled={!fits} loading={erase.isPending}>
            {t('privacy.eraseForEver')}
          </Button>
        )}
      </Group>
    </form>
  );
}
