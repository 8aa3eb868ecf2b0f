import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cleaned } from '../customers/identity.rules.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { invalid } from '../platform/http/refusal.js';
import { MODEL_MARK, todayAt } from './equipment.sql.js';
import { ModelsService } from './models.service.js';
import type { StockQuery, StockRow, StockSubstitute, StockView } from './stock.dto.js';
import { isDay } from '../platform/days.rules.js';

/** More rows than this nobody reads; filters make them fewer. */
const MOST = 1_000;

/** What lies where, from whom, and what of it is free in a period. */
@Injectable()
export class StockService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly models: ModelsService,
  ) {}

  async requireModel(tx: Tx, id: string): Promise<string> {
    return (await this.models.require(tx, id, 'modelId')).id;
  }

  async look(query: StockQuery): Promise<StockView> {
    const { from, until } = periodOf(query);
    const parameters: unknown[] = [this.clock.now(), from, until];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = [`e.state = 'in_stock'`, 'e.parent_id is null'];
    if (query.location) where.push(`e.location_id = ${$(query.location)}`);
    if (query.model) where.push(`e.model_id = ${$(query.model)}`);
    if (query.supplier) where.push(`lower(e.supplier) = lower(${$(cleaned(query.supplier))})`);
    const items = await this.db.query<StockRow[]>(
      `select json_build_object('id', l.id, 'name', l.name, 'kind', l.kind) as location, ${MODEL_MARK} as model, e.supplier,
         count(*)::int as total, count(*) filter (where ${PROMISED})::int as reserved,
         count(*) filter (where not ${PROMISED})::int as free
       from equipment e join equipment_models m on m.id = e.model_id join equipment_locations l on l.id = e.location_id
       where ${where.join(' and ')}
       group by l.id, m.id, e.supplier order by l.kind, lower(l.name), lower(m.maker), lower(m.name), e.supplier limit ${MOST}`,
      parameters,
    );
    return { items, short: await this.short(query, from, until), nextCursor: null };
  }

  /** Models that people offer and that have nothing free anywhere, with what may take their place. */
  private async short({ model }: StockQuery, from: string | null, until: string | null): Promise<StockView['short']> {
    const rows = await this.db.query<{ id: string; model: StockView['short'][number]['model'] }[]>(
      `select m.id, ${MODEL_MARK} as model from equipment_models m
       where m.active and ($4::uuid is null or m.id = $4) and not exists (
         select 1 from equipment e where e.model_id = m.id and e.state = 'in_stock' and e.parent_id is null and not ${PROMISED})
       order by lower(m.maker), lower(m.name) limit 200`,
      [this.clock.now(), from, until, model ?? null],
    );
    return Promise.all(
      rows.map(async (row) => ({
        model: row.model,
        substitutes: await this.substitutes(this.db, row.id, { from: from ?? undefined, until: until ?? undefined }),
      })),
    );
  }

  /** What may take the place of a model and has units free, the best first. */
  substitutes(
    db: { query: (sql: string, parameters: unknown[]) => Promise<unknown> },
    modelId: string,
    { from, until }: { from?: string; until?: string },
  ): Promise<StockSubstitute[]> {
    return db.query(
      `select ${MODEL_MARK} as model, f.free from equipment_substitutes s join equipment_models m on m.id = s.substitute_id
       cross join lateral (select count(*)::int as free from equipment e where e.model_id = m.id and e.state = 'in_stock'
         and e.parent_id is null and not ${PROMISED}) f
       where s.model_id = $4 and f.free > 0 order by s.place`,
      [this.clock.now(), from ?? null, until ?? null, modelId],
    ) as Promise<StockSubstitute[]>;
  }
}

/** Promised on some day from `$2` until `$3`, or today; `$1` is now. */
const PROMISED = `exists (select 1 from equipment_reservations r where r.equipment_id = e.id and r.state in ('open', 'used')
  and r.during && daterange(coalesce($2::date, ${todayAt('$1')}), coalesce($3::date, $2::date, ${todayAt('$1')}), '[]'))`;

function periodOf({ from, until }: StockQuery): { from: string | null; until: string | null } {
  if (from && !isDay(from)) throw invalid('from', 'is no day of the calendar');
  if (until && !isDay(until)) throw invalid('until', 'is no day of the calendar');
  if (until && !from) throw invalid('from', 'is missing where until is given');
  if (from && until && until < from) throw invalid('until', 'must not be before the first day');
  return { from: from ?? null, until: until ?? null };
}
