import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { PlanChecks, rulesBroken, type Placement } from '../checks/plan-checks.service.js';
import { VisitNotices } from '../customer/visit-notices.service.js';
import { emergency } from '../planning/emergency.rules.js';
import { dateOf, minuteOf, type Reason, type Suggestion } from '../planning/planning.types.js';
import { suggest } from '../planning/suggest.rules.js';
import { VisibleVisits } from '../visits/visible-visits.js';
import { isEnded, isUnderWay } from '../visits/visit.rules.js';
import type { VisitRowView } from '../visits/visit.view.dto.js';
import { VisitRows } from '../visits/visit-rows.js';
import { PlanningProblem, type PlanningView } from './planning-problem.service.js';
import type { OfferBody, OfferedSlot, SlotReason, SlotView, SuggestBody } from './plans.dto.js';

const DAYS = 14;
const LIMIT = 6;
const OFFERED = 3;
/** At most so many make room for an emergency. */
const BUMPS = 2;
const DAY_MS = 86_400_000;
/** A window of less than this is no window. */
const LEAST_WINDOW_MS = 60 * 60_000;

/** Where a visit could go, why, and what to offer the customer. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleVisits,
    private readonly problems: PlanningProblem,
    private readonly notices: VisitNotices,
    private readonly checks: PlanChecks,
    private readonly rows: VisitRows,
  ) {}

  async suggest(actor: Actor, id: string, body: SuggestBody): Promise<SlotView[]> {
    const { view, span } = await this.look(actor, id, body, { days: DAYS, othersStay: true });
    const visit = view.problem.visits.find((one) => one.id === id)!;
    const found = suggest(visit, view.problem, { days: [span], limit: body.limit ?? LIMIT });
    return this.slots(found, view);
  }

  /** What an emergency would cost, and whom. Changes nothing. */
  async emergency(actor: Actor, id: string, body: SuggestBody): Promise<SlotView[]> {
    const { view, span } = await this.look(actor, id, body, { days: 1, othersStay: false });
    const visit = view.problem.visits.find((one) => one.id === id)!;
    const found = emergency(visit, view.problem, { days: [span], limit: body.limit ?? LIMIT, bumps: BUMPS });
    return this.slots(found, view);
  }

  private async slots(found: readonly Suggestion[], view: PlanningView): Promise<SlotView[]> {
    const bumped = await this.rows.byIds(found.flatMap(({ bumps }) => bumps.map(({ visitId }) => visitId)));
    const rows = new Map(bumped.map((visit) => [visit.id, visit]));
    return found.map((one) => slotOf(one, view, rows));
  }

  /** Times to choose from, told to the customer. Earlier offers are withdrawn. */
  async offer(actor: Actor, id: string, { slots }: OfferBody): Promise<void> {
    const chosen = slots
      ? slots.map((slot) => ({ ...slot, latest: new Date(slot.from.getTime() + LEAST_WINDOW_MS) }))
      : (await this.suggest(actor, id, { limit: OFFERED })).map((slot) => ({
          from: slot.from,
          technicianIds: slot.technicians.map((one) => one.id),
          latest: slot.latestStart,
        }));
    if (chosen.length === 0) throw conflict('no_slot', 'No time can be found that keeps every rule.');
    if (slots) await this.refuseBroken(actor, id, slots);
    await this.work.run(async (tx) => {
      const held = await this.visible.hold(tx, actor, id);
      const { visit } = held;
      if (isEnded(visit.state) || isUnderWay(visit.state)) {
        throw conflict('visit_state', 'It is too late to offer times.', { state: visit.state });
      }
      await tx.query(`update visit_offers set state = 'withdrawn' where visit_id = $1 and state = 'open'`, [id]);
      const now = this.clock.now();
      const offers = chosen.map(({ from, technicianIds, latest }) => ({
        from,
        to: new Date(from.getTime() + visit.minutes * 60_000),
        until: new Date(
          Math.max(from.getTime() + LEAST_WINDOW_MS, Math.min(latest.getTime(), from.getTime() + 2 * LEAST_WINDOW_MS)),
        ),
        technicianIds,
      }));
      for (const offer of offers) {
        await tx.query(
          `insert into visit_offers (id, visit_id, starts_at, ends_at, arrive_until, technician_ids, made_at) values ($1, $2, $3, $4, $5, $6, $7)`,
          [newId(), id, offer.from, offer.to, offer.until, offer.technicianIds, now],
        );
      }
      await this.notices.tell(tx, held, 'offer', `offer:${now.toISOString()}`, {
        slots: offers.map(({ from, until }) => ({ from, until })),
      });
      tx.emit('visit.updated', { visitId: id, ticketId: visit.ticketId, version: visit.version });
    });
  }

  /** A time that the customer could not take is no offer. Each is asked by itself, as only one will be taken. */
  private async refuseBroken(actor: Actor, id: string, slots: readonly OfferedSlot[]): Promise<void> {
    await this.visible.require(actor, id);
    const [visit] = await this.rows.byIds([id]);
    const placements = slots.map(({ from, technicianIds }): Placement => {
      const to = new Date(from.getTime() + (visit?.minutes ?? 0) * 60_000);
      return { visitId: id, slot: { from, to, technicianIds } };
    });
    const travel = await this.checks.travel(placements);
    for (const placement of placements) {
      const rules = await this.checks.broken(this.db, [placement], travel);
      if (rules.length > 0) throw rulesBroken(rules);
    }
  }

  private async look(
    actor: Actor,
    id: string,
    { from, to }: SuggestBody,
    { days, othersStay }: { days: number; othersStay: boolean },
  ) {
    await this.visible.require(actor, id);
    const begin = from ?? this.clock.now();
    const end = to ?? new Date(begin.getTime() + days * DAY_MS);
    const view = await this.problems.read({ from: begin, to: end }, { visitId: id, othersStay });
    const row = view.visits.find((one) => one.id === id);
    if (!row || isEnded(row.state) || isUnderWay(row.state)) {
      throw conflict('visit_state', 'It is not to be planned any more.', { state: row?.state ?? 'cancelled' });
    }
    return { view, span: { from: minuteOf(begin), to: minuteOf(end) } };
  }
}

function slotOf(one: Suggestion, view: PlanningView, rows: ReadonlyMap<string, VisitRowView>): SlotView {
  return {
    from: dateOf(one.start),
    to: dateOf(one.end),
    latestStart: dateOf(one.latestStart),
    technicians: one.technicianIds.map((id) => ({ id, name: view.names.get(id) ?? '' })),
    cost: Math.round(one.cost * 10) / 10,
    reasons: one.reasons.map((reason) => worded(reason, view)),
    bumps: one.bumps.flatMap((bump) => {
      const visit = rows.get(bump.visitId);
      return visit
        ? [
            {
              visit,
              from: dateOf(bump.from.start),
              to: bump.to ? dateOf(bump.to.start) : null,
              technicians: (bump.to ?? bump.from).technicianIds.map((id) => ({ id, name: view.names.get(id) ?? '' })),
            },
          ]
        : [];
    }),
  };
}

const worded = (reason: Reason, view: PlanningView): SlotReason =>
  reason.code === 'skill' ? { ...reason, skill: view.skills.get(reason.skill) ?? reason.skill } : { ...reason };
