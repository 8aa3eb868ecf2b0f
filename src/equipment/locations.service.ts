import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UsersService } from '../identity/people/users.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { conflict, invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { LocationChange, LocationView, NewLocation } from './equipment-location.dto.js';
import { EquipmentLocation } from './equipment-location.entity.js';
import { wordIn } from './models.service.js';

const SELECT = `
  select l.id, l.name, l.kind, l.address, l.active, l.version,
    case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as person,
    (select count(*)::int from equipment e where e.location_id = l.id and e.parent_id is null) as units
  from equipment_locations l left join users u on u.id = l.user_id`;

/** Store rooms, vans and suppliers' shelves. */
@Injectable()
export class LocationsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly users: UsersService,
  ) {}

  /** They are few: nobody has hundreds of store rooms. */
  list(): Promise<LocationView[]> {
    return this.db.query<LocationView[]>(`${SELECT} order by l.active desc, l.kind, lower(l.name), l.id limit 500`);
  }

  async one(id: string): Promise<LocationView> {
    const [row] = await this.db.query<LocationView[]>(`${SELECT} where l.id = $1`, [id]);
    if (!row) throw notFound('location');
    return row;
  }

  /** Held, so that it is not closed before the caller's unit lies there. */
  async require(tx: Tx, id: string, path: string): Promise<void> {
    const [row] = await tx.query<{ active: boolean }>(
      'select active from equipment_locations where id = $1 for key share',
      [id],
    );
    if (!row) throw invalid(path, 'there is no such location');
    if (!row.active) throw invalid(path, 'this location is closed');
  }

  /** Whose van it is, which stands for what they carry; made when it is first needed. */
  async vanOf(tx: Tx, person: { id: string; name: string }): Promise<string> {
    const [van] = await tx.query<{ id: string }>('select id from equipment_locations where user_id = $1 and active', [
      person.id,
    ]);
    if (van) return van.id;
    const id = newId();
    await tx.query(
      `insert into equipment_locations (id, name, kind, user_id, created_at, updated_at)
       select $1::uuid, $2::text || case when exists (select 1 from equipment_locations where active and lower(name) = lower($2::text))
         then ' ' || right($1::uuid::text, 4) else '' end, 'van', $3::uuid, $4::timestamptz, $4::timestamptz`,
      [id, person.name, person.id, this.clock.now()],
    );
    return id;
  }

  async create({ name, kind, userId, address }: NewLocation): Promise<string> {
    const now = this.clock.now();
    const id = newId();
    refuseDriver(kind, userId);
    if (userId && !(await this.users.find(userId))) throw invalid('userId', 'there is no such person');
    await this.work
      .run((tx) =>
        tx.insert(EquipmentLocation, {
          id,
          name: wordIn('name', name),
          kind,
          userId: userId ?? null,
          address: address ?? null,
          active: true,
          version: 1,
          createdAt: now,
          updatedAt: now,
        }),
      )
      .catch(refuseTaken);
    return id;
  }

  async change(id: string, { version, name, userId, address, active }: LocationChange): Promise<void> {
    if (userId && !(await this.users.find(userId))) throw invalid('userId', 'there is no such person');
    await this.work
      .run(async (tx) => {
        const row = await tx.lock(EquipmentLocation, { id });
        if (!row) throw notFound('location');
        if (version !== undefined && version !== row.version) throw stale(row.version);
        if (name !== undefined) row.name = wordIn('name', name);
        if (userId !== undefined) row.userId = userId;
        if (address !== undefined) row.address = address;
        refuseDriver(row.kind, row.userId);
        if (active === false && row.active) await this.refuseFull(tx, id);
        if (active !== undefined) row.active = active;
        await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
      })
      .catch(refuseTaken);
  }

  private async refuseFull(tx: Tx, id: string): Promise<void> {
    const [row] = await tx.query<{ n: number }>('select count(*)::int as n from equipment where location_id = $1', [
      id,
    ]);
    if (row!.n > 0) {
      throw conflict('location_full', 'Units lie there still. Move them first.', { units: row!.n });
    }
  }
}

function refuseDriver(kind: string, userId: string | null | undefined): void {
  if (userId && kind !== 'van') throw invalid('userId', 'only a van is somebody’s');
}

function refuseTaken(error: unknown): never {
  const constraint = (error as { driverError?: { constraint?: string } }).driverError?.constraint;
  if (constraint === 'equipment_locations_name') throw conflict('name_taken', 'Another location has this name.');
  if (constraint === 'equipment_locations_van') throw conflict('van_taken', 'This person has a van already.');
  throw error;
}
