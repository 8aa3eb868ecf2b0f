import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CompaniesService } from '../../customers/companies.service.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, stale } from '../../platform/http/refusal.js';
import type { BillingProfileChange, BillingProfileView } from './billing-settings.dto.js';
import { TaxRatesService } from './tax-rates.service.js';

/** To whom an invoice goes, as it is written on it; null where nothing is known. */
export interface BillTo {
  companyId: string;
  name: string;
  taxNumber: string | null;
  address: string | null;
  contactId: string | null;
  contactName: string | null;
  /** Their address, the oldest that holds. */
  identityId: string | null;
  language: string | null;
  termsDays: number | null;
  taxRateIds: string[] | null;
}

const SELECT = `
  select k.id as "companyId", p.legal_name as "legalName", p.tax_number as "taxNumber", p.address, p.language,
    p.terms_days as "termsDays", p.tax_rate_ids as "taxRateIds", coalesce(p.dunning, true) as dunning,
    coalesce(p.version, 0) as version,
    case when c.id is null then null else json_build_object('id', c.id, 'name', c.name,
      'email', (select i.value from contact_identities i where i.contact_id = c.id and i.kind = 'email'
        and i.valid_to is null order by i.id limit 1)) end as contact
  from companies k left join billing_profiles p on p.company_id = k.id
  left join contacts c on c.id = p.contact_id and c.deleted_at is null`;

@Injectable()
export class BillingProfiles {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly companies: CompaniesService,
    private readonly taxes: TaxRatesService,
    private readonly audit: AuditService,
  ) {}

  async one(companyId: string): Promise<BillingProfileView> {
    await this.companies.one(companyId);
    const [row] = await this.db.query<BillingProfileView[]>(`${SELECT} where k.id = $1`, [companyId]);
    return row!;
  }

  /** Of many at once, for runs. */
  async billTo(tx: Pick<Tx, 'query'>, companyIds: readonly string[]): Promise<Map<string, BillTo>> {
    const rows = await tx.query<BillTo>(
      `select k.id as "companyId", coalesce(p.legal_name, k.name) as name, p.tax_number as "taxNumber", p.address,
         c.id as "contactId", c.name as "contactName", i.id as "identityId", coalesce(p.language, c.language) as language,
         p.terms_days as "termsDays", p.tax_rate_ids as "taxRateIds"
       from companies k left join billing_profiles p on p.company_id = k.id
       left join contacts c on c.id = p.contact_id and c.deleted_at is null
       left join lateral (select i.id from contact_identities i where i.contact_id = c.id and i.kind = 'email'
         and i.valid_to is null order by i.id limit 1) i on true
       where k.id = any($1::uuid[])`,
      [companyIds],
    );
    return new Map(rows.map((row) => [row.companyId, row]));
  }

  change(actor: Actor, companyId: string, { version, ...change }: BillingProfileChange): Promise<void> {
    return this.work.run(async (tx) => {
      await this.requireCompany(tx, companyId);
      await tx.query('insert into billing_profiles (company_id, version) values ($1, 0) on conflict do nothing', [
        companyId,
      ]);
      const [row] = await tx.query<{ version: number }>(
        'select version from billing_profiles where company_id = $1 for update',
        [companyId],
      );
      if (version !== undefined && version !== row!.version) throw stale(row!.version);
      if (change.taxRateIds) await this.taxes.require(tx, change.taxRateIds);
      if (change.contactId) await this.requireContact(tx, companyId, change.contactId);
      for (const [name, column] of Object.entries(COLUMNS)) {
        const value = change[name as keyof typeof COLUMNS];
        if (value === undefined) continue;
        await tx.query(`update billing_profiles set ${column} = $2 where company_id = $1`, [companyId, value]);
      }
      await tx.query('update billing_profiles set version = version + 1 where company_id = $1', [companyId]);
      const target = { kind: 'company', id: companyId };
      const data = { fields: Object.keys(change) };
      await this.audit.record(tx, { actor, action: 'billing.profile-changed', target, data });
    });
  }

  private async requireCompany(tx: Tx, id: string): Promise<void> {
    // By the door of the list, so that a company that is gone is a 404 and not a value that cannot be accepted.
    await this.companies.one(id);
    await this.companies.require(tx, id, 'companyId');
  }

  private async requireContact(tx: Tx, companyId: string, id: string): Promise<void> {
    const [known] = await tx.query('select 1 from contacts where id = $1 and company_id = $2 and deleted_at is null', [
      id,
      companyId,
    ]);
    if (!known) throw invalid('contactId', 'is no contact of this company');
  }
}

const COLUMNS = {
  legalName: 'legal_name',
  taxNumber: 'tax_number',
  address: 'address',
  contactId: 'contact_id',
  language: 'language',
  termsDays: 'terms_days',
  taxRateIds: 'tax_rate_ids',
  dunning: 'dunning',
} as const;
