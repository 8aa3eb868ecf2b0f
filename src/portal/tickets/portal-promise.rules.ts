import type { ClockView } from '../../sla/clock.dto.js';
import type { LedgerKind } from '../../sla/ledger.rules.js';
import type { PortalPromiseView } from './portal-ticket.dto.js';

/** Steps that a customer is told of. What the house does in between (whom it warns, what it computes anew) is its own. */
const TOLD: Partial<Record<LedgerKind, string>> = {
  activate: 'start',
  pause: 'pause',
  resume: 'resume',
  fulfil: 'met',
  breach: 'breach',
  cancel: 'end',
};

const ENDINGS = ['answer', 'solved', 'arrived'];

/** The clock that agents see, with the internal parts left out. Pure. */
export function forCustomers(clock: ClockView): PortalPromiseView {
  const { target, instance, state, startedAt, dueAt, endedAt, endedFor, breachedAt } = clock;
  const { targetMinutes, minutesUsed, minutesLeft, paused, pauses, calendar, segments, ahead, ledger } = clock;
  return {
    target,
    instance,
    state,
    startedAt,
    dueAt,
    endedAt,
    endedFor: endedFor && (ENDINGS.includes(endedFor) ? endedFor : 'other'),
    breachedAt,
    targetMinutes,
    minutesUsed,
    minutesLeft,
    paused: paused && { from: paused.since, to: paused.until, why: paused.why },
    roundTheClock: calendar === null,
    timezone: calendar?.timezone ?? null,
    counted: segments.map(({ from, to }) => ({ from, to })),
    ahead: ahead.map(({ from, to }) => ({ from, to })),
    pauses: pauses.map(({ from, to, why }) => ({ from, to, why })),
    steps: ledger.flatMap(({ kind, at }) => {
      const told = TOLD[kind];
      return told ? [{ kind: told, at }] : [];
    }),
  };
}
