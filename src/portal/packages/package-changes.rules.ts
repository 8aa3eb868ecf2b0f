import type { AllowanceKind, PricePeriod, PriceUnit } from '../../contracts/price.rules.js';

/** What would be different with another package: the customer compares, we only count. Pure. */

export interface ComparablePrice {
  period: PricePeriod;
  per: PriceUnit;
  amount: number;
  currency: string;
}

export interface Comparable {
  prices: readonly ComparablePrice[];
  allowances: readonly { what: AllowanceKind; perMonth: number }[];
  promises: readonly { target: string; minutes: number }[];
}

export interface PackageChange {
  what: 'price' | AllowanceKind | 'promise';
  /** Of a promise: which one. Of a price: how often, and counted by what. */
  of: string | null;
  currency: string | null;
  from: number | null;
  to: number | null;
  /** For the customer. A price has none: what it is worth is theirs to say. */
  better: boolean | null;
}

const ALLOWANCES = ['visit', 'report'] as const;

export function changesTo(next: Comparable, now: Comparable): PackageChange[] {
  return [...prices(next, now), ...allowances(next, now), ...promises(next, now)].filter(({ from, to }) => from !== to);
}

/** What is paid again and again; the setup is said with the package itself. */
function prices(next: Comparable, now: Comparable): PackageChange[] {
  const key = ({ period, per, currency }: ComparablePrice): string => `${period} ${per} ${currency}`;
  const before = new Map(now.prices.map((price) => [key(price), price.amount]));
  return next.prices
    .filter(({ period }) => period === 'month' || period === 'year')
    .map((price) => ({
      what: 'price' as const,
      of: `${price.period} ${price.per}`,
      currency: price.currency,
      from: before.get(key(price)) ?? null,
      to: price.amount,
      better: null,
    }));
}

function allowances(next: Comparable, now: Comparable): PackageChange[] {
  const count = ({ allowances: all }: Comparable, what: AllowanceKind): number =>
    all.find((one) => one.what === what)?.perMonth ?? 0;
  return ALLOWANCES.map((what) => {
    const [from, to] = [count(now, what), count(next, what)];
    return { what, of: null, currency: null, from, to, better: to > from };
  });
}

function promises(next: Comparable, now: Comparable): PackageChange[] {
  const minutes = ({ promises: all }: Comparable, target: string): number | null =>
    all.find((one) => one.target === target)?.minutes ?? null;
  const targets = [...new Set([...next.promises, ...now.promises].map(({ target }) => target))];
  return targets.map((target) => {
    const [from, to] = [minutes(now, target), minutes(next, target)];
    return {
      what: 'promise' as const,
      of: target,
      currency: null,
      from,
      to,
      better: to !== null && (from === null || to < from),
    };
  });
}
