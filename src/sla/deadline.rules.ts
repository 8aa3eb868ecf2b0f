import { between, due, NeverOpens, type CompiledCalendar, type Pause } from '../hours/business-time.rules.js';
import type { ClockStory } from './clock.rules.js';
import { levelOf, stepConcerns, type Step } from './policy.rules.js';

/** When a clock runs out, and what is to be done on the way. Pure: a story and its hours in, instants out. */

export const CLOCK_STATES = ['running', 'paused', 'met', 'breached', 'cancelled'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

export interface NextStep {
  at: Date;
  level: string;
}

const MINUTE_S = 60;

/** Pauses as they count: one with a reminder ends by itself. Undefined for one that lasts. */
function pausesOf(clock: ClockStory): { closed: Pause[]; lasting: boolean } {
  const closed: Pause[] = [];
  let lasting = false;
  for (const { from, to, until } of clock.pauses) {
    const end = to ?? until;
    if (end) closed.push({ from, to: end });
    else lasting = true;
  }
  return { closed, lasting };
}

/** Null without a promise, and while it is paused for nobody knows how long. */
export function dueAt(clock: ClockStory, calendar: CompiledCalendar): Date | null {
  return clock.spec && instantOf(clock, calendar, clock.spec.seconds);
}

/** What was broken was due when it was broken, whatever hours or policy hold since. */
export const asBroken = ({ breachedAt }: { breachedAt: Date | null }, due: Date | null): Date | null =>
  due && (breachedAt ?? due);

function instantOf(clock: ClockStory, calendar: CompiledCalendar, seconds: number): Date | null {
  const { closed, lasting } = pausesOf(clock);
  if (seconds <= 0) return clock.startedAt;
  try {
    const at = due(calendar, clock.startedAt, seconds / MINUTE_S, closed);
    const pausing = lasting ? clock.pauses.at(-1)!.from : null;
    return pausing && at > pausing ? null : at;
  } catch (error) {
    // Hours that were emptied after the promise was made: nothing is due until they are mended.
    if (error instanceof NeverOpens) return null;
    throw error;
  }
}

export function secondsUsed(clock: ClockStory, calendar: CompiledCalendar, now: Date): number {
  const { closed, lasting } = pausesOf(clock);
  const end = clock.endedAt ?? (lasting ? clock.pauses.at(-1)!.from : now);
  return Math.round(between(calendar, clock.startedAt, end < now ? end : now, closed) * MINUTE_S);
}

/** Kept at the very instant is kept. */
export function isBroken(clock: ClockStory, due: Date | null, now: Date): boolean {
  if (!due || clock.end === 'cancel') return due !== null && clock.endedAt !== null && clock.endedAt > due;
  return (clock.endedAt ?? now) > due;
}

export function stateOf(clock: ClockStory, breachedAt: Date | null, now: Date): ClockState {
  if (breachedAt) return 'breached';
  if (clock.end === 'cancel') return 'cancelled';
  if (clock.endedAt) return 'met';
  const pause = clock.pauses.at(-1);
  const paused = pause && pause.to === null && (!pause.until || pause.until > now);
  return paused ? 'paused' : 'running';
}

/** What is due at which instant on a clock that runs, in order; without what was done already. */
export function stepsAhead(
  clock: ClockStory,
  calendar: CompiledCalendar,
  steps: readonly Step[],
  done: ReadonlySet<string>,
): NextStep[] {
  if (clock.endedAt || !clock.spec) return [];
  const wanted = new Map<string, number>([['breach', clock.spec.seconds]]);
  for (const step of steps)
    if (stepConcerns(step, clock.target)) wanted.set(levelOf(step), secondsOf(step, clock.spec.seconds));
  return [...wanted]
    .filter(([level]) => !done.has(level))
    .flatMap(([level, seconds]) => {
      const at = instantOf(clock, calendar, seconds);
      return at ? [{ level, at }] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function secondsOf({ when }: Step, whole: number): number {
  switch (when.kind) {
    case 'before':
      return Math.max(0, whole - when.minutes * MINUTE_S);
    case 'used':
      return (whole * when.percent) / 100;
    case 'after':
      return whole + when.minutes * MINUTE_S;
    case 'breach':
      return whole;
  }
}
