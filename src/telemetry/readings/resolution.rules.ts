/** How finely a stretch of time is read. Pure. */

export const RESOLUTIONS = ['raw', 'quarter', 'hour', 'day'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export interface Kept {
  rawDays: number;
  quarterDays: number;
  hourDays: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Each as long as its points still stand apart on a screen: some hundreds of them. */
const LONGEST: Record<Exclude<Resolution, 'day'>, number> = {
  raw: 6 * HOUR_MS,
  quarter: 8 * DAY_MS,
  hour: 40 * DAY_MS,
};

export const TABLE_OF: Record<Resolution, string> = {
  raw: 'telemetry_readings',
  quarter: 'telemetry_quarters',
  hour: 'telemetry_hours',
  day: 'telemetry_days',
};

/** The finest that is neither too much for the stretch nor thrown away at its beginning. */
export function resolutionFor(from: number, to: number, now: number, kept: Kept): Resolution {
  const span = to - from;
  const age = now - from;
  if (span <= LONGEST.raw && age <= kept.rawDays * DAY_MS) return 'raw';
  if (span <= LONGEST.quarter && age <= kept.quarterDays * DAY_MS) return 'quarter';
  if (span <= LONGEST.hour && age <= kept.hourDays * DAY_MS) return 'hour';
  return 'day';
}
