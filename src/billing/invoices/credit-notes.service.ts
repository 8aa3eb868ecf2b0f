import { Injectable } from '@nestjs/common';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../../platform/http/refusal.js';
import type { InvoiceLanguage } from '../billing.words.js';
import { ratio } from '../money.rules.js';
import { BillingProfiles } from '../settings/billing-profiles.service.js';
import { BillingSettings } from '../settings/billing-settings.service.js';
import type { TaxLine } from '../tax.rules.js';
import { InvoiceWriter } from './invoice-writer.service.js';
import type { NewCreditNote } from './invoice.dto.js';
import { stateOf, type KeptState } from './invoice.rules.js';

interface Credited {
  kind: string;
  state: KeptState;
  ref: string;
  companyId: string;
  contractId: string | null;
  currency: string;
  language: InvoiceLanguage;
  net: number;
  taxes: TaxLine[];
  total: number;
  paid: number;
  credited: number;
}

/** An invoice that was issued is never changed: what was wrong of it is credited, with a number of its own. */
@Injectable()
export class CreditNotes {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly settings: BillingSettings,
    private readonly profiles: BillingProfiles,
    private readonly writer: InvoiceWriter,
  ) {}

  credit(actor: Actor, id: string, note: NewCreditNote): Promise<string> {
    return this.work.run((tx) => this.within(tx, actor, id, note));
  }

  async within(tx: Tx, actor: Actor, id: string, { amount, reason, send = false }: NewCreditNote): Promise<string> {
    const [row] = await tx.query<Credited>(
      `select kind, state, ref, company_id as "companyId", contract_id as "contractId", currency, language,
           net::float8 as net, taxes, total::float8 as total, paid::float8 as paid, credited::float8 as credited
         from invoices where id = $1 for update`,
      [id],
    );
    if (!row) throw notFound('invoice');
    if (row.kind !== 'invoice' || row.state === 'draft') {
      throw conflict('not_creditable', 'Only an invoice that was issued can be credited.');
    }
    const left = row.total - row.credited;
    if (left === 0) throw conflict('credited', 'All of it is credited already.');
    const total = amount ?? left;
    if (total > left) throw invalid('amount', `is more than what is not credited yet (${left})`);
    const billTo = (await this.profiles.billTo(tx, [row.companyId])).get(row.companyId)!;
    const sums = shareOf(row, total);
    const line = { kind: 'other' as const, text: reason.trim() || reason, quantity: 1, unitAmount: sums.net };
    const nothing = { from: null, to: null, contractLineId: null, what: null, month: null };
    const [noteId] = await this.writer.add(
      tx,
      [
        {
          kind: 'credit-note',
          billTo,
          contractId: row.contractId,
          period: null,
          currency: row.currency,
          language: row.language,
          lines: [{ ...line, amount: sums.net, ...nothing }],
          taxRules: [],
          taxRateIds: [],
          sums,
          termsDays: 0,
          reference: null,
          notes: null,
          creditsId: id,
          runId: null,
        },
      ],
      { on: await this.settings.today(tx), send },
    );
    const credited = row.credited + total;
    await tx.query(
      'update invoices set credited = $2, state = $3, version = version + 1, updated_at = $4 where id = $1',
      [id, credited, stateOf({ total: row.total, paid: row.paid, credited }), this.clock.now()],
    );
    tx.emit('invoice.changed', { invoiceId: id, companyId: row.companyId });
    const target = { kind: 'invoice', id };
    await this.audit.record(tx, { actor, action: 'invoice.credited', target, data: { noteId, amount: total } });
    return noteId!;
  }
}

/** The same share of each tax; what rounding leaves is the net's, so that it adds up. */
function shareOf({ taxes, total }: Credited, part: number) {
  const shares = taxes.map((tax) => ({
    ...tax,
    base: ratio(tax.base, part, total),
    amount: ratio(tax.amount, part, total),
  }));
  const net = part - shares.reduce((all, tax) => all + tax.amount, 0);
  return { net, taxes: shares, total: part };
}
