import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cleaned } from '../customers/identity.rules.js';
import { anywhere } from '../customers/search.rules.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { conflict, invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { ModelChange, ModelsQuery, ModelView, NewModel } from './equipment-model.dto.js';
import { EquipmentModel } from './equipment-model.entity.js';
import { MODEL_MARK } from './equipment.sql.js';

const SELECT = `
  select o.id, o.maker, o.name, o.kind, o.family, o.part, o.about, o.active, o.version, lower(o.maker) as maker_key,
    lower(o.name) as name_key,
    (select coalesce(json_agg(${MODEL_MARK} order by s.place), '[]') from equipment_substitutes s
       join equipment_models m on m.id = s.substitute_id where s.model_id = o.id) as substitutes,
    (select count(*)::int from equipment e where e.model_id = o.id and e.state <> 'retired') as units,
    (select count(*)::int from equipment e where e.model_id = o.id and e.state = 'in_stock' and e.parent_id is null) as "inStock"
  from equipment_models o`;

type Row = ModelView & { maker_key: string; name_key: string };

/** The catalogue: what units are of, and what may take the place of what. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  async list({ q, family, part, active, limit, cursor }: ModelsQuery): Promise<Page<ModelView>> {
    const parameters: unknown[] = [limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['true'];
    const text = cleaned(q ?? '');
    if (text) where.push(`plain(o.maker || ' ' || o.name || ' ' || o.kind) like plain(${$(anywhere(text))})`);
    if (family) where.push(`o.family = ${$(family)}`);
    if (part !== undefined) where.push(`o.part = ${$(part)}`);
    if (active !== undefined) where.push(`o.active = ${$(active)}`);
    const after = decodeCursor(cursor, 3);
    if (after) {
      const [maker, name, id] = after.map(String);
      where.push(`(lower(o.maker), lower(o.name), o.id) > (${$(maker)}, ${$(name)}, ${$(id)}::uuid)`);
    }
    const rows = await this.db.query<Row[]>(
      `${SELECT} where ${where.join(' and ')} order by lower(o.maker), lower(o.name), o.id limit $1`,
      parameters,
    );
    return pageOf(rows, limit, (row) => [row.maker_key, row.name_key, row.id], present);
  }

  async one(id: string): Promise<ModelView> {
    const [row] = await this.db.query<Row[]>(`${SELECT} where o.id = $1`, [id]);
    if (!row) throw notFound('model');
    return present(row);
  }

  async require(tx: Tx, id: string, path: string): Promise<EquipmentModel> {
    const model = await tx.find(EquipmentModel, { id });
    if (!model) throw invalid(path, 'there is no such model');
    return model;
  }

  async create(fresh: NewModel): Promise<string> {
    const now = this.clock.now();
    const id = newId();
    await this.work
      .run(async (tx) => {
        await tx.insert(EquipmentModel, {
          id,
          maker: wordIn('maker', fresh.maker),
          name: wordIn('name', fresh.name),
          kind: wordIn('kind', fresh.kind).toLowerCase(),
          family: fresh.family,
          part: fresh.part ?? false,
          about: fresh.about ?? null,
          active: true,
          version: 1,
          createdAt: now,
          updatedAt: now,
        });
        await this.setSubstitutes(tx, id, fresh.substituteIds ?? []);
      })
      .catch(refuseTaken);
    return id;
  }

  change(id: string, { version, substituteIds, ...change }: ModelChange): Promise<void> {
    return this.work
      .run(async (tx) => {
        const row = await tx.lock(EquipmentModel, { id });
        if (!row) throw notFound('model');
        if (version !== undefined && version !== row.version) throw stale(row.version);
        if (change.maker !== undefined) row.maker = wordIn('maker', change.maker);
        if (change.name !== undefined) row.name = wordIn('name', change.name);
        if (change.kind !== undefined) row.kind = wordIn('kind', change.kind).toLowerCase();
        if (change.family !== undefined) row.family = change.family;
        if (change.part !== undefined) row.part = change.part;
        if (change.about !== undefined) row.about = change.about;
        if (change.active !== undefined) row.active = change.active;
        await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
        if (substituteIds) await this.setSubstitutes(tx, id, substituteIds);
      })
      .catch(refuseTaken);
  }

  private async setSubstitutes(tx: Tx, id: string, wanted: readonly string[]): Promise<void> {
    if (wanted.includes(id)) throw invalid('substituteIds', 'a model cannot take its own place');
    await tx.query('delete from equipment_substitutes where model_id = $1', [id]);
    const added = await tx.query<{ id: string }>(
      `insert into equipment_substitutes (model_id, substitute_id, place)
       select $1, m.id, w.place from unnest($2::uuid[]) with ordinality as w(id, place)
       join equipment_models m on m.id = w.id returning substitute_id as id`,
      [id, wanted],
    );
    const missing = wanted.findIndex((one) => !added.some((row) => row.id === one.toLowerCase()));
    if (missing !== -1) throw invalid(`substituteIds[${missing}]`, 'there is no such model');
  }
}

function present(row: Row): ModelView {
  const { maker_key: _, name_key: _1, ...view } = row;
  return view;
}

/** Spaces alone are no name. */
export function wordIn(path: string, given: string): string {
  const word = cleaned(given);
  if (word === '') throw invalid(path, 'must hold more than spaces');
  return word;
}

function refuseTaken(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'equipment_models_name') {
    throw conflict('model_taken', 'The catalogue has a model of this name by this maker.');
  }
  throw error;
}
