import { Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BroadcastPreview } from '../../api/broadcasts.types';
import { sayProblem } from '../feedback/notify';
import { useNow, useReader } from '../time/reader';
import { TIME_ZONES } from '../time/time-zones';
import { instantIn, wallTime } from '../time/wall-time.rules';
import classes from './broadcasts.module.css';

interface Props {
  preview: BroadcastPreview;
  onSend: (when: { at?: string; zone?: string }) => Promise<void>;
  onClose: () => void;
}

const HOUR = 3_600_000;

/** What cannot be called back is asked about once more, with how many it goes to. */
export function SendDialog({ preview, onSend, onClose }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const [how, setHow] = useState<'now' | 'later'>('now');
  const [zone, setZone] = useState(reader.timeZone);
  const [local, setLocal] = useState(() => wallTime(reader.timeZone, new Date(Date.now() + HOUR)).slice(0, 16));
  const [sending, setSending] = useState(false);
  const at = local ? instantIn(zone, local) : null;
  const inTime = how === 'now' || (at !== null && at > now);
  const send = async () => {
    setSending(true);
    try {
      await onSend(how === 'now' || !at ? {} : { at: at.toISOString(), zone });
    } catch (error) {
      sayProblem(error);
      setSending(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('broadcasts.sendTitle', { count: preview.reachable })}>
      <div className={classes.dialog}>
        <SegmentedControl
          fullWidth
          data-autofocus
          aria-label={t('broadcasts.when')}
          data={[
            { value: 'now', label: t('broadcasts.now') },
            { value: 'later', label: t('broadcasts.later') },
          ]}
          value={how}
          onChange={(value) => setHow(value as 'now' | 'later')}
        />
        {how === 'later' && (
          <div className={classes.pair}>
            <TextInput
              type="datetime-local"
              label={t('broadcasts.at')}
              error={inTime ? undefined : t('broadcasts.passed')}
              value={local}
              onChange={(event) => setLocal(event.currentTarget.value)}
            />
            <Select
              label={t('broadcasts.zone')}
              searchable
              allowDeselect={false}
              data={TIME_ZONES}
              value={zone}
              onChange={(value) => value && setZone(value)}
            />
          </div>
        )}
        <p className={classes.hint}>{t(how === 'now' ? 'broadcasts.nowHint' : 'broadcasts.laterHint')}</p>
        <div className={classes.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button leftSection={<IconSend size={14} />} loading={sending} disabled={!inTime} onClick={() => void send()}>
            {how === 'now' ? t('broadcasts.sendNow', { count: preview.reachable }) : t('broadcasts.plan')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
