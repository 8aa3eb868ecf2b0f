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
} from '../planning/planning.types.js';
import { dayOf } from '../technicians/week-hours.rules.js';
import { VisitRows } from '../visits/visit-rows.js';
import { PlanChanges, type PlanChange, type PlanPlace } from './plan-changes.service.js';
import { Planners } from './planners.js';
import { PlanningProblem } from './planning-problem.service.js';
import type { AcceptedView, OptimizeBody, PlanView, ProposedChange } from './plans.dto.js';

const BUDGET_MS = 2_000;
const ITERATIONS = 200_000;

interface Row {
  id: string;
  day: string;
  state: PlanView['state'];
  madeAt: Date;
  planner: string;
  seed: number;
  before: PlanFigures;
  after: PlanFigures;
  changes: PlanChange[];
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
    private readonly changes: PlanChanges,
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
    const placed = (place: PlanPlace | null): ProposedChange['before'] =>
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
    const travel = await this.changes.travel(chosen);
    return this.work.run(async (tx) => {
      const row = await this.end(tx, actor, id, 'accepted');
      const wanted = row.changes.filter((one) => !visitIds || visitIds.includes(one.visitId));
      const applied = await this.changes.apply(tx, actor, wanted, { because: { proposal: id }, travel });
      return { applied, skipped: wanted.map((one) => one.visitId).filter((one) => !applied.includes(one)) };
    });
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

  private async names(changes: readonly PlanChange[]): Promise<Map<string, string>> {
    const ids = changes.flatMap((one) => [...(one.from?.technicianIds ?? []), ...(one.to?.technicianIds ?? [])]);
    const rows = await this.db.query<{ id: string; name: string }[]>(
      'select t.id, u.name from technicians t join users u on u.id = t.user_id where t.id = any($1::uuid[])',
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

function storedOf(change: Change, length: Map<string, number>, versions: Map<string, number>): PlanChange {
  const minutes = length.get(change.visitId) ?? 0;
  const placed = (booking: Booking | null): PlanPlace | null =>
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
