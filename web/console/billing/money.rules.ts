import type { Reader } from '../time/time';

/** Money and days without a time, for people. Amounts are minor units. Pure. */

const decimals = new Map<string, number>();

export function decimalsOf(currency: string): number {
  let count = decimals.get(currency);
  if (count === undefined) {
    try {
      count = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    } catch {
      // While somebody types a currency it is none yet.
      return 2;
    }
    decimals.set(currency, count);
  }
  return count;
}

export function money(amount: number, currency: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    amount / 10 ** decimalsOf(currency),
  );
}

/** `129.90` of 12990, as it is typed. */
export const typed = (amount: number, currency: string): string =>
  (amount / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));

/** What was typed, with a comma or a point; null where it is no amount. */
export function minor(text: string, currency: string): number | null {
  const places = decimalsOf(currency);
  const match = /^\s*(\d{1,11})(?:[.,](\d*))?\s*$/.exec(text);
  if (!match || (match[2] ?? '').length > places) return null;
  return Number(`${match[1]}${(match[2] ?? '').padEnd(places, '0')}`);
}

/** `15 Mar 2026` of `2026-03-15`: a day is the same everywhere. */
export const dayWords = (day: string, { language }: Pick<Reader, 'language'>): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

export const monthWords = (month: string, { language }: Pick<Reader, 'language'>): string =>
  new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
