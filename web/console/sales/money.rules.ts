import type { Cost, DealRow } from '../../api/sales.types';
import { decimalsOf } from '../../ui/money.rules';

/** Amounts in minor units, as the reader writes them. Pure. */

const formats = new Map<string, Intl.NumberFormat>();
/** `R$ 9,840`; with cents only where there are some. */
export function money(minor: number, currency: string, language: string): string {
  const decimals = decimalsOf(currency);
  const isWhole = minor % 10 ** decimals === 0;
  const key = `${language} ${currency} ${isWhole}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(isWhole && { minimumFractionDigits: 0, maximumFractionDigits: 0 }),
    });
    formats.set(key, format);
  }
  return format.format(minor / 10 ** decimals).replace(/^(\D*[^\d\s])(?=\d)/, '$1 ');
}

/** `R$ 1.2m`, for the head of a column. */
export function roughly(minor: number, currency: string, language: string): string {
  const amount = minor / 10 ** decimalsOf(currency);
  if (Math.abs(amount) < 1_000_000) return money(Math.round(amount) * 10 ** decimalsOf(currency), currency, language);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    minimumFractionDigits: 1,
    maximumFractionDigits: 2,
  })
    .format(amount)
    .replace(/^(\D*[^\d\s])(?=\d)/, '$1 ');
}

export const minorOf = (amount: number, currency: string): number => Math.round(amount * 10 ** decimalsOf(currency));
export const amountOf = (minor: number, currency: string): number => minor / 10 ** decimalsOf(currency);

/** Several currencies are never added up. */
export const totalWords = <K extends 'worthMinor' | 'weightedMinor'>(
  totals: ({ currency: string } & Record<K, number>)[],
  which: K,
  language: string,
  fallback: string,
): string =>
  totals.length === 0
    ? roughly(0, fallback, language)
    : totals.map((total) => roughly(total[which], total.currency, language)).join(' + ');

/** What visits have cost, to the cent; nothing where they cost nothing. */
export const costWords = (costs: Cost[], language: string): string =>
  costs.map(({ currency, totalMinor }) => money(totalMinor, currency, language)).join(' + ');

/** Who it is with: the firm, else the person. */
export const customerOf = (deal: Pick<DealRow, 'company' | 'contact' | 'prospect'>): string =>
  deal.company?.name ?? deal.prospect ?? deal.contact?.name ?? '';
