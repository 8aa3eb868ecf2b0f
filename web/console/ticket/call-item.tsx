import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { phone, type Call, type CallRecording, type Transcript } from '../../api/phone.api';
import type { Message } from '../../api/tickets.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { PersonMark } from '../../ui/person-mark';
import { lasted } from '../phone/call-words';
import { useCan } from '../session/session';
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
          <Player key={recording.id} callId={shown!.id} recording={recording} />
        ))}
        {(shown?.transcripts ?? []).map((transcript) => (
          <Words key={transcript.kind} transcript={transcript} call={shown!} />
        ))}
      </div>
    </article>
  );
}

/** What was said, folded: it is long, and read when it is looked for. */
function Words({ transcript, call }: { transcript: Transcript; call: Call }) {
  const { t } = useTranslation();
  const nameOfSide = (who: Transcript['lines'][number]['who']) =>
    who === 'agent' ? (call.agent?.name ?? t('phone.us')) : call.contact?.name || call.number || t('phone.withheld');
  return (
    <details className={classes.words}>
      <summary>{t('phone.transcript')}</summary>
      {transcript.lines.map(({ who, text }, at) => (
        <p key={at}>
          {who && <b>{nameOfSide(who)}</b>} {text}
        </p>
      ))}
    </details>
  );
}

function Player({ callId, recording }: { callId: string; recording: CallRecording }) {
  const { t } = useTranslation();
  const can = useCan();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => phone.deleteRecording(callId, recording.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['call', callId] }),
  });
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
      {can('calls:erase') && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('phone.deleteRecording')}
          title={t('phone.deleteRecording')}
          loading={remove.isPending}
          onClick={() => window.confirm(t('phone.deleteSure')) && remove.mutate()}
        >
          <IconTrash size={16} stroke={1.75} />
        </ActionIcon>
      )}
    </div>
  );
}
