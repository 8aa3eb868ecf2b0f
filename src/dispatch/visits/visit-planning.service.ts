import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, invalid, type Refusal } from '../../platform/http/refusal.js';
import type { Because } from '../../tickets/ticket-writer.service.js';
import { PlanChecks, rulesBroken } from '../checks/plan-checks.service.js';
import type { Travel } from '../planning/planning.types.js';
import { VisibleVisits } from './visible-visits.js';
import type { ScheduleVisit } from './visit.dto.js';
import type { Visit } from './visit.entity.js';
import { isUnderWay, visitRef, type Slot } from './visit.rules.js';
import { VisitWriter, type HeldVisit } from './visit-writer.service.js';

const NO_OVERLAP = 'visit_technicians_no_double_booking';
/** Nobody plans further ahead, and nobody plans what is long past. */
const FURTHEST_MS = 3 * 366 * 86_400_000;

/** How a plan comes to be. */
export interface PlanOptions {
  because?: Because;
  /** Journeys, asked before the transaction began. */
  travel: Travel;
  /** Broken rules are written down instead of refused. Nobody forces somebody into two places. */
  force?: boolean;
  /** The rules were asked already, for the whole of which this is a part. */
  checked?: boolean;
}

interface Clash {
  visitId: string;
  number: string;
  technicianId: string;
  technician: string;
  from: Date;
  to: Date;
}

/** Gives visits their time and their people. Two visits never get a minute of the same person. */
@Injectable()
export class VisitPlanning {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly visible: VisibleVisits,
    private readonly writer: VisitWriter,
    private readonly checks: PlanChecks,
  ) {}

  async schedule(actor: Actor, id: string, body: ScheduleVisit): Promise<void> {
    const { from, to, technicianIds, version, force = false } = body;
    if (force && !can(actor, 'visits:force')) {
      throw forbidden('You may plan, but not against the rules of planning.');
    }
    const travel = await this.travel(actor, id, body);
    let slot: Slot | undefined;
    try {
      await this.work.run(async (tx) => {
        const held = await this.visible.hold(tx, actor, id, version);
        slot = { from, to: to ?? lengthFrom(from, held.visit.minutes), technicianIds };
        await this.plan(tx, held, actor, slot, { travel, force });
      });
    } catch (error) {
      throw (slot && (await this.overlapOf(error, id, slot))) ?? error;
    }
  }

  /** Within a transaction that holds the visit. */
  async plan(tx: Tx, held: HeldVisit, actor: Actor, slot: Slot, options: PlanOptions): Promise<void> {
    const { visit } = held;
    const { because = null, travel, force = false, checked = false } = options;
    if (isUnderWay(visit.state))
      throw conflict('visit_under_way', 'Somebody is at it already.', { state: visit.state });
    this.refuseImpossible(visit, slot);
    await this.holdTechnicians(tx, slot.technicianIds);
    const [clash] = await this.clashes(tx.manager, visit.id, slot);
    if (clash) throw doubleBooking(clash);
    const rules = checked ? [] : await this.checks.broken(tx, [{ visitId: visit.id, slot }], travel);
    if (rules.length > 0 && !force) throw rulesBroken(rules);
    const moved =
      visit.plannedFrom?.getTime() !== slot.from.getTime() || visit.plannedTo?.getTime() !== slot.to.getTime();
    const stays = visit.state === 'confirmed' && !moved;
    Object.assign(visit, { plannedFrom: slot.from, plannedTo: slot.to });
    await this.writer.assign(tx, visit, slot.technicianIds);
    await this.writer.step(
      tx,
      held,
      actor,
      'schedule',
      {
        because,
        data: {
          from: slot.from,
          to: slot.to,
          technicianIds: [...slot.technicianIds],
          moved,
          ...(rules.length > 0 && { forced: rules }),
        },
      },
      moved ? { confirmedAt: null, attendance: null, attendanceAt: null } : {},
    );
    // Other people at the same time is no new promise to the customer.
    if (stays) await this.writer.step(tx, held, actor, 'confirm', { because: { kept: true } });
  }

  /** What stands in the way, where the database had to say no at the last moment. */
  async overlapOf(error: unknown, visitId: string, slot: Slot): Promise<Refusal | undefined> {
    const { driverError } = (error ?? {}) as { driverError?: { constraint?: string } };
    if (driverError?.constraint !== NO_OVERLAP) return undefined;
    const [clash] = await this.clashes(this.db, visitId, slot);
    return clash ? doubleBooking(clash) : conflict('double_booking', 'Somebody else has just taken this time.');
  }

  private async travel(actor: Actor, id: string, { from, to, technicianIds }: ScheduleVisit): Promise<Travel> {
    await this.visible.require(actor, id);
    return this.checks.travel([{ visitId: id, slot: { from, to: to ?? from, technicianIds } }]);
  }

  private refuseImpossible(visit: Visit, { from, to, technicianIds }: Slot): void {
    if (to <= from) throw invalid('to', 'must be after from');
    if (to.getTime() - from.getTime() > 86_400_000) throw invalid('to', 'must be within a day of from');
    const distance = Math.abs(from.getTime() - visit.createdAt.getTime());
    if (distance > FURTHEST_MS) throw invalid('from', 'must be within three years');
    if (new Set(technicianIds).size < technicianIds.length) throw invalid('technicianIds', 'names somebody twice');
  }

  /** In the order of their ids. Whoever else plans them waits here instead of meeting in a deadlock at the constraint. */
  private async holdTechnicians(tx: Tx, ids: readonly string[]): Promise<void> {
    const rows = await tx.query<{ active: boolean }>(
      `select t.active and u.active as active from technicians t join users u on u.id = t.user_id
       where t.id = any($1::uuid[]) order by t.id for update of t`,
      [[...ids]],
    );
    if (rows.length < ids.length) throw invalid('technicianIds', 'names a technician who does not exist');
    if (rows.some((row) => !row.active)) throw invalid('technicianIds', 'names a technician who no longer works here');
  }

  private clashes(db: Pick<DataSource, 'query'>, visitId: string, { from, to, technicianIds }: Slot): Promise<Clash[]> {
    return db.query(
      `select v.id as "visitId", v.number, who.id as "technicianId", u.name as technician, lower(vt.during) as "from", upper(vt.during) as "to"
       from visit_technicians vt join visits v on v.id = vt.visit_id
       join technicians who on who.id = vt.technician_id join users u on u.id = who.user_id
       where vt.technician_id = any($1::uuid[]) and vt.during && tstzrange($2, $3) and vt.visit_id <> $4
       order by lower(vt.during) limit 1`,
      [[...technicianIds], from, to, visitId],
    );
  }
}

const lengthFrom = (from: Date, minutes: number): Date => new Date(from.getTime() + minutes * 60_000);

function doubleBooking({ number, ...clash }: Clash): Refusal {
  const ref = visitRef(Number(number));
  return conflict('double_booking', `${clash.technician} is at ${ref} then.`, { conflictsWith: { ...clash, ref } });
}
