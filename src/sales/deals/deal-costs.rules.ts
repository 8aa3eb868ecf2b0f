/** What visits have cost, beside what deals are worth. Pure. */

/** Beside the tables of deals: their visits that cost something. */
export const COSTED = 'join deal_tickets v on v.deal_id = d.id and v.cost > 0';

export interface CostSum {
  state: string;
  currency: string;
  total: string;
}

/** Each currency by itself: what a visit costs is often another one than what is sold. */
export function costsOf(
  sums: readonly Pick<CostSum, 'currency' | 'total'>[],
): { currency: string; totalMinor: number }[] {
  const totals = new Map<string, number>();
  for (const { currency, total } of sums) totals.set(currency, (totals.get(currency) ?? 0) + Number(total));
  return [...totals]
    .map(([currency, totalMinor]) => ({ currency, totalMinor }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
