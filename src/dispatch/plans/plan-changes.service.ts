import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict } from '../../platform/http/refusal.js';
import type { Because } from '../../tickets/ticket-writer.service.js';
import { PlanChecks, rulesBroken, type Placement } from '../checks/plan-checks.service.js';
import type { Travel } from '../planning/planning.types.js';
import type { Slot } from '../visits/visit.rules.js';
import { VisitPlanning } from '../visits/visit-planning.service.js';
import { VisitWriter, type HeldVisit } from '../visits/visit-writer.service.js';
import { applicable, type Held } from './applicable.rules.js';

/** One visit that a plan moves: from where it stood in a version of it, to a place or to the unplanned. */
export interface PlanChange {
  visitId: string;
  version: number;
  from: PlanPlace | null;
  to: PlanPlace | null;
}

export interface PlanPlace {
  from: string;
  to: string;
  technicianIds: string[];
}

export interface Applying {
  because: Because;
  /** Journeys, asked before the transaction began. */
  travel: Travel;
  /** Nothing at all, where one part no longer holds. Else that part stays as it was. */
  whole?: boolean;
}

/** Applies a plan of several visits at once: all of them take their places together, and every rule is kept. */
@Injectable()
export class PlanChanges {
  constructor(
    private readonly planning: VisitPlanning,
    private readonly checks: PlanChecks,
    private readonly writer: VisitWriter,
  ) {}

  /** Before the transaction: it may ask a router in the world. */
  travel(changes: readonly PlanChange[]): Promise<Travel> {
    return this.checks.travel(changes.flatMap((one) => (one.to ? [placementOf(heldOf(one, one.to))] : [])));
  }

  /** Which visits were moved; what no longer fits stays where it was. */
  async apply(tx: Tx, actor: Actor, changes: readonly PlanChange[], how: Applying): Promise<string[]> {
    const { because, travel, whole = false } = how;
    const held = await this.hold(tx, changes);
    const current = changes.filter((one) => stillHolds(held.get(one.visitId), one));
    if (whole && current.length < changes.length) throw changedMeanwhile(changes, current);
    const { moves, leaving } = await this.holding(tx, current, travel, whole);
    const freed = [...moves.map((move) => move.visitId), ...leaving.map((one) => one.visitId)];
    await tx.query('update visit_technicians set during = null where visit_id = any($1::uuid[])', [freed]);
    for (const { visitId } of leaving) {
      const nowhere = { plannedFrom: null, plannedTo: null };
      await this.writer.step(tx, held.get(visitId)!, actor, 'unschedule', { because }, nowhere);
    }
    for (const move of moves) {
      const { slot } = placementOf(move);
      await this.planning.plan(tx, held.get(move.visitId)!, actor, slot, { because, travel, checked: true });
    }
    return freed;
  }

  /**
   * What of a plan keeps every rule today: hours, absences and skills may have changed since it was made, and others were
   * planned. What does not is left where it was, and then the rest is asked again. Nobody forces a plan.
   */
  private async holding(
    tx: Tx,
    changes: readonly PlanChange[],
    travel: Travel,
    whole: boolean,
  ): Promise<{ moves: Held[]; leaving: PlanChange[] }> {
    let still = await this.withoutGone(tx, changes);
    if (whole && still.length < changes.length) throw changedMeanwhile(changes, still);
    for (;;) {
      const leaving = still.filter((one) => !one.to);
      const places = still.flatMap((one) =>
        one.to ? [{ ...heldOf(one, one.to), now: one.from && heldOf(one, one.from) }] : [],
      );
      const { moves, stays: blocked } = applicable(places, await this.others(tx, still));
      if (whole && blocked.length > 0) throw changedMeanwhile(changes, moves);
      const broken = await this.checks.broken(
        tx,
        moves.map(placementOf),
        travel,
        leaving.map((one) => one.visitId),
      );
      if (broken.length === 0) return { moves, leaving };
      if (whole) throw rulesBroken(broken);
      const named = new Set(broken.flatMap(({ visit, other }) => [visit?.id, other?.id]));
      const people = new Set(broken.map(({ technician }) => technician?.id));
      const ours = moves.filter((move) => named.has(move.visitId));
      // A day may be broken as a whole, by none of them alone: then none of that person's is moved.
      const out = ours.length > 0 ? ours : moves.filter((move) => move.technicianIds.some((one) => people.has(one)));
      const stays = new Set((out.length > 0 ? out : moves).map((move) => move.visitId));
      still = still.filter((one) => !stays.has(one.visitId));
    }
  }

  /** Holds the people of a plan; what was meant for somebody who has left meanwhile is not part of it. */
  private async withoutGone(tx: Tx, changes: readonly PlanChange[]): Promise<PlanChange[]> {
    const people = [...new Set(changes.flatMap((one) => one.to?.technicianIds ?? []))];
    const rows = await tx.query<{ id: string; active: boolean }>(
      `select t.id, t.active and u.active as active from technicians t join users u on u.id = t.user_id
       where t.id = any($1::uuid[]) order by t.id for update of t`,
      [people],
    );
    const here = new Set(rows.filter((row) => row.active).map((row) => row.id));
    return changes.filter((one) => !one.to || one.to.technicianIds.every((id) => here.has(id)));
  }

  /** In the order of tickets, so that two who apply at once do not wait for each other. */
  private async hold(tx: Tx, changes: readonly PlanChange[]): Promise<Map<string, HeldVisit>> {
    const order = await tx.query<{ id: string }>(
      'select id from visits where id = any($1::uuid[]) order by ticket_id, id',
      [changes.map((one) => one.visitId)],
    );
    const held = new Map<string, HeldVisit>();
    for (const { id } of order) held.set(id, await this.writer.hold(tx, id));
    // Two visits of one ticket share its row, as it is after the last step.
    const tickets = new Map([...held.values()].map(({ ticket }) => [ticket.id, ticket]));
    for (const [id, one] of held) held.set(id, { visit: one.visit, ticket: tickets.get(one.ticket.id)! });
    return held;
  }

  private async others(tx: Tx, changes: readonly PlanChange[]): Promise<Held[]> {
    const people = [...new Set(changes.flatMap((one) => one.to?.technicianIds ?? []))];
    const rows = await tx.query<{ visitId: string; technicianId: string; from: Date; to: Date }>(
      `select visit_id as "visitId", technician_id as "technicianId", lower(during) as "from", upper(during) as "to"
       from visit_technicians where during is not null and technician_id = any($1::uuid[]) and visit_id <> all($2::uuid[])`,
      [people, changes.map((one) => one.visitId)],
    );
    return rows.map((row) => ({
      visitId: row.visitId,
      technicianIds: [row.technicianId],
      from: row.from.getTime(),
      to: row.to.getTime(),
    }));
  }
}

const placementOf = ({ visitId, technicianIds, from, to }: Held): Placement => {
  const slot: Slot = { from: new Date(from), to: new Date(to), technicianIds };
  return { visitId, slot };
};

const heldOf = ({ visitId }: PlanChange, place: PlanPlace): Held => ({
  visitId,
  technicianIds: place.technicianIds,
  from: Date.parse(place.from),
  to: Date.parse(place.to),
});

/** Nobody has touched it since, and nobody has promised it since. */
const stillHolds = (held: HeldVisit | undefined, change: PlanChange): boolean =>
  held !== undefined &&
  held.visit.version === change.version &&
  (held.visit.state === 'proposed' || held.visit.state === 'scheduled');

const changedMeanwhile = (changes: readonly PlanChange[], still: readonly { visitId: string }[]) =>
  conflict('plan_changed', 'The plan has changed in the meantime. Ask for the places again.', {
    visits: changes.map((one) => one.visitId).filter((id) => !still.some((one) => one.visitId === id)),
  });
