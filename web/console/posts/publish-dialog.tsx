import { Button, Modal } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../broadcasts/broadcasts.module.css';
import { sayProblem } from '../feedback/notify';
import { useNow, useReader } from '../time/reader';
import { fullTime } from '../time/time';

interface Props {
  count: number;
  plannedAt: string | null;
  zone: string | null;
  onPublish: () => Promise<void>;
  onClose: () => void;
}

/** What everybody reads is asked about once more. */
export function PublishDialog({ count, plannedAt, zone, onPublish, onClose }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const isLater = plannedAt !== null && new Date(plannedAt) > now;
  const at = plannedAt ? fullTime(plannedAt, { ...reader, timeZone: zone ?? reader.timeZone }) : '';
  const publish = async () => {
    setBusy(true);
    try {
      await onPublish();
    } catch (error) {
      sayProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('posts.publishTitle', { count })}>
      <div className={classes.dialog}>
        <p className={classes.hint}>{isLater ? t('posts.laterHint', { at }) : t('posts.nowHint')}</p>
        <div className={classes.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button data-autofocus leftSection={<IconSend size={14} />} loading={busy} onClick={() => void publish()}>
            {t(isLater ? 'posts.planIt' : 'posts.publishNow')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
