import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { Equipment } from './equipment.entity.js';
import type { Move, StoredState, UnitState } from './equipment.rules.js';
import { stateOf, todayAt } from './equipment.sql.js';

/** Where a unit is and how, as a move leaves it. */
export type Standing = Pick<Equipment, 'state' | 'locationId' | 'siteId' | 'companyId' | 'contractId' | 'parentId'>;

/** How a move came to be. */
export interface MoveDetails {
  reason?: string;
  ticketId?: string;
  visitId?: string;
  withId?: string;
  at?: Date;
}

export interface HeldUnit {
  unit: Equipment;
  /** As it stands today: with what is promised. */
  state: UnitState;
}

/** A phone whose clock runs ahead told no future. */
const AHEAD_MS = 5 * 60_000;

/** The one write path of places and states: every step leaves a line in the unit's history, and takes its parts along. */
@Injectable()
export class EquipmentWriter {
  constructor(private readonly clock: Clock) {}

  async hold(tx: Tx, id: string, version?: number): Promise<HeldUnit> {
    const unit = await tx.lock(Equipment, { id });
    if (!unit) throw notFound('unit');
    if (version !== undefined && version !== unit.version) throw stale(unit.version);
    const [row] = await tx.query<{ state: UnitState }>(
      `select ${stateOf(todayAt('$2'))} as state from equipment e where e.id = $1`,
      [id, this.clock.now()],
    );
    return { unit, state: row!.state };
  }

  async begin(tx: Tx, actor: Actor, unit: Equipment): Promise<void> {
    await tx.insert(Equipment, unit);
    await this.record(tx, actor, unit, null, 'register', {});
    tx.emit('equipment.moved', {
      equipmentId: unit.id,
      move: null,
      from: null,
      to: unit.state,
      companyId: unit.companyId,
    });
  }

  async move(
    tx: Tx,
    actor: Actor,
    unit: Equipment,
    move: Move,
    to: Standing,
    details: MoveDetails = {},
  ): Promise<void> {
    const at = this.happenedAt(details.at);
    await this.step(tx, actor, unit, move, to, { ...details, at });
    for (const part of await this.inside(tx, unit.id)) {
      const { state, locationId, siteId, companyId, contractId } = to;
      const along = { state, locationId, siteId, companyId, contractId, parentId: part.parentId };
      await this.step(tx, actor, part, move, along, { ...details, at, withId: unit.id });
    }
  }

  private async step(
    tx: Tx,
    actor: Actor,
    unit: Equipment,
    move: Move,
    to: Standing,
    details: MoveDetails & { at: Date },
  ): Promise<void> {
    const { state, locationId, siteId, companyId } = unit;
    const from = { state, locationId, siteId, companyId };
    const now = this.clock.now();
    Object.assign(unit, to, {
      moveSeq: unit.moveSeq + 1,
      movedAt: details.at,
      version: unit.version + 1,
      updatedAt: now,
    });
    await this.record(tx, actor, unit, from, move, details);
    await tx.manager.update(Equipment, { id: unit.id }, unit);
    tx.emit('equipment.moved', {
      equipmentId: unit.id,
      move,
      from: from.state,
      to: unit.state,
      companyId: unit.companyId,
    });
  }

  /** Everything inside it, held; what is outside first. */
  private async inside(tx: Tx, id: string): Promise<Equipment[]> {
    const rows = await tx.query<{ id: string }>(
      `with recursive inside as (
         select id, 1 as depth from equipment where parent_id = $1
         union all select e.id, i.depth + 1 from equipment e join inside i on e.parent_id = i.id)
       select id from inside order by depth, id`,
      [id],
    );
    const parts: Equipment[] = [];
    for (const row of rows) parts.push((await tx.lock(Equipment, { id: row.id }))!);
    return parts;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    unit: Equipment,
    from: { state: StoredState; locationId: string | null; siteId: string | null; companyId: string | null } | null,
    action: Move | 'register',
    details: MoveDetails,
  ): Promise<void> {
    const now = this.clock.now();
    await tx.query(
      `insert into equipment_moves (equipment_id, seq, id, action, from_state, from_location_id, from_site_id,
         from_company_id, to_state, to_location_id, to_site_id, to_company_id, contract_id, ticket_id, visit_id, with_id,
         reason, actor_kind, actor_id, actor_name, at, told_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
      [
        unit.id,
        unit.moveSeq,
        newId(),
        action,
        from?.state ?? null,
        from?.locationId ?? null,
        from?.siteId ?? null,
        from?.companyId ?? null,
        unit.state,
        unit.locationId,
        unit.siteId,
        unit.companyId,
        unit.contractId,
        details.ticketId ?? null,
        details.visitId ?? null,
        details.withId ?? null,
        details.reason?.trim() || null,
        actor.kind,
        actor.id,
        actor.name,
        details.at ?? now,
        now,
      ],
    );
  }

  private happenedAt(at: Date | undefined): Date {
    const now = this.clock.now();
    if (!at) return now;
    if (at.getTime() > now.getTime() + AHEAD_MS) throw invalid('at', 'must not be in the future');
    return at;
  }
}
