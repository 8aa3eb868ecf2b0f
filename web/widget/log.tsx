import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatClient } from '../../src/channels/chat/protocol/chat.client.js';
import type { ChatState } from '../../src/channels/chat/protocol/chat.state.js';
import { Message, Waiting } from './bubbles.js';
import { Icon } from './icons.js';
import type { Settings } from './settings.js';
import { CLOCK, givenName } from './text.js';
import { lastOwn, rowsOf } from './thread.js';
import { localeFor, type Words } from './words.js';

/** This near to the end, the reader follows what is new. */
const NEAR_PX = 80;

interface Props {
  client: ChatClient;
  chat: ChatState;
  settings: Settings;
  words: Words;
  children: ComponentChildren;
}

export function Log({ client, chat, settings, words, children }: Props) {
  const logRef = useRef<HTMLDivElement>(null);
  const followsRef = useRef(true);
  const heightBeforeRef = useRef(0);
  const [behind, setBehind] = useState(false);
  const locale = localeFor(settings.language);
  const lastSeq = chat.messages.at(-1)?.seq;
  const firstSeq = chat.messages[0]?.seq;
  const toEnd = (): void => {
    logRef.current?.scrollTo({ top: logRef.current.scrollHeight });
    setBehind(false);
  };
  useLayoutEffect(() => {
    if (followsRef.current) toEnd();
    else setBehind(true);
  }, [lastSeq, chat.waiting.length]);
  useLayoutEffect(() => {
    if (followsRef.current) toEnd();
  }, [chat.typing, chat.ended, chat.connection]);
  // Earlier messages are put above: what the reader looks at must not move.
  useLayoutEffect(() => {
    const element = logRef.current;
    if (element && !followsRef.current) element.scrollTop += element.scrollHeight - heightBeforeRef.current;
  }, [firstSeq]);
  useEffect(() => {
    const element = logRef.current;
    if (!element) return;
    const observer = new ResizeObserver(() => followsRef.current && toEnd());
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  });
  const onScroll = (): void => {
    const element = logRef.current;
    if (!element) return;
    heightBeforeRef.current = element.scrollHeight;
    followsRef.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    if (followsRef.current) setBehind(false);
  };
  const seenUpTo = lastOwn(chat.messages);
  return (
    <div
      ref={logRef}
      class="log"
      data-testid="widget-log"
      role="log"
      aria-live="polite"
      tabIndex={0}
      aria-label={words.chatWith(settings.name)}
      onScroll={onScroll}
    >
      {chat.earlier > 0 && (
        <button
          class="earlier"
          data-testid="widget-earlier"
          onClick={() => void client.loadEarlier().catch(() => undefined)}
        >
          <Icon name="up" size={14} />
          {words.earlier(chat.earlier)}
        </button>
      )}
      {!chat.conversation && chat.connection === 'connecting' && chat.waiting.length === 0 && (
        <div class="bone" aria-hidden="true" />
      )}
      {chat.conversation?.ticket && chat.earlier === 0 && (
        <div class="ev">{words.ticket(chat.conversation.ticket)}</div>
      )}
      {!settings.greeting && chat.conversation && chat.messages.length === 0 && chat.waiting.length === 0 && (
        <div class="hello">
          <Icon name="chat" size={28} />
          <b>{words.hello}</b>
          {words.helloWhy}
        </div>
      )}
      {settings.greeting && chat.conversation && chat.earlier === 0 && (
        <div class="m them">
          <div>
            <div class="bub">{settings.greeting}</div>
          </div>
        </div>
      )}
      {rowsOf(chat.messages).map((row) => {
        if (row.kind === 'day') {
          return (
            <div class="ev" key={row.key}>
              {row.at.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' })}
            </div>
          );
        }
        if (row.kind === 'event') {
          return (
            <div class="ev" key={row.key}>
              {row.message.text}
            </div>
          );
        }
        const { message, mine, last } = row;
        const mark =
          mine && message.seq === seenUpTo ? (chat.teamReadSeq >= message.seq ? 'seen' : 'delivered') : undefined;
        return (
          <Message
            key={row.key}
            message={message}
            mine={mine}
            last={last}
            mark={mark}
            locale={locale}
            server={settings.server}
            words={words}
          />
        );
      })}
      <Waiting
        waiting={chat.waiting}
        client={client}
        words={words}
        locale={locale}
        server={settings.server}
        online={chat.connection === 'online'}
      />
      {chat.ended && (
        <div class="ev" data-testid="widget-ended">
          {chat.ended.by === 'visitor' ? words.endedByYou : words.endedByTeam} ·{' '}
          {new Date(chat.ended.at).toLocaleTimeString(locale, CLOCK)}
        </div>
      )}
      {children}
      {chat.typing !== null && chat.connection === 'online' && (
        <div class="typ" role="status" data-testid="widget-typing">
          <span aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {words.writing(givenName(chat.typing))}
        </div>
      )}
      {behind && (
        <button class="jump" onClick={toEnd}>
          <Icon name="down" size={14} />
          {words.newMessages}
        </button>
      )}
    </div>
  );
}
