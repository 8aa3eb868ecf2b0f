import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { phone, type Call, type CallRecording } from '../../api/phone.api';
import type { Message } from '../../api/tickets.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { PersonMark } from '../../ui/person-mark';
import { lasted } from '../phone/call-words';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { nameOf } from './mail-item';
import classes from './timeline.module.css';

interface CallMark {
  id: string;
  state: Call['state'];
  outcome: Call['outcome'];
  seconds: number;
}

/** A call in the record: what became of it, how long it was, and what was recorded. */
export function CallItem({ message }: { message: Message }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const mark = message.meta?.call as CallMark | undefined;
  const call = useQuery({
    queryKey: ['call', mark?.id],
    queryFn: () => phone.call(mark!.id),
    enabled: mark !== undefined,
  });
  const shown = call.data;
  const isOut = message.direction === 'out';
  const outcome = shown?.outcome ?? mark?.outcome;
  const words = outcome
    ? t(`phone.outcome.${isOut && outcome === 'answered' ? 'out' : outcome}`, { name: shown?.agent?.name ?? '' })
    : t(`phone.state.${shown?.state ?? mark?.state ?? 'greeting'}`);
  const seconds = mark?.seconds ?? 0;
  return (
    <article className={classes.item} aria-label={`${nameOf(message.from)}, ${words}`}>
      <PersonMark name={nameOf(message.from)} side={isOut ? 'us' : undefined} size={28} />
      <div style={{ minWidth: 0 }}>
        <div className={classes.head}>
          <b className="cut">{nameOf(message.from)}</b>
          <span
            className={classes.mark}
            data-tone={outcome === 'missed' || outcome === 'abandoned' || outcome === 'failed' ? 'bad' : ''}
          >
            <ChannelIcon channel={message.channel} />
            {words}
          </span>
          {seconds > 0 && <span>{lasted(seconds)}</span>}
          <time className={classes.at} dateTime={message.at} title={fullTime(message.at, reader)}>
            {shortTime(message.at, now, reader)}
          </time>
        </div>
        {(shown?.choices.length ?? 0) > 0 && (
          <div className={classes.foot}>{t('phone.chose', { what: shown!.choices.join(' › ') })}</div>
        )}
        {(shown?.recordings ?? []).map((recording) => (
          <Player key={recording.id} recording={recording} />
        ))}
      </div>
    </article>
  );
}

function Player({ recording }: { recording: CallRecording }) {
  const { t } = useTranslation();
  const label = `${t(`phone.kind.${recording.kind}`)}, ${lasted(recording.seconds)}`;
  if (!recording.url) {
    return (
      <div className={classes.foot}>
        {label}: {t(`phone.kept.${recording.state === 'stored' ? 'closed' : recording.state}`)}
      </div>
    );
  }
  return (
    <div className={classes.player}>
      <audio controls preload="none" src={recording.url} aria-label={label} />
      <span className="dim">{label}</span>
    </div>
  );
}
