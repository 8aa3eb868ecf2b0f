import { decimalsOf } from '../../ui/money.rules';
import type { Reader } from '../time/time';

/** Amounts as they are typed, and months. Pure. */

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

export const monthWords = (month: string, { language }: Pick<Reader, 'language'>): string =>
  new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
