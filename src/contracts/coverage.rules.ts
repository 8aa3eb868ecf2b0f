import type { Allowance } from './package.entity.js';
import type { AllowanceKind } from './price.rules.js';

/** What was used of what a month includes. Pure. */

export interface Used {
  what: AllowanceKind;
  count: number;
}

export interface AllowanceLeft extends Allowance {
  used: number;
  left: number;
  /** How many beyond what is included. */
  beyond: number;
}

export const allowancesLeft = (allowances: readonly Allowance[], used: readonly Used[]): AllowanceLeft[] =>
  allowances.map((one) => {
    const count = used.find(({ what }) => what === one.what)?.count ?? 0;
    return {
      ...one,
      used: count,
      left: Math.max(0, one.perMonth - count),
      beyond: Math.max(0, count - one.perMonth),
    };
  });

/** Months in a row with more used than included after which somebody should offer more. */
const HINT_MONTHS = 2;

/** Which kinds were overused again and again: the customer needs another package. `months` are the last ones, newest first. */
export function upgradeHints(allowances: readonly Allowance[], months: readonly (readonly Used[])[]): AllowanceKind[] {
  const last = months.slice(0, HINT_MONTHS);
  if (last.length < HINT_MONTHS) return [];
  return allowances
    .filter(({ what, perMonth }) =>
      last.every((used) => (used.find((one) => one.what === what)?.count ?? 0) > perMonth),
    )
    .map(({ what }) => what);
}
