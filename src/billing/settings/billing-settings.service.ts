import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, stale } from '../../platform/http/refusal.js';
import type { BillingSettingsChange, BillingSettingsView } from './billing-settings.dto.js';
import { TaxRatesService } from './tax-rates.service.js';
import { isDay } from '../../platform/days.rules.js';

type Reader = Pick<Tx, 'query'>;

const SELECT = `
  select legal_name as "legalName", tax_number as "taxNumber", address, payment_text as "paymentText",
    terms_days as "termsDays", billing_from::text as "billingFrom", tax_rate_ids as "taxRateIds", inbox_id as "inboxId",
    dunning, (select prefix from invoice_series where key = 'invoice') as "invoicePrefix",
    (select prefix from invoice_series where key = 'credit-note') as "creditNotePrefix", version
  from billing_settings`;

@Injectable()
export class BillingSettings {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly taxes: TaxRatesService,
  ) {}

  async current(reader: Reader = this.db): Promise<BillingSettingsView> {
    const [row] = await reader.query<BillingSettingsView>(SELECT);
    return row as BillingSettingsView;
  }

  /** The day at our own door: that on which an invoice is issued. */
  async today(reader: Reader = this.db): Promise<string> {
    const [row] = (await reader.query<{ zone: string }>('select time_zone as zone from organisation limit 1')) as [
      { zone: string },
    ];
    return DateTime.fromJSDate(this.clock.now(), { zone: row.zone }).toISODate()!;
  }

  change(actor: Actor, { version, invoicePrefix, creditNotePrefix, ...change }: BillingSettingsChange): Promise<void> {
    return this.work
      .run(async (tx) => {
        const [row] = await tx.query<{ version: number }>('select version from billing_settings for update');
        if (version !== undefined && version !== row!.version) throw stale(row!.version);
        if (change.billingFrom && !isDay(change.billingFrom)) throw invalid('billingFrom', 'is no day of the calendar');
        if (change.taxRateIds) await this.taxes.require(tx, change.taxRateIds);
        for (const [name, column] of Object.entries(COLUMNS)) {
          const value = change[name as keyof typeof COLUMNS];
          if (value === undefined) continue;
          await tx.query(`update billing_settings set ${column} = $1`, [
            column === 'payment_text' ? JSON.stringify(value) : value,
          ]);
        }
        await tx.query('update billing_settings set version = version + 1');
        await this.rename(tx, 'invoice', invoicePrefix);
        await this.rename(tx, 'credit-note', creditNotePrefix);
        const data = { fields: Object.keys(change) };
        await this.audit.record(tx, { actor, action: 'billing.settings-changed', data });
      })
      .catch((error: unknown) => {
        const { constraint } = error as { constraint?: string };
        if (constraint === 'billing_settings_inbox_id_fkey') throw invalid('inboxId', 'there is no such line');
        throw error;
      });
  }

  /** Numbers run on; two series that look alike could not be told apart. */
  private async rename(tx: Tx, key: string, prefix: string | undefined): Promise<void> {
    if (prefix === undefined) return;
    const [twin] = await tx.query('select 1 from invoice_series where key <> $1 and prefix = $2', [key, prefix]);
    if (twin) throw conflict('prefix_taken', 'Invoices and credit notes need prefixes of their own.');
    await tx.query('update invoice_series set prefix = $2 where key = $1', [key, prefix]);
  }
}

const COLUMNS = {
  legalName: 'legal_name',
  taxNumber: 'tax_number',
  address: 'address',
  paymentText: 'payment_text',
  termsDays: 'terms_days',
  billingFrom: 'billing_from',
  taxRateIds: 'tax_rate_ids',
  inboxId: 'inbox_id',
  dunning: 'dunning',
} as const;
