import { ratio } from './money.rules.js';

/** Days without a time, `2026-03-15`, and what part of a price they are. Pure. */

const DAY_MS = 86_400_000;
const number = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** Both count. */
export const daysBetween = (from: string, to: string): number => number(to) - number(from) + 1;

export interface Span {
  from: string;
  to: string;
}

/** The days that two spans share; null where there are none. */
export function overlap(a: Span, b: Span): Span | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from <= to ? { from, to } : null;
}

/**
 * What a part of a period costs, by days. Rounded from the beginning of the period to each end, so that however a period
 * is cut the parts make the whole price.
 */
export function proRata(amount: number, part: Span, period: Span): number {
  const days = daysBetween(period.from, period.to);
  const until = (count: number): number => ratio(amount, count, days);
  return until(daysBetween(period.from, part.to)) - until(daysBetween(period.from, part.from) - 1);
}
