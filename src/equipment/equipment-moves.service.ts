import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { conflict, invalid, notFound } from '../platform/http/refusal.js';
import type { MovesQuery, MoveView, NewMove, NewSwap } from './equipment-move.dto.js';
import { EquipmentPlaces } from './equipment-places.js';
import { EquipmentWriter, type HeldUnit, type Standing } from './equipment-writer.js';
import { Equipment } from './equipment.entity.js';
import {
  closesCircle,
  MOVE_RULES,
  refusalOf,
  type Move,
  type MoveRefusal,
  type StoredState,
} from './equipment.rules.js';
import { refuseTaken } from './equipment-register.service.js';
import { UnitReservations } from './unit-reservations.js';

const SAID: Record<MoveRefusal, string> = {
  equipment_state: 'The unit is not in a state from which this can be done.',
  built_in: 'The unit is built into another and goes where that goes. Take it out first.',
  not_built_in: 'The unit is built into nothing.',
};

const PLACE = (side: 'from' | 'to'): string => `json_build_object(
  'location', (select json_build_object('id', id, 'name', name, 'kind', kind) from equipment_locations where id = v.${side}_location_id),
  'site', (select json_build_object('id', id, 'name', name, 'address', address) from sites where id = v.${side}_site_id),
  'company', (select json_build_object('id', id, 'name', name) from companies where id = v.${side}_company_id))`;

/** Where units go: one step at a time, with who, when, why and for what. */
@Injectable()
export class EquipmentMovesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly places: EquipmentPlaces,
    private readonly writer: EquipmentWriter,
    private readonly reservations: UnitReservations,
  ) {}

  /** A unit's history, the newest first. */
  async list(equipmentId: string, { limit, cursor }: MovesQuery): Promise<Page<MoveView>> {
    const [known] = await this.db.query<object[]>('select 1 from equipment where id = $1', [equipmentId]);
    if (!known) throw notFound('unit');
    const after = decodeCursor(cursor, 1);
    const rows = await this.db.query<MoveView[]>(
      `select v.id, v.seq, v.action, v.from_state as "fromState", v.to_state as "toState", ${PLACE('from')} as "from",
         ${PLACE('to')} as "to", v.contract_id as "contractId", v.ticket_id as "ticketId", v.visit_id as "visitId",
         case when w.id is not null then json_build_object('id', w.id, 'tag', w.tag, 'name', m.maker || ' ' || m.name) end as "with",
         v.reason, v.actor_name as "actorName", v.at
       from equipment_moves v left join equipment w on w.id = v.with_id left join equipment_models m on m.id = w.model_id
       where v.equipment_id = $1 and ($3::bigint is null or v.seq < $3::bigint) order by v.seq desc limit $2`,
      [equipmentId, limit + 1, after ? Number(after[0]) || 0 : null],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.seq],
      (row) => row,
    );
  }

  move(actor: Actor, id: string, body: NewMove): Promise<void> {
    return this.work.run((tx) => this.moveWithin(tx, actor, id, body)).catch(refuseTaken);
  }

  swap(actor: Actor, body: NewSwap): Promise<void> {
    return this.work.run((tx) => this.swapWithin(tx, actor, body)).catch(refuseTaken);
  }

  /** The same in a transaction of the caller's: a visit that ends and what it changed stand or fall together. */
  async moveWithin(tx: Tx, actor: Actor, id: string, { version, action, ...body }: NewMove): Promise<void> {
    const held = await this.writer.hold(tx, id, version);
    refuseMove(action, held);
    const to = await this.destination(tx, held.unit, action, body);
    if (action === 'install') await this.reservations.take(tx, held.unit, to.companyId);
    else await this.reservations.after(tx, held.unit, action);
    const { reason, ticketId, visitId, at } = body;
    const withId = action === 'build_in' ? body.parentId : action === 'take_out' ? held.unit.parentId! : undefined;
    await this.writer.move(tx, actor, held.unit, action, to, { reason, ticketId, visitId, at, withId });
  }

  /** Old out, new in: both or neither. */
  async swapWithin(
    tx: Tx,
    actor: Actor,
    { outId, inId, locationId, outAs = 'return', ...why }: NewSwap,
  ): Promise<void> {
    if (outId.toLowerCase() === inId.toLowerCase()) throw invalid('inId', 'is the one that is taken away');
    // In the order of their ids: two swaps of the same units never wait for each other.
    const held = new Map<string, HeldUnit>();
    for (const id of [outId, inId].map((one) => one.toLowerCase()).sort()) held.set(id, await this.writer.hold(tx, id));
    const [out, fresh] = [held.get(outId.toLowerCase())!, held.get(inId.toLowerCase())!];
    if (out.state !== 'installed') {
      throw conflict('equipment_state', `${out.unit.tag} is not installed.`, { state: out.state, tag: out.unit.tag });
    }
    refuseMove(outAs, out);
    refuseMove('install', fresh);
    const { siteId, companyId, contractId } = out.unit;
    refuseForeign(fresh.unit, companyId);
    await this.places.location(tx, locationId);
    await this.reservations.take(tx, fresh.unit, companyId);
    await this.reservations.after(tx, out.unit, outAs);
    const away: Standing = { ...leaving(out.unit, null), state: MOVE_RULES[outAs].to!, locationId };
    await this.writer.move(tx, actor, out.unit, outAs, away, { ...why, withId: fresh.unit.id });
    const there: Standing = { state: 'installed', locationId: null, siteId, companyId, contractId, parentId: null };
    await this.writer.move(tx, actor, fresh.unit, 'install', there, { ...why, withId: out.unit.id });
  }

  private async destination(
    tx: Tx,
    unit: Equipment,
    action: Move,
    body: Omit<NewMove, 'action' | 'version'>,
  ): Promise<Standing> {
    const { to, goes } = MOVE_RULES[action];
    if (goes === 'site') return this.atCustomer(tx, unit, body);
    if (goes === 'parent') return this.into(tx, unit, body.parentId);
    if (action === 'take_out') return { ...unit, parentId: null };
    const wanted = goes === 'location' || (goes === 'free' && body.locationId);
    const locationId = wanted ? await this.places.location(tx, body.locationId) : null;
    return { ...leaving(unit, unit.parentId), state: to as StoredState, locationId };
  }

  private async atCustomer(
    tx: Tx,
    unit: Equipment,
    { siteId, companyId, contractId }: Omit<NewMove, 'action'>,
  ): Promise<Standing> {
    const at = await this.places.customer(tx, { siteId, companyId });
    if (unit.state === 'installed' && unit.siteId === at.siteId && unit.companyId === at.companyId) {
      throw conflict('already_there', 'The unit is installed there already.');
    }
    refuseForeign(unit, at.companyId);
    const stays = at.companyId === unit.companyId ? unit.contractId : null;
    return { state: 'installed', locationId: null, ...at, contractId: contractId ?? stays, parentId: null };
  }

  private async into(tx: Tx, unit: Equipment, parentId: string | undefined): Promise<Standing> {
    if (!parentId) throw invalid('parentId', 'must say into which');
    if (!(await tx.find(Equipment, { id: parentId }))) throw invalid('parentId', 'there is no such unit');
    const parent = await this.writer.hold(tx, parentId);
    const rows = await tx.query<{ id: string }>(
      `with recursive above as (
         select id, parent_id from equipment where id = $1
         union select e.id, e.parent_id from equipment e join above a on e.id = a.parent_id)
       select id from above`,
      [parent.unit.id],
    );
    if (
      closesCircle(
        unit.id,
        rows.map((row) => row.id),
      )
    )
      throw invalid('parentId', 'stands inside this very unit');
    if (parent.unit.state === 'retired' || parent.unit.state === 'lost') {
      throw conflict('equipment_state', `${parent.unit.tag} is gone.`, { state: parent.state });
    }
    refuseForeign(unit, parent.unit.companyId);
    const { state, locationId, siteId, companyId, contractId } = parent.unit;
    return { state, locationId, siteId, companyId: companyId ?? unit.companyId, contractId, parentId: parent.unit.id };
  }
}

/** Nobody has it any more; what is a customer's own stays theirs, with its contract. */
const leaving = (unit: Equipment, parentId: string | null): Omit<Standing, 'state' | 'locationId'> => ({
  siteId: null,
  parentId,
  ...(unit.owner === 'customer'
    ? { companyId: unit.companyId, contractId: unit.contractId }
    : { companyId: null, contractId: null }),
});

function refuseMove(action: Move, { unit, state }: HeldUnit): void {
  const refused = refusalOf(action, { state, builtIn: unit.parentId !== null });
  if (refused) throw conflict(refused, SAID[refused], { state, tag: unit.tag, currentVersion: unit.version });
}

/** A customer's own device goes to no other customer. */
function refuseForeign(unit: Equipment, companyId: string | null): void {
  if (unit.owner === 'customer' && companyId !== null && companyId !== unit.companyId) {
    throw conflict('not_theirs', 'The unit belongs to another customer.', { tag: unit.tag });
  }
}
