/** Whether numbers left what was agreed, and whether they came back. Pure: readings and time in, decision out. */

export const THRESHOLD_KINDS = ['above', 'below', 'rate', 'silent'] as const;
export type ThresholdKind = (typeof THRESHOLD_KINDS)[number];
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const ALERT_STATES = ['open', 'acknowledged', 'cleared'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export interface Limit {
  kind: ThresholdKind;
  /** For `rate`: by how much in an hour; negative: a fall. Null for silence. */
  value: number | null;
  /** How far back inside it must come. */
  hysteresis: number;
  forMinutes: number;
  clearMinutes: number;
  /** For `rate`: over how long it is measured. */
  windowMinutes: number;
}

export interface Point {
  at: number;
  value: number;
}

export interface Judgement {
  firing: boolean;
  /** Since when it is so; where nothing changes, null. */
  since: number | null;
  /** The number that was looked at last. */
  value: number | null;
}

const MINUTE_MS = 60_000;
/** Who came and went this often is asked for a longer calm, up to this many times as long. */
const MOST_CALM = 8;
const LEAST_DAMPED_MINUTES = 5;

/**
 * `points` by time, of at least as long as `lookback` says. Only the newest run counts: what came late and is over by
 * now wakes nobody, and however often it is asked, the same rows give the same answer.
 */
export function judge(limit: Limit, points: readonly Point[], firing: boolean, calmMinutes: number): Judgement {
  const values = limit.kind === 'rate' ? ratesOf(limit, points) : points;
  const newest = values.at(-1);
  if (!newest || limit.value === null) return { firing, since: null, value: newest?.value ?? null };
  const wanted = firing ? isCalm : isBeyond;
  const since = runOf(values, (value) => wanted(limit, value));
  const long = firing ? calmMinutes : limit.forMinutes;
  if (since === null || newest.at - since < long * MINUTE_MS) return { firing, since: null, value: newest.value };
  return { firing: !firing, since, value: newest.value };
}

/** Silence is told by our clock: by when something new last came. */
export function judgeSilence(
  { forMinutes }: Pick<Limit, 'forMinutes'>,
  seenAt: number,
  now: number,
  firing: boolean,
): Judgement {
  const silent = now - seenAt >= forMinutes * MINUTE_MS;
  return { firing: silent, since: silent === firing ? null : seenAt, value: null };
}

/** After each return in a short time the calm must last twice as long, so that one ticket does not hear of it all night. */
export function calmFor({ clearMinutes }: Pick<Limit, 'clearMinutes'>, firings: number): number {
  if (firings <= 1) return clearMinutes;
  return Math.max(clearMinutes, LEAST_DAMPED_MINUTES) * Math.min(2 ** (firings - 1), MOST_CALM);
}

/** How much time before the newest reading must be looked at. */
export const lookbackMinutes = (limit: Limit, calmMinutes: number): number =>
  Math.max(limit.forMinutes, calmMinutes) + (limit.kind === 'rate' ? limit.windowMinutes : 0) + 1;

export function isBeyond({ kind, value }: Pick<Limit, 'kind' | 'value'>, measured: number): boolean {
  if (value === null) return false;
  if (kind === 'rate') return value < 0 ? measured <= value : measured >= value;
  return kind === 'above' ? measured > value : measured < value;
}

export function isCalm(
  { kind, value, hysteresis }: Pick<Limit, 'kind' | 'value' | 'hysteresis'>,
  measured: number,
): boolean {
  if (value === null) return true;
  const falls = kind === 'below' || (kind === 'rate' && value < 0);
  const back = falls ? value + hysteresis : value - hysteresis;
  if (kind === 'rate') return falls ? measured > back : measured < back;
  return falls ? measured >= back : measured <= back;
}

/** When the newest run of such values began; null: the newest is none. */
function runOf(points: readonly Point[], is: (value: number) => boolean): number | null {
  let since: number | null = null;
  for (let at = points.length - 1; at >= 0 && is(points[at]!.value); at -= 1) since = points[at]!.at;
  return since;
}

/** At each point the change in an hour, over the window that ends there. Of less than half a window nothing is said. */
function ratesOf({ windowMinutes }: Limit, points: readonly Point[]): Point[] {
  const windowMs = windowMinutes * MINUTE_MS;
  let from = 0;
  return points.flatMap(({ at, value }) => {
    while (points[from]!.at < at - windowMs) from += 1;
    const first = points[from]!;
    const spanMs = at - first.at;
    return spanMs * 2 < windowMs ? [] : [{ at, value: ((value - first.value) / spanMs) * 3_600_000 }];
  });
}

/** To which ticket an alert goes that was on one before. */
export function ticketFor(ticket: { category: string } | null): 'new' | 'join' | 'reopen' {
  if (!ticket || ticket.category === 'closed') return 'new';
  return ticket.category === 'solved' ? 'reopen' : 'join';
}

export const PRIORITY_OF: Record<Severity, number> = { info: 2, warning: 3, critical: 4 };
