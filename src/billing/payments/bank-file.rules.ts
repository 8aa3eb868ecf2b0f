import { writtenDay } from '../../platform/days.rules.js';

/** A bank's file read: rows with a day, an amount and what the payer wrote. Pure. */

export interface BankMovement {
  line: number;
  paidOn: string;
  /** In minor units; less than nothing is money that went out. */
  amount: number;
  reference: string;
}
export interface BadRow {
  line: number;
  reference: string;
  problem: string;
}

export interface BankColumnNames {
  date?: string;
  amount?: string;
  reference?: string;
}

const USUAL: Record<keyof BankColumnNames, readonly string[]> = {
  date: ['date', 'paid on', 'booking date', 'value date', 'data', 'data do pagamento', 'data lançamento', 'data mov.'],
  amount: ['amount', 'value', 'credit', 'valor', 'valor pago', 'crédito', 'valor (r$)'],
  reference: [
    'reference',
    'description',
    'details',
    'memo',
    'payment reference',
    'referência',
    'descrição',
    'histórico',
    'identificador',
  ],
};

export type Columns = Record<keyof BankColumnNames, number>;

/** Where each column is; the name of the one that is missing. */
export function columnsOf(
  head: readonly string[],
  named: BankColumnNames,
): Columns | { missing: keyof BankColumnNames } {
  const names = head.map((name) => name.trim().toLowerCase());
  const found: Partial<Columns> = {};
  for (const key of ['date', 'amount', 'reference'] as const) {
    const wanted = named[key] ? [named[key].trim().toLowerCase()] : USUAL[key];
    const at = names.findIndex((name) => wanted.includes(name));
    if (at < 0) return { missing: key };
    found[key] = at;
  }
  return found as Columns;
}

export function movementOf(
  row: readonly string[],
  line: number,
  columns: Columns,
  decimals: number,
): BankMovement | BadRow {
  const reference = (row[columns.reference] ?? '').trim();
  const paidOn = writtenDay((row[columns.date] ?? '').trim());
  if (!paidOn) return { line, reference, problem: 'date' };
  const amount = amountOf((row[columns.amount] ?? '').trim(), decimals);
  return amount === null ? { line, reference, problem: 'amount' } : { line, paidOn, amount, reference };
}

/** `1234.56`, `1.234,56`, `R$ 1.234,56`: the last separator is the decimal one where as many digits follow as there are decimals. */
export function amountOf(text: string, decimals: number): number | null {
  const match = /^([-+(]?)[^\d\-+(]*([-+]?)(\d[\d.,' ]*)\)?$/.exec(text);
  if (!match) return null;
  const written = match[3]!.replace(/[' ]/g, '');
  const last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
  const tail = last < 0 ? '' : written.slice(last + 1);
  const isDecimal = last >= 0 && tail.length <= Math.max(decimals, 2) && decimals > 0;
  const whole = (isDecimal ? written.slice(0, last) : written).replace(/[.,]/g, '');
  const part = isDecimal ? tail.slice(0, decimals).padEnd(decimals, '0') : '0'.repeat(decimals);
  if (isDecimal && tail.length > decimals && /[1-9]/.test(tail.slice(decimals))) return null;
  const amount = Number(`${whole}${part}`);
  if (!Number.isSafeInteger(amount)) return null;
  return match[1] === '-' || match[1] === '(' || match[2] === '-' ? -amount : amount;
}

export interface OpenInvoice {
  id: string;
  ref: string;
  open: number;
  company: string;
}

export type Match = { invoice: OpenInvoice } | { unmatched: true } | { ambiguous: true };

/**
 * By the number that the payer wrote; else by the amount, where only one open invoice has it and its company is named.
 * What is compared with is prepared once: a file has many rows.
 */
export function matcherOf(invoices: readonly OpenInvoice[]): (movement: BankMovement) => Match {
  const known = invoices.map((invoice) => ({ invoice, ref: plain(invoice.ref), company: plain(invoice.company) }));
  return ({ reference, amount }) => {
    const said = plain(reference);
    const named = known.filter(({ ref }) => mentions(said, ref));
    const fitting = named.length > 0 ? named : known.filter(({ company }) => said.includes(company));
    const equal = fitting.filter(({ invoice }) => invoice.open === amount);
    // Who names one invoice pays it, also in part.
    const [only] = named.length === 1 ? named : equal;
    if (only && (named.length === 1 || equal.length === 1)) return { invoice: only.invoice };
    return named.length > 1 || equal.length > 1 ? { ambiguous: true } : { unmatched: true };
  };
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** `F-00042` is in "pagto F00042 norte" and not in "F000421". */
function mentions(said: string, ref: string): boolean {
  for (let at = said.indexOf(ref); at >= 0; at = said.indexOf(ref, at + 1)) {
    if (!/\d/.test(said[at + ref.length] ?? '')) return true;
  }
  return false;
}
