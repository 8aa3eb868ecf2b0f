import { Injectable } from '@nestjs/common';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import { VisibleVisits } from '../visits/visible-visits.js';
import { VisitRows } from '../visits/visit-rows.js';
import type { VisitRowView } from '../visits/visit.view.dto.js';
import { PlanChanges, type PlanChange, type PlanPlace } from './plan-changes.service.js';
import type { Bumped, InsertBody } from './plans.dto.js';

/** Puts an emergency where it must go, and those whom it pushes aside where they then go: all of it, or nothing. */
@Injectable()
export class EmergenciesService {
  constructor(
    private readonly work: Work,
    private readonly visible: VisibleVisits,
    private readonly rows: VisitRows,
    private readonly changes: PlanChanges,
  ) {}

  async insert(actor: Actor, id: string, { from, technicianIds, version, bumps = [] }: InsertBody): Promise<void> {
    if (bumps.some((one) => one.visitId === id)) throw invalid('bumps', 'names the emergency itself');
    await this.visible.require(actor, id);
    const wanted: Bumped[] = [{ visitId: id, version, to: from, technicianIds }, ...bumps];
    const known = new Map((await this.rows.byIds(wanted.map((one) => one.visitId))).map((row) => [row.id, row]));
    const changes = wanted.map((one) => changeOf(one, known.get(one.visitId)));
    const travel = await this.changes.travel(changes);
    await this.work.run(async (tx) => {
      await this.changes.apply(tx, actor, changes, { because: { emergency: id }, travel, whole: true });
    });
  }
}

/** What stands keeps the room that it was given; what moves needs what the work takes, as the planner says. */
function changeOf({ visitId, version, to, technicianIds = [] }: Bumped, row: VisitRowView | undefined): PlanChange {
  if (!row) throw conflict('plan_changed', 'The plan has changed in the meantime.', { visits: [visitId] });
  if (to && technicianIds.length === 0) throw invalid('technicianIds', 'must say who goes');
  const people = row.technicians.map((one) => one.id);
  return {
    visitId,
    version,
    from: row.plannedFrom && row.plannedTo && placeOf(row.plannedFrom, row.plannedTo, people),
    to: to ? placeOf(to, new Date(to.getTime() + row.minutes * 60_000), technicianIds) : null,
  };
}

const placeOf = (from: Date, to: Date, technicianIds: string[]): PlanPlace => ({
  from: from.toISOString(),
  to: to.toISOString(),
  technicianIds,
});
