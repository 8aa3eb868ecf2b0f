import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CompaniesService } from '../customers/companies.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { conflict, invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { EquipmentWriter } from './equipment-writer.js';
import { mayReserve } from './equipment.rules.js';
import { SELECT_RESERVATIONS, todayAt } from './equipment.sql.js';
import type {
  NewReservation,
  ReservationChange,
  ReservationsQuery,
  ReservationState,
  ReservationView,
} from './reservation.dto.js';
import { StockService } from './stock.service.js';
import { UnitReservations } from './unit-reservations.js';
import { isDay } from '../platform/days.rules.js';

/** Nobody plans further ahead; a wrong year is a slip of the hand. */
const LONGEST_DAYS = 3_660;

interface Held {
  id: string;
  equipment_id: string;
  state: ReservationState;
  from: string;
  until: string;
  note: string | null;
  version: number;
}

/** Units for a period: each of its days is given to one. */
@Injectable()
export class ReservationsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: EquipmentWriter,
    private readonly companies: CompaniesService,
    private readonly stock: StockService,
    private readonly ofUnit: UnitReservations,
  ) {}

  async list({ equipment, company, model, state, limit, cursor }: ReservationsQuery): Promise<Page<ReservationView>> {
    const parameters: unknown[] = [limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['true'];
    if (equipment) where.push(`r.equipment_id = ${$(equipment)}`);
    if (company) where.push(`r.company_id = ${$(company)}`);
    if (model) where.push(`e.model_id = ${$(model)}`);
    if (state) where.push(`r.state = ${$(state)}`);
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`r.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.db.query<ReservationView[]>(
      `${SELECT_RESERVATIONS} where ${where.join(' and ')} order by r.id desc limit $1`,
      parameters,
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async one(id: string): Promise<ReservationView> {
    const [row] = await this.db.query<ReservationView[]>(`${SELECT_RESERVATIONS} where r.id = $1`, [id]);
    if (!row) throw notFound('reservation');
    return row;
  }

  async create(actor: Actor, fresh: NewReservation): Promise<string> {
    refuseDays(fresh.from, fresh.until);
    if (!fresh.equipmentId === !fresh.modelId) throw invalid('equipmentId', 'name a unit, or a model to choose one of');
    return this.work
      .run(async (tx) => {
        await this.refusePast(tx, fresh.until);
        if (fresh.companyId) await this.companies.require(tx, fresh.companyId, 'companyId');
        if (fresh.contractId && !fresh.companyId) throw invalid('companyId', 'must say whose contract it is');
        if (!fresh.equipmentId) return this.anyOf(tx, actor, fresh);
        await this.refuseTaken(tx, fresh.equipmentId, fresh);
        return this.store(tx, actor, fresh.equipmentId, fresh);
      })
      .catch(refuseOverlap);
  }

  /** Those that have lain longest go first. Each is looked at once it is held: what was free a moment ago may be gone. */
  private async anyOf(tx: Tx, actor: Actor, fresh: NewReservation): Promise<string> {
    const model = await this.stock.requireModel(tx, fresh.modelId!);
    const candidates = await tx.query<{ id: string }>(
      `select id from equipment where model_id = $1 and state = 'in_stock' and parent_id is null
         and ($2::uuid is null or location_id = $2) order by moved_at, id limit 500`,
      [model, fresh.locationId ?? null],
    );
    for (const { id } of candidates) {
      const { state } = await this.writer.hold(tx, id);
      if (!['in_stock', 'reserved'].includes(state)) continue;
      if ((await this.ofUnit.overlapping(tx, id, fresh.from, fresh.until)).length > 0) continue;
      return this.store(tx, actor, id, fresh);
    }
    throw conflict('none_free', 'No unit of this model is free in the period.', {
      free: 0,
      substitutes: await this.stock.substitutes(tx, model, fresh),
    });
  }

  private async refuseTaken(tx: Tx, unitId: string, { from, until, companyId }: NewReservation): Promise<void> {
    const { unit, state } = await this.writer.hold(tx, unitId).catch((error: unknown) => {
      throw (error as { code?: string }).code === 'not_found' ? invalid('equipmentId', 'there is no such unit') : error;
    });
    if (unit.parentId) throw conflict('built_in', 'The unit is built into another. Take it out first.', { state });
    if (!mayReserve(state)) throw conflict('equipment_state', 'The unit is gone.', { state, tag: unit.tag });
    if (state === 'installed' && unit.companyId !== (companyId ?? null) && (await this.isToday(tx, from))) {
      throw conflict('equipment_installed', `${unit.tag} stands at a customer’s today.`, { state, tag: unit.tag });
    }
    const [other] = await this.ofUnit.overlapping(tx, unitId, from, until);
    if (other) throw taken(unit.tag, other);
  }

  private async store(tx: Tx, actor: Actor, unitId: string, fresh: NewReservation): Promise<string> {
    const id = newId();
    await tx.query(
      `insert into equipment_reservations (id, equipment_id, company_id, contract_id, ticket_id, during, note, made_by,
         made_by_name, created_at)
       values ($1, $2, $3, $4, $5, daterange($6::date, $7::date, '[]'), $8, $9, $10, $11)`,
      [
        id,
        unitId,
        fresh.companyId ?? null,
        fresh.contractId ?? null,
        fresh.ticketId ?? null,
        fresh.from,
        fresh.until,
        fresh.note ?? null,
        actor.kind === 'user' ? actor.id : null,
        actor.name,
        this.clock.now(),
      ],
    );
    tx.emit('equipment.changed', { equipmentId: unitId });
    return id;
  }

  /** Longer, shorter or at another time; never onto somebody else's days. */
  async change(id: string, { version, ...change }: ReservationChange): Promise<void> {
    await this.work
      .run(async (tx) => {
        const seen = await this.held(tx, id);
        const { unit } = await this.writer.hold(tx, seen.equipment_id);
        const row = await this.held(tx, id);
        if (version !== undefined && version !== row.version) throw stale(row.version);
        if (!['open', 'used'].includes(row.state)) {
          throw conflict('reservation_over', 'This reservation is over.', { state: row.state });
        }
        const [from, until] = [change.from ?? row.from, change.until ?? row.until];
        refuseDays(from, until);
        await this.refusePast(tx, until);
        const [other] = await this.ofUnit.overlapping(tx, unit.id, from, until, id);
        if (other) throw taken(unit.tag, other);
        await tx.query(
          `update equipment_reservations set during = daterange($2::date, $3::date, '[]'), note = $4, version = version + 1
           where id = $1`,
          [id, from, until, change.note === undefined ? row.note : change.note],
        );
        tx.emit('equipment.changed', { equipmentId: unit.id });
      })
      .catch(refuseOverlap);
  }

  /** Cancelling twice is no news. */
  async cancel(id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const seen = await this.held(tx, id);
      const { unit } = await this.writer.hold(tx, seen.equipment_id);
      const { state } = await this.held(tx, id);
      if (state === 'used') {
        throw conflict('reservation_used', 'The unit went there already. Take it back instead.', { state });
      }
      if (state !== 'open') return;
      await tx.query(
        `update equipment_reservations set state = 'cancelled', ended_at = $2, version = version + 1 where id = $1`,
        [id, this.clock.now()],
      );
      tx.emit('equipment.changed', { equipmentId: unit.id });
    });
  }

  private async held(tx: Tx, id: string): Promise<Held> {
    const [row] = await tx.query<Held>(
      `select id, equipment_id, state, lower(during)::text as from, (upper(during) - 1)::text as until, note, version
       from equipment_reservations where id = $1`,
      [id],
    );
    if (!row) throw notFound('reservation');
    return row;
  }

  private async refusePast(tx: Tx, until: string): Promise<void> {
    const [row] = await tx.query<{ past: boolean }>(`select $2::date < ${todayAt('$1')} as past`, [
      this.clock.now(),
      until,
    ]);
    if (row!.past) throw invalid('until', 'is over');
  }

  private async isToday(tx: Tx, from: string): Promise<boolean> {
    const [row] = await tx.query<{ today: boolean }>(`select $2::date <= ${todayAt('$1')} as today`, [
      this.clock.now(),
      from,
    ]);
    return row!.today;
  }
}

function refuseDays(from: string, until: string): void {
  for (const [path, day] of [
    ['from', from],
    ['until', until],
  ] as const) {
    if (!isDay(day)) throw invalid(path, 'is no day of the calendar');
  }
  if (until < from) throw invalid('until', 'must not be before the first day');
  if (Date.parse(until) - Date.parse(from) > LONGEST_DAYS * 86_400_000)
    throw invalid('until', 'is more than ten years on');
}

const taken = (tag: string, reservation: { from: string; until: string; company: { name: string } | null }) =>
  conflict(
    'equipment_reserved',
    `${tag} is reserved from ${reservation.from} until ${reservation.until}${reservation.company ? ` for ${reservation.company.name}` : ''}.`,
    { tag, reservation },
  );

/** The constraint has the last word where the look before it saw nothing. */
function refuseOverlap(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'equipment_reserved_once') {
    throw conflict('equipment_reserved', 'The unit is reserved on some of these days.');
  }
  throw error;
}
