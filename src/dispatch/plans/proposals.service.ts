import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import {
  dateOf,
  minuteOf,
  type Booking,
  type Change,
  type PlanFigures,
  type Planner,
  type Travel,
} from '../planning/planning.types.js';
import { dayOf } from '../technicians/week-hours.rules.js';
import { PlanChecks, type Placement } from '../checks/plan-checks.service.js';
import type { Slot } from '../visits/visit.rules.js';
import { VisitPlanning } from '../visits/visit-planning.service.js';
import { VisitWriter, type HeldVisit } from '../visits/visit-writer.service.js';
import { VisitRows } from '../visits/visit-rows.js';
import { applicable, type Held } from './applicable.rules.js';
import { Planners } from './planners.js';
import { PlanningProblem } from './planning-problem.service.js';
import type { AcceptedView, OptimizeBody, PlanView, ProposedChange } from './plans.dto.js';

const BUDGET_MS = 2_000;
const ITERATIONS = 200_000;

interface StoredChange {
  visitId: string;
  version: number;
  from: StoredPlace | null;
  to: StoredPlace | null;
}
interface StoredPlace {
  from: string;
  to: string;
  technicianIds: string[];
}
interface Row {
  id: string;
  day: string;
  state: PlanView['state'];
  madeAt: Date;
  planner: string;
  seed: number;
  before: PlanFigures;
  after: PlanFigures;
  changes: StoredChange[];
  unplanned: string[];
}

/** Plans for a day that change nothing until somebody accepts them, and then only what still holds. */
@Injectable()
export class ProposalsService {
  private readonly planner: Planner;

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly problems: PlanningProblem,
    private readonly planning: VisitPlanning,
    private readonly checks: PlanChecks,
    private readonly writer: VisitWriter,
    private readonly rows: VisitRows,
    planners: Planners,
  ) {
    this.planner = planners.current;
  }

  async make(actor: Actor, { day, seed = 1, budgetMs = BUDGET_MS }: OptimizeBody): Promise<string> {
    const { timeZone } = await this.settings.current();
    const span = dayOf(day, timeZone);
    if (!span) throw invalid('day', 'must be a day such as 2026-11-18');
    const { problem, visits } = await this.problems.read(span, 'all');
    const begun = this.clock.millis();
    const found = await this.planner.optimise(problem, {
      seed,
      horizon: { from: minuteOf(span.from), to: minuteOf(span.to) },
      iterations: ITERATIONS,
      budget: { ms: budgetMs, elapsedMs: () => this.clock.millis() - begun },
    });
    const length = new Map(problem.visits.map((visit) => [visit.id, visit.duration]));
    const versions = new Map(visits.map((visit) => [visit.id, visit.version]));
    const stored = found.changes.map((change) => storedOf(change, length, versions));
    const id = newId();
    await this.db.query(
      `insert into dispatch_proposals (id, day, made_by, made_at, planner, seed, before, after, changes, unplanned)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        day,
        actor.id,
        this.clock.now(),
        this.planner.name,
        seed,
        JSON.stringify(found.before),
        JSON.stringify(found.after),
        JSON.stringify(stored),
        [...found.unplanned],
      ],
    );
    return id;
  }

  async one(id: string): Promise<PlanView> {
    const row = await this.row(id);
    const visits = new Map((await this.rows.byIds(row.changes.map((one) => one.visitId))).map((one) => [one.id, one]));
    const names = await this.names(row.changes);
    const placed = (place: StoredPlace | null): ProposedChange['before'] =>
      place && {
        from: new Date(place.from),
        to: new Date(place.to),
        technicians: place.technicianIds.map((who) => ({ id: who, name: names.get(who) ?? '' })),
      };
    return {
      ...row,
      changes: row.changes.flatMap(({ visitId, from, to }) => {
        const visit = visits.get(visitId);
        return visit ? [{ visit, before: placed(from), after: placed(to) }] : [];
      }),
    };
  }

  discard(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      await this.end(tx, actor, id, 'discarded');
    });
  }

  /** One transaction: the plan stands as a whole, without what no longer fits into it. */
  async accept(actor: Actor, id: string, visitIds: string[] | undefined): Promise<AcceptedView> {
    const chosen = (await this.row(id)).changes.filter((one) => !visitIds || visitIds.includes(one.visitId));
    const travel = await this.checks.travel(
      chosen.flatMap((one) => (one.to ? [placementOf(heldOf(one, one.to))] : [])),
    );
    return this.work.run(async (tx) => {
      const row = await this.end(tx, actor, id, 'accepted');
      const wanted = row.changes.filter((one) => !visitIds || visitIds.includes(one.visitId));
      const held = await this.hold(tx, wanted);
      const { moves, leaving } = await this.holding(
        tx,
        wanted.filter((one) => stillHolds(held.get(one.visitId), one)),
        travel,
      );
      const freed = [...moves.map((move) => move.visitId), ...leaving.map((one) => one.visitId)];
      await tx.query('update visit_technicians set during = null where visit_id = any($1::uuid[])', [freed]);
      const because = { proposal: id };
      for (const { visitId } of leaving) {
        await this.writer.step(
          tx,
          held.get(visitId)!,
          actor,
          'unschedule',
          { because },
          { plannedFrom: null, plannedTo: null },
        );
      }
      for (const move of moves) {
        const { slot } = placementOf(move);
        await this.planning.plan(tx, held.get(move.visitId)!, actor, slot, { because, travel, checked: true });
      }
      return { applied: freed, skipped: wanted.map((one) => one.visitId).filter((one) => !freed.includes(one)) };
    });
  }

  /**
   * What of a plan keeps every rule today: hours, absences and skills may have changed since it was made, and others were
   * planned. What does not is left where it was, and then the rest is asked again. Nobody forces a plan.
   */
  private async holding(
    tx: Tx,
    changes: readonly StoredChange[],
    travel: Travel,
  ): Promise<{ moves: Held[]; leaving: StoredChange[] }> {
    let still = await this.withoutGone(tx, changes);
    for (;;) {
      const leaving = still.filter((one) => !one.to);
      const places = still.flatMap((one) =>
        one.to ? [{ ...heldOf(one, one.to), now: one.from && heldOf(one, one.from) }] : [],
      );
      const { moves } = applicable(places, await this.others(tx, still));
      const broken = await this.checks.broken(
        tx,
        moves.map(placementOf),
        travel,
        leaving.map((one) => one.visitId),
      );
      if (broken.length === 0) return { moves, leaving };
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
  private async withoutGone(tx: Tx, changes: readonly StoredChange[]): Promise<StoredChange[]> {
    const people = [...new Set(changes.flatMap((one) => one.to?.technicianIds ?? []))];
    const rows = await tx.query<{ id: string; active: boolean }>(
      `select t.id, t.active and u.active as active from technicians t join users u on u.id = t.user_id
       where t.id = any($1::uuid[]) order by t.id for update of t`,
      [people],
    );
    const here = new Set(rows.filter((row) => row.active).map((row) => row.id));
    return changes.filter((one) => !one.to || one.to.technicianIds.every((id) => here.has(id)));
  }

  /** In the order of tickets, so that two who accept at once do not wait for each other. */
  private async hold(tx: Tx, changes: readonly StoredChange[]): Promise<Map<string, HeldVisit>> {
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

  private async others(tx: Tx, changes: readonly StoredChange[]): Promise<Held[]> {
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

  private async end(tx: Tx, actor: Actor, id: string, state: 'accepted' | 'discarded'): Promise<Row> {
    const row = await this.row(id, tx);
    const ended = await tx.query(
      `update dispatch_proposals set state = $2, ended_at = $3, ended_by = $4 where id = $1 and state = 'open' returning id`,
      [id, state, this.clock.now(), actor.id],
    );
    if (ended.length === 0)
      throw conflict('proposal_ended', 'This proposal was accepted or discarded before.', { state: row.state });
    return row;
  }

  private async row(id: string, tx?: Tx): Promise<Row> {
    const [row] = await (tx?.manager ?? this.db).query<Row[]>(
      `select id, to_char(day, 'YYYY-MM-DD') as day, state, made_at as "madeAt", planner, seed, before, after, changes, unplanned
       from dispatch_proposals where id = $1`,
      [id],
    );
    if (!row) throw notFound('proposal');
    return row;
  }

  private async names(changes: readonly StoredChange[]): Promise<Map<string, string>> {
    const ids = changes.flatMap((one) => [...(one.from?.technicianIds ?? []), ...(one.to?.technicianIds ?? [])]);
    const rows = await this.db.query<{ id: string; name: string }[]>(
      'select t.id, u.name from technicians t join users u on u.id = t.user_id where t.id = any($1::uuid[])',
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

function storedOf(change: Change, length: Map<string, number>, versions: Map<string, number>): StoredChange {
  const minutes = length.get(change.visitId) ?? 0;
  const placed = (booking: Booking | null): StoredPlace | null =>
    booking && {
      from: dateOf(booking.start).toISOString(),
      to: dateOf(booking.start + minutes).toISOString(),
      technicianIds: [...booking.technicianIds],
    };
  return {
    visitId: change.visitId,
    version: versions.get(change.visitId) ?? 0,
    from: placed(change.from),
    to: placed(change.to),
  };
}

const placementOf = ({ visitId, technicianIds, from, to }: Held): Placement => {
  const slot: Slot = { from: new Date(from), to: new Date(to), technicianIds };
  return { visitId, slot };
};

const heldOf = ({ visitId }: StoredChange, place: StoredPlace): Held => ({
  visitId,
  technicianIds: place.technicianIds,
  from: Date.parse(place.from),
  to: Date.parse(place.to),
});

/** Nobody has touched it since, and nobody has promised it since. */
const stillHolds = (held: HeldVisit | undefined, change: StoredChange): boolean =>
  held !== undefined &&
  held.visit.version === change.version &&
  (held.visit.state === 'proposed' || held.visit.state === 'scheduled');
