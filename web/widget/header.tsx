import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatState } from '../../src/channels/chat/protocol/chat.state.js';
import { browserTime } from './browser.js';
import { Icon, type IconName } from './icons.js';
import { CLOCK, givenName, initials } from './text.js';
import { answerBy } from './thread.js';
import type { Words } from './words.js';

interface Actions {
  email: () => void;
  transcript: () => void;
  end?: () => void;
}

interface Props {
  chat: ChatState;
  name: string;
  words: Words;
  locale: string;
  close: () => void;
  actions: Actions;
}

export function Header({ chat, name, words, locale, close, actions }: Props) {
  const connected = chat.connection === 'online';
  const people = chat.team?.people ?? [];
  const given = people.slice(0, 3).map((p) => givenName(p.name));
  const title = connected && given.length > 0 && !chat.ended ? listed(given, words.and) : name;
  return (
    <div class="head">
      <div class="title">
        {people.length > 0 && (
          <div class="stack" aria-hidden="true">
            {people.slice(0, 3).map((p) => (
              <span class="av" key={p.name}>
                {p.avatar ? <img src={p.avatar} alt="" /> : initials(p.name)}
              </span>
            ))}
          </div>
        )}
        <div class="who">
          <h2 class="cut" data-testid="widget-title">
            {title}
          </h2>
          <Presence chat={chat} words={words} locale={locale} />
        </div>
        <div class="acts">
          <Menu words={words} actions={actions} />
          <button class="icb" data-testid="widget-minimise" aria-label={words.minimise} onClick={close}>
            <Icon name="down" />
          </button>
        </div>
      </div>
      <Wait chat={chat} words={words} locale={locale} />
    </div>
  );
}

function Presence({ chat, words, locale }: { chat: ChatState; words: Words; locale: string }) {
  const opensAt = chat.team?.opensAt;
  const [kind, text] =
    chat.connection === 'online' && chat.team
      ? chat.team.online
        ? ['', words.here]
        : ['away', opensAt ? words.back(clockOf(new Date(opensAt), locale)) : words.away]
      : ['unknown', chat.team ? words.presenceUnknown : words.connecting];
  return (
    <p class={`pres ${kind}`} data-testid="widget-presence">
      <span class="cut">{text}</span>
    </p>
  );
}

function Wait({ chat, words, locale }: { chat: ChatState; words: Words; locale: string }) {
  const due = answerBy(chat.conversation?.promise, chat.messages, useMinute());
  if (chat.ended) {
    return (
      <div class="wait ok" data-testid="widget-wait">
        <Icon name="done" size={14} />
        <span>{chat.ended.by === 'visitor' ? words.endedByYou : words.endedByTeam}</span>
      </div>
    );
  }
  const minutes = chat.team?.online ? chat.team.waitMinutes : null;
  const place = chat.team?.position;
  if (chat.connection !== 'online' || (!place && !due && (minutes === null || minutes === undefined))) return null;
  return (
    <div class="wait" data-testid="widget-wait" role="status">
      <Icon name="clock" size={14} />
      <span>
        {place && <b data-testid="widget-place">{words.place(place)}</b>}
        {place && typeof minutes === 'number' && ' · '}
        {typeof minutes === 'number' && (
          <>
            {words.expectedWait} <b>{words.minutes(minutes)}</b>
          </>
        )}
        {due && (
          <span data-testid="widget-promise">
            {(place || typeof minutes === 'number') && ' · '}
            {words.answerBy} <b>{clockOf(due, locale)}</b>
          </span>
        )}
      </span>
    </div>
  );
}

/** The day too, where it is not today. */
const clockOf = (at: Date, locale: string): string =>
  at.toLocaleString(locale, at.toDateString() === new Date(browserTime.now()).toDateString() ? CLOCK : DAY_AND_CLOCK);

const DAY_AND_CLOCK = { weekday: 'short', ...CLOCK } as const;

/** A promise that is over is no longer one. */
function useMinute(): number {
  const [now, setNow] = useState(browserTime.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(browserTime.now()), 30_000);
    return () => window.clearInterval(timer);
  }, []);
  return Math.max(now, browserTime.now());
}

function Menu({ words, actions }: { words: Words; actions: Actions }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const items: [IconName, string, (() => void) | undefined, string][] = [
    ['mail', words.changeEmail, actions.email, 'email'],
    ['save', words.transcript, actions.transcript, 'transcript'],
    ['close', words.end, actions.end, 'end'],
  ];
  useEffect(() => {
    if (open) root.current?.querySelector<HTMLButtonElement>('[role=menuitem]')?.focus();
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !root.current) return;
    event.preventDefault();
    const all = [...root.current.querySelectorAll<HTMLButtonElement>('[role=menuitem]')];
    const at = all.indexOf((root.current.getRootNode() as ShadowRoot).activeElement as HTMLButtonElement);
    all[(at + step + all.length) % all.length]?.focus();
  };
  const onFocusOut = (event: FocusEvent): void => {
    if (!root.current?.contains(event.relatedTarget as Node | null)) setOpen(false);
  };
  return (
    <div ref={root} onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      <button
        ref={button}
        class="icb"
        data-testid="widget-menu"
        aria-label={words.options}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="dots" />
      </button>
      {open && (
        <div class="pop menu" role="menu" aria-label={words.options}>
          {items.map(
            ([icon, label, run, id]) =>
              run && (
                <button
                  key={id}
                  role="menuitem"
                  tabIndex={-1}
                  data-testid={`widget-menu-${id}`}
                  onClick={() => {
                    setOpen(false);
                    run();
                  }}
                >
                  <Icon name={icon} />
                  {label}
                </button>
              ),
          )}
        </div>
      )}
    </div>
  );
}

function listed(names: string[], and: string): string {
  return names.length < 2 ? (names[0] ?? '') : names.slice(0, -1).join(', ') + and + names.at(-1)!;
}
