import { addDays, addMonths, firstOf, monthOf, nextMonth } from './contract.rules.js';

/** Prices that follow an index: once a year, by what the index did in the twelve months before. Pure. */

export interface IndexRate {
  /** `2026-03` */
  month: string;
  /** In hundredths of a percent. */
  rateBp: number;
}

const ONE = 10_000n;
/** The new price is known so long before it holds, so that no invoice goes out with the old one. */
const AHEAD_DAYS = 30;

/** The twelve months that count for an anniversary: indexes are published in the month after, so they end two before. */
export function monthsFor(anniversary: string): string[] {
  const last = nextMonth(monthOf(anniversary), -2);
  return Array.from({ length: 12 }, (_, at) => nextMonth(last, at - 11));
}

/** The next anniversary for which the price was not looked at yet, where it is near or past. */
export function anniversaryDue(startsOn: string, adjustedOn: string | null, today: string): string | null {
  for (let year = 1; year <= 100; year += 1) {
    const anniversary = addMonths(startsOn, 12 * year);
    if (adjustedOn !== null && anniversary <= adjustedOn) continue;
    return today >= addDays(anniversary, -AHEAD_DAYS) ? anniversary : null;
  }
  return null;
}

/** From when the new price holds: the anniversary, or where the rates came too late, the month after they came. */
export const effectiveOn = (anniversary: string, today: string): string =>
  today <= anniversary ? anniversary : firstOf(nextMonth(monthOf(today)));

/** Months of the twelve that nobody has typed in yet. */
export const missingMonths = (months: readonly string[], rates: readonly IndexRate[]): string[] =>
  months.filter((month) => !rates.some((rate) => rate.month === month));

/** Compounded exactly and rounded once, half up. An index that fell lowers no price. */
export function adjusted(amount: number, rates: readonly IndexRate[]): number {
  let top = BigInt(amount);
  let bottom = 1n;
  for (const { rateBp } of rates) {
    top *= ONE + BigInt(rateBp);
    bottom *= ONE;
  }
  return Math.max(amount, Number((top * 2n + bottom) / (bottom * 2n)));
}

/** What the months make together, in hundredths of a percent, for people. */
export const togetherBp = (rates: readonly IndexRate[]): number =>
  Math.round((rates.reduce((factor, { rateBp }) => factor * (1 + rateBp / 10_000), 1) - 1) * 10_000);
