import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatClient } from '../../src/channels/chat/protocol/chat.client.js';
import type { ChatState } from '../../src/channels/chat/protocol/chat.state.js';
import { Banner } from './banner.js';
import { Composer } from './composer.js';
import { EmailPrompt, Foot } from './email.js';
import { Header } from './header.js';
import { Log } from './log.js';
import { Rating } from './rating.js';
import type { Settings } from './settings.js';
import { saveTranscript } from './transcript.js';
import { localeFor, type Words } from './words.js';

interface Props {
  client: ChatClient;
  chat: ChatState;
  settings: Settings;
  words: Words;
  close: () => void;
}

const FOCUSABLE = 'button:not(:disabled),a[href],input:not([type="file"]),textarea';

export function Panel({ client, chat, settings, words, close }: Props) {
  const panel = useRef<HTMLElement>(null);
  const [asksEmail, setAsksEmail] = useState(false);
  const [declined, setDeclined] = useState(false);
  const [rated, setRated] = useState(false);
  const wrote = chat.messages.some((m) => m.from.kind === 'visitor');
  const offersEmail = settings.askEmail && !chat.email && wrote && !declined && !chat.ended;
  const name = chat.team?.name || settings.name || words.support(settings.company);
  useEffect(() => {
    panel.current?.querySelector('textarea')?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (!chat.ended) setRated(false);
  }, [chat.ended]);
  useSeen(client, chat);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
    // Over the whole screen of a phone, nothing behind the panel may take the focus.
    const covers = matchMedia('(max-width: 720px)').matches;
    if (event.key === 'Tab' && panel.current && covers) keepInside(panel.current, event);
  };
  const rating = chat.ended && !chat.ended.rated && !rated && wrote && (
    <Rating
      words={words}
      who={lastAgent(chat)}
      ticket={chat.conversation?.ticket ?? null}
      send={(score, comment) => client.rate(score, comment)}
      dismiss={() => setRated(true)}
    />
  );
  return (
    <section
      ref={panel}
      class="panel"
      data-testid="widget-panel"
      role="dialog"
      aria-label={words.chatWith(name)}
      onKeyDown={onKeyDown}
    >
      <Header
        chat={chat}
        name={name}
        words={words}
        locale={localeFor(settings.language)}
        close={close}
        actions={{
          email: () => setAsksEmail(true),
          transcript: () => saveTranscript(chat, name, words),
          end: chat.messages.length > 0 && !chat.ended ? () => void client.end().catch(() => undefined) : undefined,
        }}
      />
      <Banner chat={chat} words={words} tryNow={() => client.tryNow()} />
      <Log client={client} chat={chat} settings={settings} words={words}>
        {(offersEmail || asksEmail) && (
          <EmailPrompt
            words={words}
            known={chat.email}
            save={(email) => client.contact(email)}
            done={() => {
              setAsksEmail(false);
              setDeclined(true);
            }}
          />
        )}
        {rating}
      </Log>
      <Composer client={client} chat={chat} settings={settings} words={words}>
        <Foot
          words={words}
          email={chat.email}
          offer={wrote && !offersEmail && !asksEmail ? () => setAsksEmail(true) : undefined}
        />
      </Composer>
    </section>
  );
}

/** What stands on the screen while somebody can look at it is read. */
function useSeen(client: ChatClient, chat: ChatState): void {
  const lastSeq = chat.messages.at(-1)?.seq ?? 0;
  useEffect(() => {
    const mark = (): void => {
      if (document.visibilityState === 'visible') client.read(lastSeq);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [client, lastSeq]);
}

function lastAgent(chat: ChatState): string {
  return chat.messages.findLast((m) => m.from.kind === 'agent')?.from.name ?? '';
}

function keepInside(panel: HTMLElement, event: KeyboardEvent): void {
  const all = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((e) => e.offsetParent !== null);
  const focused = (panel.getRootNode() as ShadowRoot).activeElement;
  const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
  if (focused !== from) return;
  event.preventDefault();
  to?.focus();
}
