import { Injectable } from '@nestjs/common';
import { CompaniesService } from '../../customers/companies.service.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Reading } from '../../platform/database/reading.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../../platform/http/paging.js';
import { conflict, notFound, stale } from '../../platform/http/refusal.js';
import { invoiceLanguage } from '../billing.words.js';
import { BillingProfiles, type BillTo } from '../settings/billing-profiles.service.js';
import { BillingSettings } from '../settings/billing-settings.service.js';
import { TaxRatesService } from '../settings/tax-rates.service.js';
import { InvoiceWriter, type InvoiceDraft, type LineDraft } from './invoice-writer.service.js';
import type {
  InvoiceChange,
  InvoiceFilter,
  InvoiceIssue,
  InvoiceLineBody,
  InvoiceRow,
  InvoiceSummary,
  InvoiceSums,
  InvoiceView,
  NewInvoice,
} from './invoice.dto.js';
import { INVOICE_COLUMNS, INVOICE_FROM, OPEN, SHOWN_STATE, WHOLE_INVOICE } from './invoice.sql.js';

/** Invoices as people work with them: read, written by hand, issued. What runs make is in runs/. */
@Injectable()
export class InvoicesService {
  constructor(
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly audit: AuditService,
    private readonly firm: SettingsService,
    private readonly companies: CompaniesService,
    private readonly settings: BillingSettings,
    private readonly profiles: BillingProfiles,
    private readonly taxes: TaxRatesService,
    private readonly writer: InvoiceWriter,
  ) {}

  async list({ limit, cursor, ...filter }: InvoiceFilter): Promise<Page<InvoiceRow>> {
    const parameters: unknown[] = [await this.settings.today()];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['true'];
    if (filter.company) where.push(`i.company_id = ${$(filter.company)}`);
    if (filter.contract) where.push(`i.contract_id = ${$(filter.contract)}`);
    if (filter.kind) where.push(`i.kind = ${$(filter.kind)}`);
    if (filter.state) where.push(`${SHOWN_STATE} = ${$(filter.state)}`);
    if (filter.from) where.push(`i.issued_on >= ${$(filter.from)}`);
    if (filter.to) where.push(`i.issued_on <= ${$(filter.to)}`);
    const text = filter.q?.trim();
    if (text) {
      const piece = $(text);
      where.push(`(starts_with(lower(i.ref), lower(${piece})) or position(plain(${piece}) in plain(c.name)) > 0)`);
    }
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`i.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.reading.query<InvoiceRow>(
      `select ${INVOICE_COLUMNS} from ${INVOICE_FROM} where ${where.join(' and ')} order by i.id desc limit ${$(limit + 1)}`,
      parameters,
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async one(id: string): Promise<InvoiceView> {
    const [row] = await this.reading.query<InvoiceView>(`${WHOLE_INVOICE} where i.id = $2`, [
      await this.settings.today(),
      id,
    ]);
    if (!row) throw notFound('invoice');
    return row;
  }

  async summary(companyId: string | null): Promise<InvoiceSummary> {
    const items = await this.reading.query<InvoiceSums>(
      `select i.currency, sum(${OPEN})::float8 as open,
         count(*) filter (where (${OPEN}) > 0)::int as "openCount",
         coalesce(sum(${OPEN}) filter (where ${SHOWN_STATE} = 'overdue'), 0)::float8 as overdue,
         count(*) filter (where ${SHOWN_STATE} = 'overdue')::int as "overdueCount",
         coalesce((select sum(p.amount) from payments p where p.currency = i.currency and p.reversed_at is null
           and p.company_id is not null and ($2::uuid is null or p.company_id = $2)
           and p.paid_on >= date_trunc('month', $1::date)), 0)::float8 as "paidThisMonth",
         count(*) filter (where i.state = 'draft')::int as drafts,
         (coalesce(sum(case when i.kind = 'invoice' then i.total else -i.total end) filter (where i.state <> 'draft'), 0)
           - coalesce((select sum(p.amount) from payments p where p.currency = i.currency and p.reversed_at is null
             and p.company_id is not null and ($2::uuid is null or p.company_id = $2)), 0))::float8 as balance
       from invoices i where $2::uuid is null or i.company_id = $2 group by i.currency order by i.currency`,
      [await this.settings.today(), companyId],
    );
    return { items };
  }

  create(actor: Actor, fresh: NewInvoice): Promise<string> {
    return this.work.run(async (tx) => {
      await this.companies.require(tx, fresh.companyId, 'companyId');
      const draft = await this.draftOf(tx, fresh.companyId, fresh, fresh.currency);
      const [id] = await this.writer.add(tx, [draft], null);
      await this.audit.record(tx, { actor, action: 'invoice.created', target: { kind: 'invoice', id: id! } });
      return id!;
    });
  }

  change(actor: Actor, id: string, { version, ...change }: InvoiceChange): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.draft(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      const kept = await this.keptOf(tx, id);
      const draft = await this.draftOf(
        tx,
        row.companyId,
        { ...kept, ...change, lines: [] },
        row.currency,
        change.lines ? change.lines.map(byHand) : kept.lines,
      );
      await this.writer.rewrite(tx, id, draft);
      const target = { kind: 'invoice', id };
      const data = { fields: Object.keys(change) };
      await this.audit.record(tx, { actor, action: 'invoice.changed', target, data });
    });
  }

  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      await this.draft(tx, id);
      await tx.query('delete from invoices where id = $1', [id]);
      await this.audit.record(tx, { actor, action: 'invoice.deleted', target: { kind: 'invoice', id } });
    });
  }

  issue(actor: Actor, id: string, { send = false }: InvoiceIssue): Promise<void> {
    return this.work.run(async (tx) => {
      const { companyId } = await this.draft(tx, id);
      const billTo = (await this.profiles.billTo(tx, [companyId])).get(companyId)!;
      await this.writer.issue(tx, id, billTo, { on: await this.settings.today(tx), send });
      await this.audit.record(tx, { actor, action: 'invoice.issued', target: { kind: 'invoice', id }, data: { send } });
    });
  }

  private async draft(tx: Tx, id: string): Promise<{ companyId: string; currency: string; version: number }> {
    const [row] = await tx.query<{ companyId: string; currency: string; version: number; state: string }>(
      'select company_id as "companyId", currency, version, state from invoices where id = $1 for update',
      [id],
    );
    if (!row) throw notFound('invoice');
    if (row.state !== 'draft') {
      throw conflict('invoice_issued', 'It has a number and does not change any more; a credit note takes it back.', {
        state: row.state,
      });
    }
    return row;
  }

  private async keptOf(tx: Tx, id: string) {
    const [row] = await tx.query<{
      termsDays: number;
      taxRateIds: string[];
      language: 'en' | 'pt-BR';
      reference: string | null;
      notes: string | null;
      contractId: string | null;
      lines: LineDraft[];
    }>(
      `select i.terms_days as "termsDays", i.tax_rate_ids as "taxRateIds", i.language, i.reference, i.notes,
         coalesce((select json_agg(json_build_object('kind', l.kind, 'text', l.text, 'quantity', l.quantity,
           'unitAmount', l.unit_amount, 'amount', l.amount, 'from', l.from_day, 'to', l.to_day,
           'contractLineId', l.contract_line_id, 'what', l.what, 'month', l.month) order by l.place)
           from invoice_lines l where l.invoice_id = i.id), '[]') as lines
       from invoices i where i.id = $1`,
      [id],
    );
    return row!;
  }

  private async draftOf(
    tx: Tx,
    companyId: string,
    values: Pick<NewInvoice, 'termsDays' | 'taxRateIds' | 'language' | 'reference' | 'notes' | 'lines'>,
    currency: string,
    lines: readonly LineDraft[] = values.lines.map(byHand),
  ): Promise<InvoiceDraft> {
    const [billTo, settings, firm] = [
      (await this.profiles.billTo(tx, [companyId])).get(companyId) as BillTo,
      await this.settings.current(tx),
      await this.firm.current(),
    ];
    const taxRateIds = values.taxRateIds ?? billTo.taxRateIds ?? settings.taxRateIds;
    await this.taxes.require(tx, taxRateIds);
    return {
      kind: 'invoice',
      billTo,
      contractId: null,
      period: null,
      currency,
      language: values.language ?? invoiceLanguage(billTo.language, firm.language),
      lines,
      taxRules: await this.taxes.of(tx, taxRateIds),
      taxRateIds,
      termsDays: values.termsDays ?? billTo.termsDays ?? settings.termsDays,
      reference: values.reference?.trim() || null,
      notes: values.notes?.trim() || null,
      creditsId: null,
      runId: null,
    };
  }
}

const byHand = ({ text, quantity = 1, unitAmount }: InvoiceLineBody): LineDraft => ({
  kind: 'other',
  text: text.trim() || text,
  quantity,
  unitAmount,
  amount: quantity * unitAmount,
  from: null,
  to: null,
  contractLineId: null,
  what: null,
  month: null,
});
