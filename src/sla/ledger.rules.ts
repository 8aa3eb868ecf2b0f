import type { StatusCategory } from '../tickets/ticket.rules.js';
import type { ClockPause, ClockStory, EndReason } from './clock.rules.js';
import { holding } from './clock.rules.js';
import type { Application, Target } from './policy.rules.js';

/**
 * The ledger of a ticket's promises: rows that are only ever added, from which every clock can be read again, and the
 * rows that a story which has gone on (or was told anew) adds to them. Pure.
 */

export const LEDGER_KINDS = [
  'apply',
  'activate',
  'pause',
  'resume',
  'fulfil',
  'breach',
  'warn',
  'escalate',
  'cancel',
  'recompute',
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

export interface LedgerRow {
  seq: number;
  kind: LedgerKind;
  target: Target | null;
  instance: number | null;
  /** When it holds from; a breach carries the time at which it was due. */
  at: Date;
  /** When it was written down. */
  recordedAt: Date;
  level: string | null;
  data: Record<string, unknown>;
}

export type NewLedgerRow = Omit<LedgerRow, 'seq' | 'recordedAt'>;

export interface LedgerClock extends ClockStory {
  breachedAt: Date | null;
  /** What was promised when it was broken: it stays so, whatever holds later. */
  broken: { seconds: number; policyId: string | null; version: number | null } | null;
  /** Levels of the steps that were taken. */
  done: Set<string>;
}

/** The rows with fresh ones behind them: `seq` without gaps, as they are written under the ticket's lock. */
export function grown(rows: readonly LedgerRow[], fresh: readonly NewLedgerRow[], recordedAt: Date): LedgerRow[] {
  const last = rows.at(-1)?.seq ?? 0;
  return [...rows, ...fresh.map((row, at) => ({ ...row, seq: last + at + 1, recordedAt }))];
}

const keyOf = (clock: { target: Target | null; instance: number | null }): string =>
  `${clock.target} ${clock.instance}`;

export const applicationsIn = (rows: readonly LedgerRow[]): Application[] =>
  rows
    .filter((row) => row.kind === 'apply')
    .map((row) => ({ ...(row.data as unknown as Omit<Application, 'at'>), at: row.at }));

/** Every clock, as the rows tell it. */
export function read(rows: readonly LedgerRow[]): LedgerClock[] {
  const clocks = new Map<string, LedgerClock>();
  const started = new Set<string>();
  for (const row of rows) {
    if (row.kind === 'apply' || !row.target) continue;
    const key = keyOf(row);
    const clock = clocks.get(key) ?? blank(row);
    clocks.set(key, clock);
    if (row.kind === 'recompute') {
      started.delete(key);
      Object.assign(clock, { ...blank(row), breachedAt: clock.breachedAt, broken: clock.broken, done: clock.done });
    } else {
      if (row.kind === 'activate') started.add(key);
      follow(clock, row);
    }
  }
  const applications = applicationsIn(rows);
  return [...clocks.values()]
    .filter((clock) => started.has(keyOf(clock)))
    .map((clock) => {
      const policy = holding(applications, clock.endedAt);
      return { ...clock, policy, spec: policy?.targets[clock.target] ?? null };
    });
}

function blank({ target, instance, at }: LedgerRow): LedgerClock {
  return {
    target: target!,
    instance: instance!,
    startedAt: at,
    startedBy: null,
    pauses: [],
    endedAt: null,
    end: null,
    endedFor: null,
    endedBy: null,
    spec: null,
    policy: null,
    breachedAt: null,
    broken: null,
    done: new Set(),
  };
}

function follow(clock: LedgerClock, { kind, at, level, data }: LedgerRow): void {
  switch (kind) {
    case 'activate':
      Object.assign(clock, { startedAt: at, startedBy: (data.by as string | undefined) ?? null });
      return;
    case 'pause':
      clock.pauses.push({
        from: at,
        to: null,
        why: data.why as StatusCategory,
        until: data.until ? new Date(data.until as string) : null,
      });
      return;
    case 'resume':
      return resume(clock, at);
    case 'fulfil':
    case 'cancel':
      if (data.why === 'not-in-policy') return;
      Object.assign(clock, {
        endedAt: at,
        end: kind,
        endedFor: data.why as EndReason,
        endedBy: (data.by as string | undefined) ?? null,
      });
      return;
    case 'breach':
      clock.breachedAt ??= at;
      clock.broken ??= data as unknown as LedgerClock['broken'];
      clock.done.add(level!);
      return;
    case 'warn':
    case 'escalate':
      clock.done.add(level!);
  }
}

/** Time goes on; after a solution the clock itself does. */
function resume(clock: LedgerClock, at: Date): void {
  if (clock.endedAt) {
    clock.pauses.push({ from: clock.endedAt, to: at, why: 'solved', until: null });
    Object.assign(clock, { endedAt: null, end: null, endedFor: null, endedBy: null });
    return;
  }
  const pause = clock.pauses.at(-1);
  if (pause) pause.to = at;
}

/** What the story says, row by row, as the ledger writes it. */
function chapters(story: ClockStory): NewLedgerRow[] {
  const { target, instance } = story;
  const row = (kind: LedgerKind, at: Date, data: Record<string, unknown> = {}): NewLedgerRow => ({
    kind,
    target,
    instance,
    at,
    level: null,
    data,
  });
  return [
    row('activate', story.startedAt, { ...(story.startedBy && { by: story.startedBy }) }),
    ...story.pauses.flatMap((pause) => pauseRows(pause, row)),
    ...(story.end && story.endedAt
      ? [row(story.end, story.endedAt, { why: story.endedFor, ...(story.endedBy && { by: story.endedBy }) })]
      : []),
  ];
}

function pauseRows(
  { from, to, why, until }: ClockPause,
  row: (kind: LedgerKind, at: Date, data?: Record<string, unknown>) => NewLedgerRow,
): NewLedgerRow[] {
  const begin =
    why === 'solved'
      ? row('fulfil', from, { why: 'solved' })
      : row('pause', from, { why, ...(until && { until: until.toISOString() }) });
  return to ? [begin, row('resume', to, why === 'solved' ? { why: 'reopened' } : {})] : [begin];
}

/**
 * The rows to add, so that the ledger tells these stories. What has only gone on is added to; what is told differently
 * from some point (a message was taken back, messages moved, another policy pauses elsewhere) is recomputed.
 */
export function additions(
  rows: readonly LedgerRow[],
  stories: readonly ClockStory[],
  { because, now }: { because: string; now: Date },
): NewLedgerRow[] {
  const known = read(rows);
  const told = new Map(known.map((clock) => [keyOf(clock), clock]));
  const added: NewLedgerRow[] = [];
  for (const story of stories) {
    const clock = told.get(keyOf(story));
    told.delete(keyOf(story));
    const wanted = chapters(story);
    const written = clock ? chapters(clock) : [];
    const goesOn = written.every((row, at) => sameRow(row, wanted[at]));
    if (goesOn) added.push(...wanted.slice(written.length));
    else added.push(recompute(story, because, now), ...wanted);
  }
  // Its beginning is gone: the messages are on another ticket now.
  for (const clock of told.values()) added.push(recompute(clock, because, now));
  return added;
}

const recompute = ({ target, instance }: ClockStory, because: string, now: Date): NewLedgerRow => ({
  kind: 'recompute',
  target,
  instance,
  at: now,
  level: null,
  data: { because },
});

/** Two ways of writing `activate` for the same clock differ only in what began it. */
const sameRow = (a: NewLedgerRow, b: NewLedgerRow | undefined): boolean =>
  b !== undefined &&
  a.kind === b.kind &&
  a.at.getTime() === b.at.getTime() &&
  JSON.stringify(a.data) === JSON.stringify(b.data);
