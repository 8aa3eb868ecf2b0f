import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { View } from './device/desk.js';
import { Icon, type IconName } from './icons.js';
import type { VisitKind, VisitState } from './model/day.types.js';
import { t } from './words.js';

const STATES: Readonly<Record<VisitState, { icon: IconName; look: string }>> = {
  proposed: { icon: 'clock', look: 'line' },
  scheduled: { icon: 'clock', look: 'line' },
  confirmed: { icon: 'okc', look: 'line' },
  en_route: { icon: 'truck', look: 'new' },
  on_site: { icon: 'pin', look: 'onsite' },
  paused: { icon: 'pause', look: 'held' },
  done: { icon: 'checks', look: 'done' },
  could_not: { icon: 'cannot', look: 'done' },
  cancelled: { icon: 'cannot', look: 'done' },
};

export function StateMark({ state }: { state: VisitState }) {
  const { icon, look } = STATES[state];
  return (
    <span class={`state ${look}`}>
      <Icon name={icon} size={14} />
      {t(`state.${state}`)}
    </span>
  );
}

const KINDS: Readonly<Partial<Record<VisitKind, IconName>>> = {
  repair: 'repair',
  installation: 'install',
  swap: 'router',
  pickup: 'truck',
};
export const kindIcon = (kind: VisitKind): IconName => KINDS[kind] ?? 'part';

/** The network and what waits for it: a bar on the day, a mark in other headers. */
export function NetBar({ view }: { view: View }) {
  const { waiting, conflicts } = view.count;
  if (conflicts > 0) {
    return (
      <a class="net bad" href="#/waiting">
        <Icon name="warn" />
        <b class="grow">{t('conflicts', { n: conflicts })}</b>
        <Icon name="right" size={16} />
      </a>
    );
  }
  if (view.link === 'online' && waiting === 0) return null;
  if (view.link !== 'offline' && waiting === 0) return null;
  return (
    <a class="net" href="#/waiting">
      <Icon name={view.link === 'offline' ? 'offline' : 'clock'} />
      <b>{t(view.link === 'offline' ? 'offline' : 'sending')}</b>
      <span class="grow">{waiting > 0 ? t('changesWaiting', { n: waiting }) : t('worksOn')}</span>
      <Icon name="right" size={16} />
    </a>
  );
}

export function NetMark({ view }: { view: View }) {
  const { waiting, conflicts } = view.count;
  if (waiting + conflicts === 0 && view.link !== 'offline') return null;
  const words = conflicts > 0 ? String(conflicts) : waiting > 0 ? t('nWaiting', { n: waiting }) : t('offline');
  return (
    <a
      class={`net slim ${conflicts > 0 ? 'bad' : ''}`}
      href="#/waiting"
      aria-label={conflicts > 0 ? t('conflicts', { n: conflicts }) : words}
    >
      <Icon name={conflicts > 0 ? 'warn' : view.link === 'offline' ? 'offline' : 'clock'} size={16} />
      {words}
    </a>
  );
}

/** Read out when it changes; the bars above are links and not read by themselves. */
export function NetStatus({ view }: { view: View }) {
  const { waiting, conflicts } = view.count;
  const parts = [
    view.link === 'offline' && t('offline'),
    waiting > 0 && t('changesWaiting', { n: waiting }),
    conflicts > 0 && t('conflicts', { n: conflicts }),
  ].filter(Boolean);
  return (
    <div class="unseen" role="status">
      {parts.join(', ')}
    </div>
  );
}

export function Meter({ done, all }: { done: number; all: number }) {
  return <i class="meter-line" style={{ '--p': all === 0 ? 0 : Math.round((done / all) * 100) }} aria-hidden="true" />;
}

/** A question from below. Escape, the cross and a tap beside it close it. */
export function Sheet({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog
      class="sheet"
      ref={box}
      aria-label={title}
      onClose={close}
      onClick={(event) => event.target === box.current && close()}
    >
      <div class="sheet-in">
        <header>
          <h2>{title}</h2>
          <button type="button" class="ib" aria-label={t('close')} onClick={close}>
            <Icon name="cross" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

export function Tabs({ at, view }: { at: 'today' | 'waiting' | 'me'; view: View }) {
  const open = view.count.waiting + view.count.conflicts;
  const tab = (name: 'today' | 'waiting' | 'me', href: string, icon: IconName) => (
    <a href={href} aria-current={at === name ? 'page' : undefined}>
      <span class="p">
        <Icon name={icon} size={24} />
        {name === 'waiting' && open > 0 && <b class={view.count.conflicts > 0 ? 'bad' : 'warn'}>{open}</b>}
      </span>
      {t(name)}
    </a>
  );
  return (
    <nav class="tabs" aria-label={t('main')}>
      {tab('today', '#/', 'today')}
      {tab('waiting', '#/waiting', 'clock')}
      {tab('me', '#/me', 'person')}
    </nav>
  );
}

export function Blank({
  icon,
  title,
  hint,
  children,
}: {
  icon: IconName;
  title: string;
  hint?: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="blank">
      <span class="pic">
        <Icon name={icon} size={24} />
      </span>
      <h2>{title}</h2>
      {hint && <p class="quiet">{hint}</p>}
      {children}
    </div>
  );
}
