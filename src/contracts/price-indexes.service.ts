import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { IndexRateBody, NewPriceIndex, PriceIndexChange, PriceIndexView } from './price-index.dto.js';
import type { IndexRate } from './price-index.rules.js';

const SELECT = `
  select i.id, i.name, i.version,
    coalesce((select json_agg(json_build_object('month', to_char(r.month, 'YYYY-MM'), 'rateBp', r.rate_bp) order by r.month desc)
      from price_index_rates r where r.index_id = i.id), '[]') as rates
  from price_indexes i`;

/** Indexes that prices follow: their monthly rates are typed in, because no third party is asked. */
@Injectable()
export class PriceIndexesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  list(): Promise<PriceIndexView[]> {
    return this.db.query<PriceIndexView[]>(`${SELECT} order by lower(i.name) limit 200`);
  }

  async one(id: string): Promise<PriceIndexView> {
    const [row] = await this.db.query<PriceIndexView[]>(`${SELECT} where i.id = $1`, [id]);
    if (!row) throw notFound('index');
    return row;
  }

  rates(tx: Tx, id: string, months: readonly string[]): Promise<IndexRate[]> {
    return tx.query<IndexRate>(
      `select to_char(month, 'YYYY-MM') as month, rate_bp as "rateBp" from price_index_rates
       where index_id = $1 and to_char(month, 'YYYY-MM') = any($2) order by month`,
      [id, months],
    );
  }

  async create(actor: Actor, { name, rates }: NewPriceIndex): Promise<string> {
    const id = newId();
    await this.work
      .run(async (tx) => {
        await tx.query(
          'insert into price_indexes (id, name, version, created_at, updated_at) values ($1, $2, 1, $3, $3)',
          [id, name.trim() || name, this.clock.now()],
        );
        await this.put(tx, id, rates ?? []);
        await this.audit.record(tx, { actor, action: 'price-index.created', target: { kind: 'price-index', id } });
      })
      .catch(refuseTaken);
    return id;
  }

  change(actor: Actor, id: string, { version, name, rates }: PriceIndexChange): Promise<void> {
    return this.work
      .run(async (tx) => {
        const [row] = await tx.query<{ version: number }>(
          'select version from price_indexes where id = $1 for update',
          [id],
        );
        if (!row) throw notFound('index');
        if (version !== undefined && version !== row.version) throw stale(row.version);
        await tx.query(
          'update price_indexes set name = coalesce($2, name), version = version + 1, updated_at = $3 where id = $1',
          [id, name?.trim() || null, this.clock.now()],
        );
        await this.put(tx, id, rates ?? []);
        const data = { months: rates?.map(({ month }) => month) ?? [] };
        await this.audit.record(tx, {
          actor,
          action: 'price-index.changed',
          target: { kind: 'price-index', id },
          data,
        });
      })
      .catch(refuseTaken);
  }

  private async put(tx: Tx, id: string, rates: readonly IndexRateBody[]): Promise<void> {
    await tx.query(
      `insert into price_index_rates (index_id, month, rate_bp)
       select $1, (month || '-01')::date, rate from unnest($2::text[], $3::int[]) as r(month, rate)
       on conflict (index_id, month) do update set rate_bp = excluded.rate_bp`,
      [id, rates.map(({ month }) => month), rates.map(({ rateBp }) => rateBp)],
    );
  }
}

function refuseTaken(error: unknown): never {
  const { constraint } =
    (error as { driverError?: { constraint?: string } }).driverError ?? (error as { constraint?: string });
  if (constraint === 'price_indexes_name') throw conflict('name_taken', 'Another index has this name.');
  throw error;
}
