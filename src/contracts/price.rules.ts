export const PRICE_PERIODS = ['month', 'year', 'setup', 'one-off'] as const;
/** How often it is paid: again and again, once at the start, or whenever it is asked for. */
export type PricePeriod = (typeof PRICE_PERIODS)[number];
export const PRICE_UNITS = ['contract', 'site', 'device'] as const;
/** What it is counted by. */
export type PriceUnit = (typeof PRICE_UNITS)[number];

/** A thousand million of the smallest units: what is dearer is a typing mistake. */
export const MOST_AMOUNT = 100_000_000_000;

export const ALLOWANCE_KINDS = ['visit', 'report'] as const;
/** What a package includes a number of. */
export type AllowanceKind = (typeof ALLOWANCE_KINDS)[number];
