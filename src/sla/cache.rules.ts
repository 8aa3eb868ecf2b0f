import type { CompiledCalendar } from '../hours/business-time.rules.js';
import { asBroken, dueAt, secondsUsed, stateOf, stepsAhead, type ClockState } from './deadline.rules.js';
import type { LedgerClock } from './ledger.rules.js';
import type { Step, Target } from './policy.rules.js';

/** A clock as the cache holds it: what the ledger says, ready to be asked. Pure. */
export interface CachedClock {
  target: Target;
  instance: number;
  state: ClockState;
  startedAt: Date;
  dueAt: Date | null;
  endedAt: Date | null;
  /** Whoever waited gave up. */
  abandoned: boolean;
  breachedAt: Date | null;
  nextAt: Date | null;
  nextLevel: string | null;
  policyId: string | null;
  policyVersion: number | null;
  calendarId: string | null;
  calendarVersion: number | null;
  targetSeconds: number;
  usedSeconds: number | null;
  decidedAt: Date | null;
}

/** Null where nothing is promised and nothing was broken. */
export function cached(
  clock: LedgerClock,
  { calendar, steps, now }: { calendar: CompiledCalendar; steps: readonly Step[]; now: Date },
): CachedClock | null {
  const { spec, policy, breachedAt, broken } = clock;
  if (!spec && !breachedAt) return null;
  const state = stateOf(clock, breachedAt, now);
  // Nobody promises it any more: it stays broken, but there is nothing to hurry for.
  const due = spec ? dueAt(clock, calendar) : null;
  const next = stepsAhead(clock, calendar, steps, clock.done)[0];
  return {
    target: clock.target,
    instance: clock.instance,
    state,
    startedAt: clock.startedAt,
    dueAt: asBroken(clock, due),
    endedAt: clock.endedAt,
    abandoned: clock.endedFor === 'abandoned',
    breachedAt,
    nextAt: next?.at ?? null,
    nextLevel: next?.level ?? null,
    policyId: (spec ? policy?.policyId : broken?.policyId) ?? null,
    policyVersion: (spec ? policy?.version : broken?.version) ?? null,
    calendarId: spec?.calendarId ?? null,
    calendarVersion: spec?.calendarVersion ?? null,
    targetSeconds: Math.round(spec?.seconds ?? broken?.seconds ?? 0),
    usedSeconds: spec && clock.endedAt ? secondsUsed(clock, calendar, clock.endedAt) : null,
    decidedAt: breachedAt ?? (state === 'met' ? clock.endedAt : null),
  };
}

/** By when somebody must have come, where that is promised and nobody has. */
export const onSiteDeadline = (clocks: readonly CachedClock[]): Date | null =>
  clocks.find((clock) => clock.target === 'on_site' && !clock.endedAt && clock.dueAt)?.dueAt ?? null;

/** The next deadline of the ticket: of what still runs, the earliest, also where it has passed. */
export function nextDeadline(clocks: readonly CachedClock[]): { dueAt: Date | null; dueMetric: Target | null } {
  const open = clocks.filter((clock) => !clock.endedAt && clock.dueAt);
  const [first] = [...open].sort((a, b) => a.dueAt!.getTime() - b.dueAt!.getTime());
  return { dueAt: first?.dueAt ?? null, dueMetric: first?.target ?? null };
}
