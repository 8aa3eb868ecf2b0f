import { Injectable } from '@nestjs/common';
import { InvoiceDocuments, type InvoiceFile } from '../../billing/invoices/invoice-documents.service.js';
import { InvoicesService } from '../../billing/invoices/invoices.service.js';
import { StatementDocuments } from '../../billing/statements/statement-documents.service.js';
import type { StatementQuery, StatementView } from '../../billing/statements/statement.dto.js';
import { StatementsService } from '../../billing/statements/statements.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import { decodeCursor, pageOf, type PageQuery } from '../../platform/http/paging.js';
import { notFound } from '../../platform/http/refusal.js';
import type { Customer } from '../access/customer.js';
import { visibleMoney } from '../access/visible.access.js';
import type {
  PortalBalanceView,
  PortalContractPage,
  PortalContractView,
  PortalInvoicePage,
  PortalInvoicesQuery,
  PortalInvoiceView,
} from './portal-money.dto.js';

/** What is left to pay of one; a credit note is not paid. */
const OPEN = `case when i.kind = 'invoice' and i.state in ('issued', 'partly_paid') then greatest(0, i.total - i.paid - i.credited) else 0 end`;

/** Invoices, what is owed, and contracts, as the customer sees them. */
@Injectable()
export class PortalMoney {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly invoices: InvoicesService,
    private readonly documents: InvoiceDocuments,
    private readonly statements: StatementsService,
    private readonly papers: StatementDocuments,
  ) {}

  async list(customer: Customer, { state, limit, cursor }: PortalInvoicesQuery): Promise<PortalInvoicePage> {
    const parameters: unknown[] = [];
    const where = state === 'open' ? [`${OPEN} > 0`] : [];
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`i.id < $${parameters.push(String(after[0]))}::uuid`);
    const rows = await this.rows(customer, parameters, where, limit + 1);
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async one(customer: Customer, id: string): Promise<PortalInvoiceView> {
    const [invoice] = await this.rows(customer, [id], ['i.id = $1'], 1);
    if (!invoice) throw notFound('invoice');
    return invoice;
  }

  async pdf(customer: Customer, id: string): Promise<InvoiceFile> {
    await this.one(customer, id);
    return this.documents.file(id);
  }

  async balance({ companyId }: Customer): Promise<PortalBalanceView[]> {
    if (!companyId) return [];
    const { items } = await this.invoices.summary(companyId);
    return items.map(({ currency, open, overdue, balance }) => ({ currency, open, overdue, balance }));
  }

  async statement({ companyId }: Customer, query: StatementQuery): Promise<StatementView> {
    if (!companyId) throw notFound('statement');
    return this.statements.of(companyId, query);
  }

  async statementPdf({ companyId, language }: Customer, query: StatementQuery): Promise<InvoiceFile> {
    if (!companyId) throw notFound('statement');
    return this.papers.file(companyId, query, language);
  }

  async contracts(customer: Customer, { limit, cursor }: PageQuery): Promise<PortalContractPage> {
    const parameters: unknown[] = [];
    const where = [visibleMoney(customer, parameters, 'k')];
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`k.id < $${parameters.push(String(after[0]))}::uuid`);
    const rows = await this.reading.queryPlanned<PortalContractView>(
      `select k.id, k.number, k.kind, k.state, p.name as package, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn",
         coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name, s.id)
           from contract_sites cs join sites s on s.id = cs.site_id where cs.contract_id = k.id), '[]') as sites,
         coalesce((select json_agg(json_build_object('id', g.id, 'side', g.side, 'name', g.name,
             'signedOn', g.signed_on, 'document', g.file_id is not null or g.proposal_id is not null) order by g.signed_on, g.id)
           from contract_signatures g where g.contract_id = k.id), '[]') as signatures
       from contracts k left join packages p on p.id = k.package_id
       where ${where.join(' and ')} order by k.id desc limit ${limit + 1}`,
      parameters,
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  private async rows(
    customer: Customer,
    parameters: unknown[],
    where: string[],
    limit: number,
  ): Promise<PortalInvoiceView[]> {
    const { timeZone } = await this.settings.current();
    const seen = visibleMoney(customer, parameters, 'i');
    const today = `($${parameters.push(this.clock.now())}::timestamptz at time zone $${parameters.push(timeZone)}::text)::date`;
    return this.reading.queryPlanned<PortalInvoiceView>(
      `select i.id, i.kind, i.ref, k.number as contract,
         case when i.kind = 'invoice' and i.state in ('issued', 'partly_paid') and i.due_on < ${today} then 'overdue' else i.state end as state,
         i.currency, i.total::float8 as total, (${OPEN})::float8 as open, i.issued_on::text as "issuedOn", i.due_on::text as "dueOn"
       from invoices i left join contracts k on k.id = i.contract_id
       where ${[seen, ...where].join(' and ')} order by i.id desc limit ${limit}`,
      parameters,
    );
  }
}
