import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { NewTaxRate, TaxRateChange, TaxRateView } from './billing-settings.dto.js';

const SELECT = `select id, name, rate_bp as "rateBp", included, active, version from tax_rates`;

@Injectable()
export class TaxRatesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  list(): Promise<TaxRateView[]> {
    return this.db.query<TaxRateView[]>(`${SELECT} order by lower(name), id limit 200`);
  }

  async one(id: string): Promise<TaxRateView> {
    const [row] = await this.db.query<TaxRateView[]>(`${SELECT} where id = $1`, [id]);
    if (!row) throw notFound('tax rate');
    return row;
  }

  /** In the order of the ids; inactive ones are left out. */
  async of(tx: Pick<Tx, 'query'>, ids: readonly string[]): Promise<TaxRateView[]> {
    if (ids.length === 0) return [];
    const rows = await tx.query<TaxRateView>(`${SELECT} where active and id = any($1::uuid[])`, [ids]);
    return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  }

  async require(tx: Tx, ids: readonly string[]): Promise<void> {
    const known = await tx.query<{ id: string }>('select id from tax_rates where id = any($1::uuid[])', [ids]);
    const wrong = ids.findIndex((id) => !known.some((row) => row.id === id));
    if (wrong >= 0) throw invalid(`taxRateIds[${wrong}]`, 'there is no such tax rate');
  }

  create(actor: Actor, { name, rateBp, included }: NewTaxRate): Promise<string> {
    return this.work.run(async (tx) => {
      const id = newId();
      await tx.query(
        'insert into tax_rates (id, name, rate_bp, included, active, version, created_at) values ($1, $2, $3, $4, true, 1, $5)',
        [id, name.trim() || name, rateBp, included ?? false, this.clock.now()],
      );
      const target = { kind: 'tax-rate', id };
      await this.audit.record(tx, { actor, action: 'tax-rate.created', target, data: { rateBp } });
      return id;
    });
  }

  change(actor: Actor, id: string, { version, name, rateBp, included, active }: TaxRateChange): Promise<void> {
    return this.work.run(async (tx) => {
      const [row] = await tx.query<{ version: number }>('select version from tax_rates where id = $1 for update', [id]);
      if (!row) throw notFound('tax rate');
      if (version !== undefined && version !== row.version) throw stale(row.version);
      await tx.query(
        `update tax_rates set name = coalesce($2, name), rate_bp = coalesce($3, rate_bp),
           included = coalesce($4, included), active = coalesce($5, active), version = version + 1 where id = $1`,
        [id, name?.trim() || null, rateBp ?? null, included ?? null, active ?? null],
      );
      const target = { kind: 'tax-rate', id };
      await this.audit.record(tx, { actor, action: 'tax-rate.changed', target, data: { rateBp, included, active } });
    });
  }
}
