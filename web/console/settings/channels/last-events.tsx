import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../api/channels.api';
import type { Envelope, RefusedDay } from '../../../api/channels.types';
import { TagMark } from '../../../ui/tag-mark';
import { useCan } from '../../session/session';
import { useNow, useReader } from '../../time/reader';
import { shortTime, size } from '../../time/time';
import { EnvelopeDialog } from '../intake/envelope-dialog';
import { STATE_TONES } from '../intake/state-tones';
import { Answer, List, Part } from '../parts';
import classes from '../settings.module.css';

const SHOWN = '8';

/** The newest that came in on one line. Who sets it up sees at once whether the provider reaches us. */
export function LastEvents({ inboxId }: { inboxId: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const can = useCan();
  const may = can('intake:read');
  const mayManage = can('inboxes:manage');
  const [open, setOpen] = useState<Envelope | null>(null);
  const events = useQuery({
    queryKey: ['intake', 'envelopes', 'of', inboxId],
    queryFn: () => channels.envelopes({ inbox: inboxId, limit: SHOWN }),
    refetchInterval: 5_000,
    enabled: may,
  });
  const refused =
    useQuery({
      queryKey: ['inboxes', inboxId, 'refused'],
      queryFn: () => channels.refused(inboxId),
      refetchInterval: 10_000,
      enabled: mayManage,
    }).data ?? [];
  if (!may) return null;
  return (
    <Part title={t('channelForm.lastEvents')} intro={t('channelForm.lastEventsHint')}>
      {refused.length > 0 && <Refused days={refused} />}
      <Answer of={events}>
        {({ items }) => (
          <List empty={t(refused.length > 0 ? 'channelForm.noEventsKept' : 'channelForm.noEvents')}>
            {items.map((event) => (
              <button key={event.id} type="button" className={classes.row} onClick={() => setOpen(event)}>
                <div className="grow">
                  <div className="cut">{shortTime(event.receivedAt, now, reader)}</div>
                  <div className={`cut ${classes.small}`}>
                    {[
                      event.reason && t(`intake.reasons.${event.reason}`, { defaultValue: event.reason }),
                      size(event.size, reader.language),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </div>
                <TagMark tone={STATE_TONES[event.state]}>{t(`intake.states.${event.state}`)}</TagMark>
              </button>
            ))}
          </List>
        )}
      </Answer>
      {open && <EnvelopeDialog envelope={open} onClose={() => setOpen(null)} />}
    </Part>
  );
}

/** Somebody knocks with a signature that is not right: most often the provider, with the secret of yesterday. */
function Refused({ days }: { days: RefusedDay[] }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const [last] = days;
  if (!last) return null;
  const count = days.reduce((sum, day) => sum + day.count, 0);
  return (
    <div className={classes.refused} role="status">
      <b>{t('channelForm.refused', { count, at: shortTime(last.lastAt, now, reader) })}</b>
      <p>{t('channelForm.refusedHint')}</p>
      {last.because && <p className={classes.small}>{last.because}</p>}
    </div>
  );
}
