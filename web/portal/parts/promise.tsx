import { IconAlertCircle, IconCheck, IconClock, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clockTime, shortTime, span } from '../../console/time/time';
import { useNow, useReader } from '../me';
import type { ClockLine } from '../portal.api';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
const SOON_MS = 30 * 60_000;

export type Tone = 'plain' | 'warn' | 'bad' | 'rest';

export function toneOf(clock: ClockLine, now: Date): Tone {
  if (clock.state === 'paused' || !clock.dueAt) return 'rest';
  const left = Date.parse(clock.dueAt) - now.getTime();
  return left < 0 || clock.state === 'breached' ? 'bad' : left <= SOON_MS ? 'warn' : 'plain';
}

/** What is left of a promise, always in words; the track only where there is room. */
export function PromiseLine({ clock, rests, big = false }: { clock: ClockLine; rests?: string; big?: boolean }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const tone = toneOf(clock, now);
  const isPaused = clock.state === 'paused' || !clock.dueAt;
  const left = clock.dueAt ? Date.parse(clock.dueAt) - now.getTime() : 0;
  const Shape = isPaused ? IconPlayerPause : left < 0 ? IconAlertCircle : IconClock;
  return (
    <div className="pr" data-tone={tone} data-big={big || undefined}>
      <b>
        <Shape {...icon} />
        {isPaused
          ? (rests ?? t('promise.paused'))
          : left < 0
            ? t('promise.late', { time: span(left) })
            : t('promise.left', { time: span(left) })}
      </b>
      <span>
        {isPaused && rests
          ? t('promise.paused')
          : clock.dueAt
            ? t(`promise.by.${clock.target}`, { time: shortTime(clock.dueAt, now, reader) })
            : t(`promise.targets.${clock.target}`)}
      </span>
      {big && clock.dueAt && !isPaused && <Track clock={clock} now={now} tone={tone} />}
    </div>
  );
}

function Track({ clock, now, tone }: { clock: ClockLine; now: Date; tone: Tone }) {
  const { t } = useTranslation();
  const reader = useReader();
  const [from, to] = [Date.parse(clock.startedAt), Date.parse(clock.dueAt!)];
  const share = Math.min(1, Math.max(0, (now.getTime() - from) / Math.max(1, to - from)));
  const at = `${(share * 100).toFixed(1)}%`;
  return (
    <>
      <div className="track" data-tone={tone} aria-hidden="true">
        <i style={{ width: at }} />
        <u style={{ left: at }} />
      </div>
      <div className="ends">
        <span>{shortTime(clock.startedAt, now, reader)}</span>
        {share < 0.85 && <span>{t('promise.now', { time: clockTime(now, reader) })}</span>}
        <span>{shortTime(clock.dueAt!, now, reader)}</span>
      </div>
    </>
  );
}

/** Where nothing is promised any more, or not yet: what the state of the request is. */
export function StateLine({ label, category }: { label: string; category: string }) {
  const isOver = category === 'solved' || category === 'closed';
  const Shape = isOver ? IconCheck : category === 'waiting_customer' ? IconPlayerPause : IconClock;
  return (
    <div className="pr" data-tone={isOver ? 'ok' : 'rest'}>
      <b>
        <Shape {...icon} />
        {label}
      </b>
    </div>
  );
}
