/** What an invoice is at any time. Pure. */

export const INVOICE_KINDS = ['invoice', 'credit-note'] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];
export const KEPT_STATES = ['draft', 'issued', 'partly_paid', 'paid', 'void'] as const;
export type KeptState = (typeof KEPT_STATES)[number];
/** As people see it: what is open past its day is overdue, which no job has to find out. */
export const INVOICE_STATES = [...KEPT_STATES, 'overdue'] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

export const LINE_KINDS = ['recurring', 'setup', 'one-off', 'extra', 'other'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export interface Sums {
  total: number;
  paid: number;
  credited: number;
}

/** What is left to pay; never less than nothing, for what was paid too much is the company's balance. */
export const openOf = ({ total, paid, credited }: Sums): number => Math.max(0, total - paid - credited);

/** Of one that was issued. */
export function stateOf(sums: Sums): Exclude<KeptState, 'draft'> {
  if (sums.credited >= sums.total && sums.total > 0) return 'void';
  if (openOf(sums) === 0) return 'paid';
  return sums.paid > 0 ? 'partly_paid' : 'issued';
}

export const shownState = (state: KeptState, dueOn: string | null, today: string): InvoiceState =>
  ['issued', 'partly_paid'].includes(state) && dueOn !== null && dueOn < today ? 'overdue' : state;

export const refOf = (prefix: string, number: number): string => `${prefix}${String(number).padStart(5, '0')}`;
