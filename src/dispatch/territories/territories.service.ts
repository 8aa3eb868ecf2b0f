import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { NewTerritory, TerritoryChange, TerritoryView } from './territory.dto.js';
import { Territory } from './territory.entity.js';
import { territoryOf, type Circle, type Point } from './territory.rules.js';

@Injectable()
export class TerritoriesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  list(id?: string): Promise<TerritoryView[]> {
    return this.db.query(
      `select t.id, t.name, t.areas, t.version,
         (select count(*)::int from technician_territories tt join technicians who on who.id = tt.technician_id
           where tt.territory_id = t.id and who.active) as technicians
       from territories t where t.deleted_at is null and ($1::uuid is null or t.id = $1) order by lower(t.name)`,
      [id ?? null],
    );
  }

  async one(id: string): Promise<TerritoryView> {
    const [territory] = await this.list(id);
    if (!territory) throw notFound('territory');
    return territory;
  }

  create(actor: Actor, { name, areas = [] }: NewTerritory): Promise<string> {
    return this.work.run(async (tx) => {
      const row: Territory = {
        id: newId(),
        name,
        areas: plain(areas),
        version: 1,
        createdAt: this.clock.now(),
        deletedAt: null,
      };
      await this.refuseTakenName(tx, row);
      await tx.insert(Territory, row);
      await this.audit.record(tx, { actor, action: 'territory.created', target: { kind: 'territory', id: row.id } });
      return row.id;
    });
  }

  change(actor: Actor, id: string, { version, name, areas }: TerritoryChange): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      if (name !== undefined) row.name = name;
      if (areas) row.areas = plain(areas);
      await this.refuseTakenName(tx, row);
      await tx.save(Object.assign(row, { version: row.version + 1 }));
      await this.audit.record(tx, { actor, action: 'territory.changed', target: { kind: 'territory', id } });
    });
  }

  /** Open visits in it may be served by anybody afterwards. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      await tx.query('delete from technician_territories where territory_id = $1', [id]);
      await tx.query('update site_hours set territory_id = null where territory_id = $1', [id]);
      await tx.query(
        `update visits set territory_id = null, version = version + 1 where territory_id = $1 and state not in ('done', 'could_not', 'cancelled')`,
        [id],
      );
      await tx.save(Object.assign(row, { deletedAt: this.clock.now() }));
      await this.audit.record(tx, { actor, action: 'territory.removed', target: { kind: 'territory', id } });
    });
  }

  async require(tx: Tx, ids: readonly string[], path: string): Promise<void> {
    const unique = [...new Set(ids)];
    if (unique.length === 0) return;
    const known = await tx.query('select id from territories where id = any($1::uuid[]) and deleted_at is null', [
      unique,
    ]);
    if (known.length < unique.length) throw invalid(path, 'names a territory that does not exist');
  }

  /** Where a place lies, by the circles. */
  async of(tx: Tx, place: Point): Promise<string | null> {
    const rows = await tx.query<{ id: string; areas: Circle[] }>(
      `select id, areas from territories where deleted_at is null and areas <> '[]'`,
    );
    return territoryOf(place, rows);
  }

  private async locked(tx: Tx, id: string): Promise<Territory> {
    const row = await tx.lock(Territory, { id, deletedAt: IsNull() });
    if (!row) throw notFound('territory');
    return row;
  }

  private async refuseTakenName(tx: Tx, { id, name }: Territory): Promise<void> {
    const [taken] = await tx.query(
      'select 1 from territories where lower(name) = lower($1) and id <> $2 and deleted_at is null',
      [name, id],
    );
    if (taken) throw conflict('name_taken', 'Another territory has this name.');
  }
}

const plain = (areas: readonly Circle[]): Circle[] => areas.map(({ lat, lng, km }) => ({ lat, lng, km }));
