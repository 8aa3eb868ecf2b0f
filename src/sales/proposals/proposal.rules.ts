/** What a proposal adds up to. Amounts are minor units of its one currency. Pure. */

export const PROPOSAL_STATES = ['draft', 'sent', 'accepted', 'revoked'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** As it stands on the paper: of its deal, and the how many-th it is. */
export const proposalNumber = (deal: { number: number | string }, edition: number): string =>
  `P-${deal.number}-${edition}`;

export interface Position {
  quantity: number;
  /** Of one, before the discount. */
  amount: number;
  period: 'month' | 'year' | 'setup' | 'one-off';
}

/** What one costs after the discount, in basis points; half a cent goes up. The contract gets exactly this price. */
export const discounted = (amount: number, basisPoints: number): number =>
  Math.floor((amount * (10_000 - basisPoints) + 5_000) / 10_000);

export interface ProposalSums {
  /** Each month, each year and once, after the discount. */
  month: number;
  year: number;
  once: number;
  /** What the discount takes off over the whole term. */
  discount: number;
  /** Over the whole term. */
  total: number;
}

/** A year that has begun is paid. */
export function sumsOf(lines: readonly Position[], basisPoints: number, months: number | null): ProposalSums {
  const sum = (periods: Position['period'][], of: (amount: number) => number): number =>
    lines
      .filter(({ period }) => periods.includes(period))
      .reduce((all, { quantity, amount }) => all + quantity * of(amount), 0);
  const over = (of: (amount: number) => number) => ({
    month: sum(['month'], of),
    year: sum(['year'], of),
    once: sum(['setup', 'one-off'], of),
  });
  const term = ({ month, year, once }: { month: number; year: number; once: number }): number =>
    month * (months ?? 1) + year * Math.ceil((months ?? 1) / 12) + once;
  const net = over((amount) => discounted(amount, basisPoints));
  const total = term(net);
  return { ...net, discount: term(over((amount) => amount)) - total, total };
}

/** Open to the end of its last day, wherever the reader is: the day is the firm's. */
export const isExpired = (expiresOn: string, today: string): boolean => expiresOn < today;

/** The day before the same day so many months later: a year from 15 March ends on 14 March. */
export function endOf(startsOn: string, months: number): string {
  const [year, month, day] = startsOn.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  // The thirty-first begins where a month has one: else its last day is the last.
  const end =
    day > days ? Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), days) : first.getTime() + (day - 2) * 86_400_000;
  return new Date(end).toISOString().slice(0, 10);
}

/** Enough to say from where, too little to say who: the last part of an address is forgotten. */
export function truncatedAddress(address: string): string {
  const v4 = address.replace(/^::ffff:/i, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(v4)) return v4.replace(/\.\d+$/, '.0');
  return `${address.split(':').slice(0, 3).join(':')}::`;
}
