import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { segments, type Pause } from '../hours/business-time.rules.js';
import { DeskCalendar } from '../hours/calendar-book.service.js';
import { Clock } from '../platform/clock.js';
import { asBroken, dueAt, secondsUsed, stateOf, stepsAhead } from './deadline.rules.js';
import type { ClockView, CountedView, LedgerRowView } from './clock.dto.js';
import type { LedgerRow } from './ledger.rules.js';
import { LedgerStore } from './ledger.store.js';
import { PromiseKeeper, type Equipped } from './promise-keeper.service.js';

const MINUTE_S = 60;
const DAY = 86_400_000;
/** Nobody draws more. */
const MOST_SEGMENTS = 400;

/** A ticket's clocks as its page shows them, each with the ledger that explains it. */
@Injectable()
export class ClocksService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly store: LedgerStore,
    private readonly keeper: PromiseKeeper,
  ) {}

  async of(ticketId: string): Promise<ClockView[]> {
    const rows = await this.store.rows(this.db, ticketId);
    if (rows.length === 0) return [];
    const now = this.clock.now();
    const equipped = await this.keeper.equipped(this.db, rows);
    return equipped
      .filter(({ clock }) => clock.spec ?? clock.breachedAt)
      .map((one) => present(one, rows, now))
      .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  }

  rows(ticketId: string): Promise<LedgerRow[]> {
    return this.store.rows(this.db, ticketId);
  }
}

function present({ clock, calendar, steps }: Equipped, rows: readonly LedgerRow[], now: Date): ClockView {
  const { spec, policy, target, instance } = clock;
  const due = spec ? asBroken(clock, dueAt(clock, calendar)) : clock.breachedAt;
  const used = secondsUsed(clock, calendar, now);
  const seconds = spec?.seconds ?? 0;
  const [next] = stepsAhead(clock, calendar, steps, clock.done);
  const end = clock.endedAt ?? now;
  const pauses = closed(clock, end);
  const last = clock.pauses.at(-1);
  const state = stateOf(clock, clock.breachedAt, now);
  const isPaused = !clock.endedAt && last !== undefined && last.to === null && (!last.until || last.until > now);
  const until = due && due > end ? due : end;
  return {
    target,
    instance,
    state,
    startedAt: clock.startedAt,
    dueAt: due,
    endedAt: clock.endedAt,
    endedFor: clock.endedFor,
    breachedAt: clock.breachedAt,
    targetMinutes: seconds / MINUTE_S,
    minutesUsed: used / MINUTE_S,
    minutesLeft: (seconds - used) / MINUTE_S,
    paused: isPaused ? { since: last.from, why: last.why, until: last.until } : null,
    pauses: clock.pauses.map(({ from, to, why, until: reminder }) => ({ from, to: to ?? reminder, why })),
    policy: policy?.policyId ? { id: policy.policyId, name: policy.name, version: policy.version } : null,
    calendar:
      calendar instanceof DeskCalendar
        ? { id: calendar.id, name: calendar.name, version: calendar.version, timezone: calendar.zone.name }
        : null,
    segments: shown(segments(calendar, clock.startedAt, end, pauses)),
    ahead: clock.endedAt || !due || due <= now ? [] : shown(segments(calendar, now, due, pauses)),
    open: shown(segments(calendar, new Date(clock.startedAt.getTime() - DAY / 4), new Date(until.getTime() + DAY / 4))),
    next: next ?? null,
    ledger: rows
      .filter((row) => row.kind === 'apply' || (row.target === target && row.instance === instance))
      .map(entry),
  };
}

/** Pauses as they count until `end`; one that lasts reaches to it. */
const closed = (clock: Equipped['clock'], end: Date): Pause[] =>
  clock.pauses.map(({ from, to, until }) => ({ from, to: to ?? until ?? end }));

const shown = (parts: CountedView[]): CountedView[] => parts.slice(0, MOST_SEGMENTS);

const entry = ({ seq, kind, at, recordedAt, level, data }: LedgerRow): LedgerRowView => ({
  seq,
  kind,
  at,
  recordedAt,
  level,
  data,
});
