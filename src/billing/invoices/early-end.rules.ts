import { ratio } from '../money.rules.js';
import { linesOf, type BilledContract } from '../runs/due.rules.js';

/**
 * What was paid ahead for days that never came. A month that was invoiced whole is looked at as if the end had been known:
 * what it would have cost then is owed, the rest is the customer's. Pure.
 */

export interface InvoicedLine {
  kind: string;
  contractLineId: string | null;
  from: string | null;
  amount: number;
}

export interface InvoicedMonth {
  /** The month that the invoice is about. */
  period: string;
  total: number;
  credited: number;
  lines: readonly InvoicedLine[];
}

/** What of the lines is not owed: in the money of the lines, before taxes that come on top. */
export function unearned(contract: BilledContract, { period, lines }: InvoicedMonth): number {
  const owed = linesOf({ ...contract, extras: [] }, period).filter(({ kind }) => kind === 'recurring');
  return lines
    .filter(({ kind, contractLineId }) => kind === 'recurring' && contractLineId !== null)
    .reduce((all, line) => {
      const same = owed.find(
        ({ contractLineId, from }) => contractLineId === line.contractLineId && from === line.from,
      );
      return all + Math.max(0, line.amount - (same?.amount ?? 0));
    }, 0);
}

/** What to credit, with its taxes; what was credited already is not credited again, for whatever reason it was. */
export function creditFor(contract: BilledContract, invoice: InvoicedMonth): number {
  const sum = invoice.lines.reduce((all, { amount }) => all + amount, 0);
  if (sum <= 0) return 0;
  return Math.max(0, ratio(invoice.total, Math.min(sum, unearned(contract, invoice)), sum) - invoice.credited);
}
