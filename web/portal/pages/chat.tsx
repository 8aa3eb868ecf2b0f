import { Button } from '@mantine/core';
import { IconMessages, IconPaperclip, IconStar, IconStarFilled } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LIMITS, type Attachment, type ChatMessage } from '../../../src/channels/chat/protocol/protocol.js';
import { clockTime, dayKey, dayWords, fullTime, shortTime, size } from '../../console/time/time';
import { ApiError } from '../../api/client';
import { useChat, type Chatting } from '../chat/use-chat';
import { useMe, useNow, useReader } from '../me';
import { Composer } from '../parts/composer';
import { Initials } from '../parts/marks';
import { Lines, Problem } from '../parts/states';
import { type FileView } from '../portal.api';

export function Chat() {
  const { t } = useTranslation();
  const { chat, error, again } = useChat();
  const queries = useQueryClient();
  // What was read here is no longer unread elsewhere on the page.
  useEffect(() => () => void queries.invalidateQueries({ queryKey: ['me'] }), [queries]);
  const isNone = error instanceof ApiError && error.status === 404;
  return (
    <>
      <div className="hello">
        <div className="grow">
          <h1>{t('chat.title')}</h1>
          <p className="mid" role="status">
            {chat && <Presence chat={chat} />}
          </p>
        </div>
      </div>
      <section className="card chat" aria-label={t('chat.title')}>
        {isNone ? (
          <div className="nothing">
            <IconMessages size={20} stroke={1.5} aria-hidden />
            <b>{t('chat.none')}</b>
            <p className="mid">{t('chat.noneHint')}</p>
            <Button component={Link} to="/tickets/new" variant="default">
              {t('newTicket')}
            </Button>
          </div>
        ) : error ? (
          <Problem error={error} onRetry={again} />
        ) : !chat ? (
          <Lines count={4} />
        ) : (
          <Conversation chat={chat} />
        )}
      </section>
    </>
  );
}

function Presence({ chat: { state } }: { chat: Chatting }) {
  const { t } = useTranslation();
  const { team, connection } = state;
  const now = useNow();
  const reader = useReader();
  if (connection !== 'online') return t(team ? 'chat.lost' : 'chat.connecting');
  const minutes = team?.waitMinutes ?? null;
  if (team?.position) {
    const place = team.position;
    return minutes === null ? t('chat.place', { place }) : t('chat.placeWait', { place, minutes: Math.ceil(minutes) });
  }
  if (team?.opensAt) return t('chat.back', { at: shortTime(team.opensAt, now, reader) });
  if (!team?.online) return t('chat.away');
  return minutes === null ? t('chat.online') : t('chat.onlineWait', { minutes: Math.max(1, Math.ceil(minutes)) });
}

function Conversation({ chat }: { chat: Chatting }) {
  const { t } = useTranslation();
  const { client, state, greeting } = chat;
  const uploaded = useRef(new Map<string, Attachment>());
  const last = state.messages.at(-1)?.seq;
  useEffect(() => {
    if (last !== undefined && document.visibilityState === 'visible') client.read(last);
  }, [client, last]);
  const upload = async (file: File): Promise<FileView> => {
    const kept = await uploadTo(client.visitorToken, file);
    uploaded.current.set(kept.id, kept);
    return { ...kept, blocked: false };
  };
  return (
    <>
      <Log chat={chat} greeting={greeting} />
      {state.ended && <Resting key={state.ended.at} chat={chat} />}
      <Composer
        label={t('chat.write')}
        button={t('send')}
        rows={2}
        maxLength={LIMITS.text}
        sendsOnEnter
        upload={upload}
        onText={(text) => client.typing(text !== '')}
        send={({ text, attachments }) =>
          client.send(
            text,
            attachments.flatMap((id) => uploaded.current.get(id) ?? []),
          )
        }
      />
    </>
  );
}

async function uploadTo(token: string | undefined, file: File): Promise<Attachment> {
  const body = new FormData();
  body.append('file', file, file.name);
  const response = await fetch('/api/v1/chat/attachments', {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${token ?? ''}` },
  });
  if (!response.ok) throw new ApiError((await response.json()) as ConstructorParameters<typeof ApiError>[0]);
  return (await response.json()) as Attachment;
}

function Log({ chat: { client, state }, greeting }: { chat: Chatting; greeting: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const end = useRef<HTMLDivElement>(null);
  const shown = state.messages.filter(({ text, attachments }) => text !== '' || attachments.length > 0);
  const ownLast = shown.findLast(({ from }) => from.kind === 'visitor')?.seq;
  const count = shown.length + state.waiting.length;
  const isKnown = state.team !== null || !['stopped', 'connecting'].includes(state.connection);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [count, state.typing]);
  return (
    <div className="timeline chatlog" role="log" tabIndex={0} aria-label={t('chat.messages')}>
      {state.earlier > 0 && (
        <Button variant="subtle" size="xs" onClick={() => void client.loadEarlier().catch(() => undefined)}>
          {t('chat.earlier')}
        </Button>
      )}
      {/* What is written meanwhile stays in its field: only the log waits for the connection. */}
      {count === 0 && !isKnown && <Lines count={4} />}
      {count === 0 && isKnown && (
        <div className="nothing">
          <IconMessages size={20} stroke={1.5} aria-hidden />
          <b>{greeting || t('chat.hello')}</b>
          <p className="mid">{t('chat.helloHint')}</p>
        </div>
      )}
      {shown.map((message, at) => {
        const before = shown[at - 1];
        const isNewDay = !before || dayKey(before.at, reader) !== dayKey(message.at, reader);
        return (
          <div key={message.seq}>
            {isNewDay && <div className="day">{dayWords(message.at, now, reader, t('today'), t('yesterday'))}</div>}
            <Said message={message} />
            {message.seq === ownLast && (
              <p className="mark">{t(state.teamReadSeq >= message.seq ? 'chat.seen' : 'chat.delivered')}</p>
            )}
          </div>
        );
      })}
      {state.waiting.map((entry) => (
        <article className="msg waits" key={entry.clientId} data-side="customer">
          <div className="bubble">
            <p>{entry.text}</p>
            <Files files={entry.attachments} />
            {entry.state === 'refused' && (
              <p className="bad sm" role="alert">
                {t('chat.refused')}{' '}
                <Button size="compact-xs" variant="subtle" onClick={() => client.retry(entry.clientId)}>
                  {t('again')}
                </Button>
                <Button size="compact-xs" variant="subtle" onClick={() => void client.discard(entry.clientId)}>
                  {t('chat.discard')}
                </Button>
              </p>
            )}
          </div>
        </article>
      ))}
      {state.waiting.some((entry) => entry.state !== 'refused') && (
        <p className="mark">
          {state.connection === 'online' ? t('chat.sending') : t('chat.waits', { count: state.waiting.length })}
        </p>
      )}
      {state.typing !== null && state.connection === 'online' && (
        <p className="event">
          {state.typing ? t('chat.typing', { name: state.typing.split(' ')[0] }) : t('chat.somebodyTypes')}
        </p>
      )}
      {state.conversation?.ticket && (
        <p className="event">
          <Link className="link" to={`/tickets/${state.conversation.ticket}`}>
            {t('chat.isTicket', { number: state.conversation.ticket })}
          </Link>
        </p>
      )}
      <div ref={end} />
    </div>
  );
}

function Said({ message }: { message: ChatMessage }) {
  const { t } = useTranslation();
  const reader = useReader();
  const me = useMe();
  const isMine = message.from.kind === 'visitor';
  if (message.from.kind === 'system') return <p className="event">{message.text}</p>;
  return (
    <article className="msg" data-side={isMine ? 'customer' : 'us'}>
      <Initials name={isMine ? me.name : message.from.name || '?'} size={28} />
      <div className="bubble">
        <header>
          <b>{isMine ? t('you') : message.from.name || t('us')}</b>{' '}
          <time dateTime={message.at} title={fullTime(message.at, reader)}>
            {clockTime(message.at, reader)}
          </time>
        </header>
        {message.text && <p>{message.text}</p>}
        <Files files={message.attachments} />
      </div>
    </article>
  );
}

function Files({ files }: { files: readonly Attachment[] }) {
  const { i18n } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className="files">
      {files.map((file) => (
        <li key={file.id}>
          <IconPaperclip size={14} stroke={1.6} aria-hidden />
          <a className="link cut" href={file.url} target="_blank" rel="noreferrer">
            {file.name} <span className="dim">{size(file.size, i18n.language)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What follows when a conversation is over: it can be judged, once. */
function Resting({ chat: { client, state } }: { chat: Chatting }) {
  const { t } = useTranslation();
  const [given, setGiven] = useState(0);
  const isRated = given > 0 || state.ended?.rated === true;
  const give = (score: number): void => {
    setGiven(score);
    client.rate(score).then(
      (ack) => !ack.ok && setGiven(0),
      () => setGiven(0),
    );
  };
  return (
    <div className="resting">
      <p className="mid">{t('chat.ended')}</p>
      {isRated ? (
        <p role="status">{t('chat.thanks')}</p>
      ) : (
        <div role="group" aria-label={t('chat.rate')}>
          <span>{t('chat.rate')}</span>
          {[1, 2, 3, 4, 5].map((score) => (
            <button key={score} type="button" aria-label={t('chat.score', { score })} onClick={() => give(score)}>
              {score <= given ? <IconStarFilled size={20} aria-hidden /> : <IconStar size={20} aria-hidden />}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
