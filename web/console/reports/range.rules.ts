/** The spans that reports look back on, as the first day of each. Pure. */
export const RANGES = ['days30', 'days90', 'month'] as const;
export type Range = (typeof RANGES)[number];

const DAY = 86_400_000;

/** `today` and what comes back are days on the reader's calendar, `2026-11-17`. Today counts as one of the 30 or 90. */
export function firstDayOf(range: Range, today: string): string {
  if (range === 'month') return `${today.slice(0, 8)}01`;
  const days = range === 'days30' ? 29 : 89;
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * DAY).toISOString().slice(0, 10);
}
