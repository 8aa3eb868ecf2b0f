import { Injectable } from '@nestjs/common';
import { addDays } from '../../contracts/contract.rules.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids.js';
import type { InvoiceLanguage } from '../billing.words.js';
import { allocate } from '../money.rules.js';
import type { BillTo } from '../settings/billing-profiles.service.js';
import { taxed, type TaxLine, type TaxRule } from '../tax.rules.js';
import { refOf, stateOf, type InvoiceKind, type LineKind } from './invoice.rules.js';

export interface LineDraft {
  kind: LineKind;
  text: string;
  quantity: number;
  unitAmount: number;
  amount: number;
  from: string | null;
  to: string | null;
  contractLineId: string | null;
  what: string | null;
  month: string | null;
}

export interface InvoiceDraft {
  kind: InvoiceKind;
  billTo: BillTo;
  contractId: string | null;
  /** The month of the contract; null for those made by hand. */
  period: string | null;
  currency: string;
  language: InvoiceLanguage;
  lines: readonly LineDraft[];
  taxRules: readonly TaxRule[];
  taxRateIds: readonly string[];
  /** Known already where it credits another: the shares of that one's taxes. */
  sums?: { net: number; taxes: TaxLine[]; total: number };
  termsDays: number;
  reference: string | null;
  notes: string | null;
  creditsId: string | null;
  runId: string | null;
}

export interface Issue {
  on: string;
  send: boolean;
}

/** What is written on the invoice of a customer when it is issued, and never changes with them. */
const addressOf = ({ name, taxNumber, address, contactName }: BillTo) => ({ name, taxNumber, address, contactName });

/** The one place that writes invoices. Within a transaction of the caller. */
@Injectable()
export class InvoiceWriter {
  constructor(private readonly clock: Clock) {}

  /** One or ten thousand; a month of a contract that has its invoice already is left out. Gives the ids of those made. */
  async add(tx: Tx, drafts: readonly InvoiceDraft[], issue: Issue | null): Promise<string[]> {
    if (drafts.length === 0) return [];
    const fresh = await this.notYet(tx, drafts);
    const numbers = issue ? await this.numbers(tx, fresh) : fresh.map(() => null);
    const now = this.clock.now();
    const rows = fresh.map((draft, at) => {
      const { net, taxes, total, lineTaxes } = sumsOf(draft);
      const number = numbers[at] ?? null;
      return {
        row: {
          id: newId(),
          kind: draft.kind,
          series: draft.kind,
          number: number?.number ?? null,
          ref: number?.ref ?? null,
          company_id: draft.billTo.companyId,
          contract_id: draft.contractId,
          period: draft.period,
          currency: draft.currency,
          state: issue ? stateOf({ total, paid: 0, credited: 0 }) : 'draft',
          net,
          taxes,
          total,
          issued_on: issue?.on ?? null,
          due_on: issue && draft.kind === 'invoice' ? addDays(issue.on, draft.termsDays) : null,
          terms_days: draft.termsDays,
          tax_rate_ids: draft.taxRateIds,
          bill_to: issue ? addressOf(draft.billTo) : null,
          language: draft.language,
          reference: draft.reference,
          notes: draft.notes,
          credits_id: draft.creditsId,
          run_id: draft.runId,
        },
        lines: draft.lines,
        lineTaxes,
      };
    });
    await this.insert(
      tx,
      rows.map(({ row }) => row),
      now,
    );
    await this.insertLines(
      tx,
      rows.flatMap(({ row, lines, lineTaxes }) =>
        lines.map((line, place) => lineRow(row.id, place, line, lineTaxes[place] ?? 0)),
      ),
    );
    if (issue) {
      for (const { row } of rows) {
        tx.emit('invoice.issued', { invoiceId: row.id, companyId: row.company_id, kind: row.kind, send: issue.send });
      }
    }
    return rows.map(({ row }) => row.id);
  }

  /** Gives a draft its number. The series is held until the commit, so a number that was given is one that is there. */
  async issue(tx: Tx, id: string, billTo: BillTo, { on, send }: Issue): Promise<void> {
    const [row] = await tx.query<{ kind: InvoiceKind; total: number; termsDays: number; companyId: string }>(
      `select kind, total::float8 as total, terms_days as "termsDays", company_id as "companyId" from invoices where id = $1`,
      [id],
    );
    const [number] = await this.numbers(tx, [{ kind: row!.kind }]);
    await tx.query(
      `update invoices set number = $2, ref = $3, state = $4, issued_on = $5, due_on = $6, bill_to = $7,
         version = version + 1, updated_at = $8 where id = $1`,
      [
        id,
        number!.number,
        number!.ref,
        stateOf({ total: row!.total, paid: 0, credited: 0 }),
        on,
        row!.kind === 'invoice' ? addDays(on, row!.termsDays) : null,
        JSON.stringify(addressOf(billTo)),
        this.clock.now(),
      ],
    );
    tx.emit('invoice.issued', { invoiceId: id, companyId: row!.companyId, kind: row!.kind, send });
  }

  /** Rewrites a draft's lines. */
  async rewrite(tx: Tx, id: string, draft: InvoiceDraft): Promise<void> {
    const { net, taxes, total, lineTaxes } = sumsOf(draft);
    await tx.query(
      `update invoices set net = $2, taxes = $3, total = $4, currency = $5, tax_rate_ids = $6, terms_days = $7,
         reference = $8, notes = $9, language = $10, version = version + 1, updated_at = $11 where id = $1`,
      [
        id,
        net,
        JSON.stringify(taxes),
        total,
        draft.currency,
        draft.taxRateIds,
        draft.termsDays,
        draft.reference,
        draft.notes,
        draft.language,
        this.clock.now(),
      ],
    );
    await tx.query('delete from invoice_lines where invoice_id = $1', [id]);
    await this.insertLines(
      tx,
      draft.lines.map((line, place) => lineRow(id, place, line, lineTaxes[place] ?? 0)),
    );
  }

  private async notYet(tx: Tx, drafts: readonly InvoiceDraft[]): Promise<InvoiceDraft[]> {
    const periodic = drafts.filter(({ period }) => period !== null);
    if (periodic.length === 0) return [...drafts];
    const there = await tx.query<{ key: string }>(
      `select i.contract_id || ' ' || i.period as key from invoices i
       join unnest($1::uuid[], $2::text[]) as d(contract_id, period) using (contract_id, period)`,
      [periodic.map(({ contractId }) => contractId), periodic.map(({ period }) => period)],
    );
    const known = new Set(there.map(({ key }) => key));
    return drafts.filter(({ contractId, period }) => period === null || !known.has(`${contractId} ${period}`));
  }

  private async numbers(tx: Tx, drafts: readonly { kind: InvoiceKind }[]): Promise<{ number: number; ref: string }[]> {
    const next = new Map<InvoiceKind, { prefix: string; number: number }>();
    // In one order, so that two transactions that need both series do not wait for each other.
    for (const kind of [...new Set(drafts.map((draft) => draft.kind))].sort()) {
      const count = drafts.filter((draft) => draft.kind === kind).length;
      const [row] = await tx.query<{ prefix: string; last: number }>(
        'update invoice_series set last = last + $2 where key = $1 returning prefix, last',
        [kind, count],
      );
      next.set(kind, { prefix: row!.prefix, number: row!.last - count });
    }
    return drafts.map(({ kind }) => {
      const series = next.get(kind)!;
      series.number += 1;
      return { number: series.number, ref: refOf(series.prefix, series.number) };
    });
  }

  private async insert(tx: Tx, rows: readonly object[], now: Date): Promise<void> {
    await tx.query(
      `insert into invoices (id, kind, series, number, ref, company_id, contract_id, period, currency, state, net, taxes,
         total, issued_on, due_on, terms_days, tax_rate_ids, bill_to, language, reference, notes, credits_id, run_id,
         created_at, updated_at)
       select id, kind, series, number, ref, company_id, contract_id, period, currency, state, net, taxes, total,
         issued_on, due_on, terms_days, tax_rate_ids, bill_to, language, reference, notes, credits_id, run_id, $2, $2
       from jsonb_to_recordset($1::jsonb) as r(id uuid, kind text, series text, number int, ref text, company_id uuid,
         contract_id uuid, period text, currency text, state text, net bigint, taxes jsonb, total bigint, issued_on date,
         due_on date, terms_days int, tax_rate_ids uuid[], bill_to jsonb, language text, reference text, notes text,
         credits_id uuid, run_id uuid)`,
      [JSON.stringify(rows), now],
    );
  }

  private async insertLines(tx: Tx, rows: readonly object[]): Promise<void> {
    await tx.query(
      `insert into invoice_lines (id, invoice_id, place, kind, text, quantity, unit_amount, amount, tax, from_day, to_day,
         contract_line_id, what, month)
       select id, invoice_id, place, kind, text, quantity, unit_amount, amount, tax, from_day, to_day, contract_line_id,
         what, month
       from jsonb_to_recordset($1::jsonb) as r(id uuid, invoice_id uuid, place int, kind text, text text, quantity int,
         unit_amount bigint, amount bigint, tax bigint, from_day date, to_day date, contract_line_id uuid, what text,
         month text)`,
      [JSON.stringify(rows)],
    );
  }
}

function sumsOf({ lines, taxRules, sums }: InvoiceDraft) {
  const amounts = lines.map(({ amount }) => amount);
  return sums ? { ...sums, lineTaxes: allocate(sums.total - sums.net, amounts) } : taxed(amounts, taxRules);
}

const lineRow = (invoiceId: string, place: number, line: LineDraft, tax: number) => ({
  id: newId(),
  invoice_id: invoiceId,
  place,
  kind: line.kind,
  text: line.text,
  quantity: line.quantity,
  unit_amount: line.unitAmount,
  amount: line.amount,
  tax,
  from_day: line.from,
  to_day: line.to,
  contract_line_id: line.contractLineId,
  what: line.what,
  month: line.month,
});
