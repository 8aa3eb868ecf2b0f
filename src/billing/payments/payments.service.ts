import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../../platform/http/paging.js';
import { conflict, invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { openOf, stateOf } from '../invoices/invoice.rules.js';
import type { NewPayment, PaymentsQuery, PaymentView } from './payment.dto.js';
import { isDay } from '../../platform/days.rules.js';

export interface Paid {
  amount: number;
  currency: string;
  paidOn: string;
  method: 'hand' | 'bank' | 'provider';
  reference: string | null;
  note: string | null;
  connectionId?: string;
  /** The provider's or the bank's own: told twice, it is one payment. */
  outsideId?: string;
}

interface Payable {
  id: string;
  companyId: string;
  currency: string;
  state: string;
  kind: string;
  total: number;
  paid: number;
  credited: number;
}

const SELECT = `
  select p.id, case when i.id is null then null else json_build_object('id', i.id, 'ref', i.ref) end as invoice,
    case when c.id is null then null else json_build_object('id', c.id, 'name', c.name) end as company,
    p.amount::float8 as amount, p.currency, p.paid_on::text as "paidOn", p.method, p.reference, p.note,
    p.by_name as by, p.at, p.reversed_at as "reversedAt"
  from payments p left join invoices i on i.id = p.invoice_id left join companies c on c.id = p.company_id`;

@Injectable()
export class PaymentsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  async list({ company, unmatched, limit, cursor }: PaymentsQuery): Promise<Page<PaymentView>> {
    const parameters: unknown[] = [limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['true'];
    if (company) where.push(`p.company_id = ${$(company)}`);
    if (unmatched) where.push(`(p.invoice_id is null and p.reversed_at is null) = ${$(unmatched === 'true')}::boolean`);
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`p.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.db.query<PaymentView[]>(
      `${SELECT} where ${where.join(' and ')} order by p.id desc limit $1`,
      parameters,
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async one(id: string): Promise<PaymentView> {
    const [row] = await this.db.query<PaymentView[]>(`${SELECT} where p.id = $1`, [id]);
    if (!row) throw notFound('payment');
    return row;
  }

  byHand(actor: Actor, invoiceId: string, { amount, paidOn, reference, note }: NewPayment): Promise<void> {
    if (!isDay(paidOn)) throw invalid('paidOn', 'is no day of the calendar');
    return this.work.run(async (tx) => {
      const invoice = await this.payable(tx, invoiceId);
      const open = openOf(invoice);
      // Typed by hand it is a mistake; a bank or a provider that got more got more.
      if (amount > open) throw invalid('amount', `is more than what is open (${open})`);
      const paid = { amount, currency: invoice.currency, paidOn, reference: reference ?? null, note: note ?? null };
      const id = await this.record(tx, actor, invoice, { ...paid, method: 'hand' });
      const target = { kind: 'invoice', id: invoiceId };
      await this.audit.record(tx, { actor, action: 'payment.recorded', target, data: { paymentId: id, amount } });
    });
  }

  /** Null where it is known already. Without an invoice it waits until somebody says to which it belongs. */
  async take(tx: Tx, actor: Actor, invoiceId: string | null, paid: Paid): Promise<string | null> {
    return this.record(tx, actor, invoiceId ? await this.payable(tx, invoiceId) : null, paid);
  }

  match(actor: Actor, id: string, invoiceId: string): Promise<void> {
    return this.work.run(async (tx) => {
      const invoice = await this.payable(tx, invoiceId, 'invoiceId');
      const payment = await this.held(tx, id);
      if (payment.invoiceId) throw conflict('matched', 'This payment belongs to an invoice already.');
      if (payment.currency !== invoice.currency) throw invalid('invoiceId', `is in ${invoice.currency}`);
      await tx.query('update payments set invoice_id = $2, company_id = $3 where id = $1', [
        id,
        invoiceId,
        invoice.companyId,
      ]);
      await this.settle(tx, invoice, payment.amount);
      tx.emit('payment.recorded', { paymentId: id, invoiceId, companyId: invoice.companyId });
      const target = { kind: 'payment', id };
      await this.audit.record(tx, { actor, action: 'payment.matched', target, data: { invoiceId } });
    });
  }

  reverse(actor: Actor, id: string, reason: string): Promise<void> {
    return this.work.run(async (tx) => {
      const [row] = await tx.query<{ invoiceId: string | null }>(
        'select invoice_id as "invoiceId" from payments where id = $1',
        [id],
      );
      if (!row) throw notFound('payment');
      // Always the invoice first, as whoever records does.
      const invoice = row.invoiceId ? await this.payable(tx, row.invoiceId) : null;
      const payment = await this.held(tx, id);
      await tx.query('update payments set reversed_at = $2, reversed_why = $3 where id = $1', [
        id,
        this.clock.now(),
        reason,
      ]);
      if (invoice) await this.settle(tx, invoice, -payment.amount);
      await this.audit.record(tx, { actor, action: 'payment.reversed', target: { kind: 'payment', id } });
    });
  }

  private async record(tx: Tx, actor: Actor, invoice: Payable | null, paid: Paid): Promise<string | null> {
    const [fresh] = await tx.query<{ id: string }>(
      `insert into payments (id, invoice_id, company_id, amount, currency, paid_on, method, reference, note,
         connection_id, outside_id, by_id, by_name, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing returning id`,
      [
        newId(),
        invoice?.id ?? null,
        invoice?.companyId ?? null,
        paid.amount,
        paid.currency,
        paid.paidOn,
        paid.method,
        paid.reference,
        paid.note,
        paid.connectionId ?? null,
        paid.outsideId ?? null,
        actor.kind === 'user' ? actor.id : null,
        actor.name,
        this.clock.now(),
      ],
    );
    if (!fresh) return null;
    if (invoice) await this.settle(tx, invoice, paid.amount);
    const { id: paymentId } = fresh;
    tx.emit('payment.recorded', {
      paymentId,
      invoiceId: invoice?.id ?? null,
      companyId: invoice?.companyId ?? null,
    });
    return paymentId;
  }

  private async settle(tx: Tx, invoice: Payable, amount: number): Promise<void> {
    invoice.paid += amount;
    await tx.query('update invoices set paid = $2, state = $3, version = version + 1, updated_at = $4 where id = $1', [
      invoice.id,
      invoice.paid,
      stateOf(invoice),
      this.clock.now(),
    ]);
    tx.emit('invoice.changed', { invoiceId: invoice.id, companyId: invoice.companyId });
  }

  /** Held until the commit: two payments at once are both counted. */
  private async payable(tx: Tx, id: string, path?: string): Promise<Payable> {
    const [row] = await tx.query<Payable>(
      `select id, company_id as "companyId", currency, state, kind, total::float8 as total, paid::float8 as paid,
         credited::float8 as credited from invoices where id = $1 for update`,
      [id],
    );
    if (!row) throw path ? invalid(path, 'there is no such invoice') : notFound('invoice');
    if (row.kind !== 'invoice' || row.state === 'draft') {
      throw conflict('not_payable', 'Only an invoice that was issued can be paid.', { state: row.state });
    }
    return row;
  }

  private async held(tx: Tx, id: string): Promise<{ invoiceId: string | null; amount: number; currency: string }> {
    const [row] = await tx.query<{
      invoiceId: string | null;
      amount: number;
      currency: string;
      reversed: boolean;
    }>(
      `select invoice_id as "invoiceId", amount::float8 as amount, currency, reversed_at is not null as reversed
       from payments where id = $1 for update`,
      [id],
    );
    if (!row) throw notFound('payment');
    if (row.reversed) throw conflict('reversed', 'This payment was taken back already.');
    return row;
  }
}
