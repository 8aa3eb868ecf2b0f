import { DateTime } from 'luxon';

/** Money and dates as the reader of a document writes them. Pure. */

export const documentLanguage = (language: string | null | undefined): 'en' | 'pt-BR' =>
  /^pt/i.test(language ?? '') ? 'pt-BR' : 'en';

export const moment = (at: Date, zone: string, language: string): string =>
  DateTime.fromJSDate(at, { zone }).setLocale(language).toLocaleString(DateTime.DATETIME_MED);

/** A day without a time, `2026-03-15`. */
export const day = (on: string, language: string): string =>
  DateTime.fromISO(on, { zone: 'utc' }).setLocale(language).toLocaleString(DateTime.DATE_MED);

const digits = new Map<string, number>();

/** How many decimals the currency has: two for most, none for the yen. */
export function decimalsOf(currency: string): number {
  let count = digits.get(currency);
  if (count === undefined) {
    count = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digits.set(currency, count);
  }
  return count;
}

/** `129.90` of 12990 BRL, exact: for files that other programs read. */
export function decimal(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const text = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = text.slice(0, text.length - decimals);
  return `${amount < 0 ? '-' : ''}${whole}${decimals > 0 ? `.${text.slice(-decimals)}` : ''}`;
}

/** `R$ 129,90` of 12990 BRL for a Brazilian reader. */
export const money = (amount: number, currency: string, language: string): string =>
  new Intl.NumberFormat(documentLanguage(language) === 'pt-BR' ? 'pt-BR' : 'en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(amount / 10 ** decimalsOf(currency));

/** `2.5 %` of 250 basis points. */
export const percent = (basisPoints: number, language: string): string =>
  `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(basisPoints / 100)} %`;
