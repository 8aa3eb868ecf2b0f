import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { randomToken } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { notFound, Refusal, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { NewPaymentConnection, PaymentConnectionChange, PaymentConnectionView } from './payment.dto.js';
import type { HookRequest, PaymentNotice } from './payment-provider.js';
import { providerOf } from './payment-providers.js';
import { PaymentsService } from './payments.service.js';
import { simulatedNotice } from './signed.provider.js';
import { isDay } from '../../platform/days.rules.js';

const SEAL = 'payment connection';

interface Row extends Omit<PaymentConnectionView, 'url' | 'secret'> {
  sealed: string;
}

const SELECT = 'select id, provider, name, active, version, secret_sealed as sealed from payment_connections';

/** Providers that tell us of payments, and what they told. */
@Injectable()
export class PaymentConnections {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly payments: PaymentsService,
  ) {}

  async list(): Promise<PaymentConnectionView[]> {
    const rows = await this.db.query<Row[]>(`${SELECT} order by id limit 100`);
    return rows.map((row) => this.shown(row));
  }

  async create(actor: Actor, { provider, name }: NewPaymentConnection): Promise<PaymentConnectionView> {
    const secret = randomToken('pay_');
    const id = newId();
    await this.work.run(async (tx) => {
      await tx.query(
        `insert into payment_connections (id, provider, name, secret_sealed, created_at) values ($1, $2, $3, $4, $5)`,
        [id, provider, name.trim() || name, this.vault.seal(secret, SEAL), this.clock.now()],
      );
      const target = { kind: 'payment-connection', id };
      await this.audit.record(tx, { actor, action: 'payment-connection.created', target });
    });
    return { ...(await this.one(id)), secret };
  }

  change(actor: Actor, id: string, { version, name, active }: PaymentConnectionChange): Promise<void> {
    return this.work.run(async (tx) => {
      const [row] = await tx.query<{ version: number }>(
        'select version from payment_connections where id = $1 for update',
        [id],
      );
      if (!row) throw notFound('connection');
      if (version !== undefined && version !== row.version) throw stale(row.version);
      await tx.query(
        'update payment_connections set name = coalesce($2, name), active = coalesce($3, active), version = version + 1 where id = $1',
        [id, name?.trim() || null, active ?? null],
      );
      const target = { kind: 'payment-connection', id };
      await this.audit.record(tx, { actor, action: 'payment-connection.changed', target, data: { active } });
    });
  }

  async one(id: string): Promise<PaymentConnectionView> {
    const [row] = await this.db.query<Row[]>(`${SELECT} where id = $1`, [id]);
    if (!row) throw notFound('connection');
    return this.shown(row);
  }

  /** Answered once it is durable; the same notice again changes nothing. */
  async take(id: string, request: Omit<HookRequest, 'now'>): Promise<void> {
    const [row] = await this.db.query<Row[]>(`${SELECT} where id = $1 and active`, [id]);
    const provider = row && providerOf(row.provider);
    if (!provider) throw notFound('connection');
    if (!provider.verify({ ...request, now: this.clock.now() }, this.vault.open(row.sealed, SEAL))) {
      throw new Refusal('invalid_signature', 403, 'The signature does not fit.');
    }
    const notices = read(() => provider.read(request.body));
    const actor: Actor = { ...SYSTEM, name: row.name };
    for (const notice of notices) await this.work.run((tx) => this.keep(tx, actor, id, notice));
  }

  /** The provider played here: what it would tell of a customer who pays what is open, through the real way in. */
  async simulate(reference: string): Promise<{ amount: number; currency: string }> {
    const [row] = await this.db.query<Row[]>(`${SELECT} where active order by id desc limit 1`);
    if (!row) throw notFound('payment provider; add one in Settings → Invoicing');
    const [open] = await this.db.query<{ amount: number; currency: string }[]>(
      `select (total - paid - credited)::float8 as amount, currency from invoices
       where kind = 'invoice' and lower(ref) = lower($1) and total > paid + credited`,
      [reference],
    );
    if (!open) throw notFound('open invoice');
    const now = this.clock.now();
    const notice = { id: newId(), reference, ...open, paidOn: now.toISOString().slice(0, 10) };
    const { headers, body } = simulatedNotice(this.vault.open(row.sealed, SEAL), notice, now);
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    await this.take(row.id, { headers: lower, body: Buffer.from(body) });
    return open;
  }

  private async keep(tx: Tx, actor: Actor, connectionId: string, notice: PaymentNotice): Promise<void> {
    const [invoice] = await tx.query<{ id: string }>(
      `select id from invoices where kind = 'invoice' and state <> 'draft' and lower(ref) = lower($1) and currency = $2`,
      [notice.reference.trim(), notice.currency],
    );
    // For no invoice that we know it is kept all the same, and somebody says where it belongs.
    await this.payments.take(tx, actor, invoice?.id ?? null, {
      amount: notice.amount,
      currency: notice.currency,
      paidOn: notice.paidOn,
      method: 'provider',
      reference: notice.reference || null,
      note: null,
      connectionId,
      outsideId: notice.id,
    });
  }

  private shown({ id, provider, name, active, version }: Row): PaymentConnectionView {
    return { id, provider, name, active, version, url: `${this.config.publicUrl}/hooks/payments/${id}` };
  }
}

function read(what: () => PaymentNotice[]): PaymentNotice[] {
  try {
    const notices = what();
    if (notices.every(({ paidOn }) => isDay(paidOn))) return notices;
  } catch {
    // falls through: signed and not understood is the provider's mistake, and said as such
  }
  throw new Refusal('unreadable', 422, 'This notice cannot be read.');
}
