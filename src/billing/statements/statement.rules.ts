import { csvRows } from '../../platform/csv.rules.js';
import { decimal } from '../../platform/documents/wording.rules.js';
import type { InvoiceView } from '../invoices/invoice.dto.js';
import type { StatementEntry, StatementPart } from './statement.dto.js';

/** What is owed, running. Pure. */
export function partOf(
  currency: string,
  opening: number,
  entries: readonly Omit<StatementEntry, 'balance'>[],
): StatementPart {
  let balance = opening;
  const running = entries.map((entry) => ({ ...entry, balance: (balance += entry.amount) }));
  return { currency, opening, entries: running, closing: balance };
}

const COLUMNS = [
  'kind',
  'number',
  'state',
  'issued_on',
  'due_on',
  'company_id',
  'company',
  'tax_number',
  'contract',
  'period',
  'credits',
  'currency',
  'line',
  'line_kind',
  'text',
  'from',
  'to',
  'quantity',
  'unit_amount',
  'line_amount',
  'line_tax',
  'net',
  'taxes',
  'total',
  'paid',
  'credited',
  'open',
] as const;

/** A row for each line, with its invoice: sums repeat, so that every row can be read alone. */
export function csvOf(invoices: readonly InvoiceView[]): string {
  const rows = invoices.flatMap((invoice) => invoice.lines.map((line, at) => rowOf(invoice, line, at + 1)));
  return csvRows([COLUMNS, ...rows]);
}

function rowOf(invoice: InvoiceView, line: InvoiceView['lines'][number], place: number): (string | number | null)[] {
  const amount = (value: number): string => decimal(value, invoice.currency);
  return [
    invoice.kind,
    invoice.ref,
    invoice.state,
    invoice.issuedOn,
    invoice.dueOn,
    invoice.company.id,
    invoice.billTo?.name ?? invoice.company.name,
    invoice.billTo?.taxNumber ?? null,
    invoice.contract?.number ?? null,
    invoice.period,
    invoice.credits?.ref ?? null,
    invoice.currency,
    place,
    line.kind,
    line.text,
    line.from,
    line.to,
    line.quantity,
    amount(line.unitAmount),
    amount(line.amount),
    amount(line.tax),
    amount(invoice.net),
    invoice.taxes
      .map((tax) => `${tax.name} ${tax.rateBp / 100}%${tax.included ? ' incl.' : ''} ${amount(tax.amount)}`)
      .join('; '),
    amount(invoice.total),
    amount(invoice.paid),
    amount(invoice.credited),
    amount(invoice.open),
  ];
}
