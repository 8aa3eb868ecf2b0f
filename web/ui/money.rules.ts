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

/** `15 Mar 2026` of `2026-03-15`: a day is the same everywhere. */
export const dayWords = (day: string, { language }: { language: string }): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
