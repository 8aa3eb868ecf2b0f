import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { invalid } from '../../platform/http/refusal.js';
import { LiveDays } from '../board/live-days.service.js';
import type { Problem } from '../planning/planning.types.js';
import { placesOf, problemFromRows } from '../planning/problem-rows.rules.js';
import { RoadsService } from '../roads/roads.service.js';
import { SiteHoursService } from '../sites/site-hours.service.js';
import type { TechnicianView } from '../technicians/technician.dto.js';
import { TechniciansService } from '../technicians/technicians.service.js';
import { TechnicianHours } from '../technicians/technician-hours.service.js';
import type { Span } from '../technicians/week-hours.rules.js';
import { VisitRows, type BriefVisit } from '../visits/visit-rows.js';
import { WorkedMinutes } from './worked.service.js';

const GRID_MINUTES = 5;
const DAY_MS = 86_400_000;
export const FURTHEST_DAYS = 60;
const MOST_UNPLANNED = 200;

export interface PlanningView {
  problem: Problem;
  technicians: TechnicianView[];
  visits: BriefVisit[];
  names: Map<string, string>;
  skills: Map<string, string>;
}

/** The rows of a span of time as planning wants them. */
@Injectable()
export class PlanningProblem {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly technicians: TechniciansService,
    private readonly rows: VisitRows,
    private readonly roads: RoadsService,
    private readonly days: LiveDays,
    private readonly working: TechnicianHours,
    private readonly sites: SiteHoursService,
    private readonly worked: WorkedMinutes,
  ) {}

  /** `waiting`: which unplanned visits take part: one, while all others stay or not, or those that are due first. */
  async read(span: Span, waiting: { visitId: string; othersStay: boolean } | 'all'): Promise<PlanningView> {
    if (span.to <= span.from) throw invalid('to', 'must be after from');
    if (span.to.getTime() - span.from.getTime() > FURTHEST_DAYS * DAY_MS) {
      throw invalid('to', `must be within ${FURTHEST_DAYS} days of from`);
    }
    const now = this.clock.now();
    const [technicians, planned, wanted] = await Promise.all([
      this.technicians.atWork(),
      this.rows.briefly(
        `where v.planned_from is not null and v.state not in ('proposed', 'cancelled') and tstzrange(v.planned_from, v.planned_to) && tstzrange($1, $2)
         order by v.planned_from, v.id limit 5000`,
        [span.from, span.to],
      ),
      waiting === 'all'
        ? this.rows.briefly(
            `where v.state = 'proposed' and (v.window_from is null or v.window_from < $1) and (v.window_to is null or v.window_to > $2)
               and not exists (select from visit_offers o where o.visit_id = v.id and o.state = 'open' and o.starts_at > $3)
             order by coalesce(v.due_at, t.on_site_due_at, t.due_at, v.window_to) nulls last, t.priority desc, v.id limit ${MOST_UNPLANNED}`,
            [span.to, span.from, now],
          )
        : this.rows.briefly('where v.id = $1', [waiting.visitId]),
    ]);
    const visits = [...planned, ...wanted.filter((one) => !planned.some((other) => other.id === one.id))];
    // Who knows a place matters only to what may move.
    const movable = waiting !== 'all' && waiting.othersStay ? [waiting.visitId] : visits.map((visit) => visit.id);
    const [knownTo, open, hours, lastReturn, lateNow, worked] = await Promise.all([
      this.knownTo(movable),
      this.sites.spansOf(this.db, visits, span),
      this.working.of(this.db, technicians, span),
      this.lastReturns(span.from),
      this.days.lateNow(),
      this.worked.around(span, technicians),
    ]);
    const travel = await this.roads.travel(placesOf(technicians, visits));
    const problem = problemFromRows(technicians, visits, {
      now,
      grid: GRID_MINUTES,
      travel,
      hours,
      lateNow,
      lastReturn,
      worked,
      knownTo,
      open,
    });
    return {
      problem,
      technicians,
      visits,
      names: new Map(technicians.map(({ id, name }) => [id, name])),
      skills: new Map(technicians.flatMap((one) => one.skills.map(({ skillId, name }) => [skillId, name] as const))),
    };
  }

  /** Who has been at the site, or on the ticket. */
  private async knownTo(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ id: string; known: string[] }[]>(
      `select v.id, array_agg(distinct vt.technician_id) as known
       from visits v join visits e on e.id <> v.id and e.left_at is not null and (e.site_id = v.site_id or e.ticket_id = v.ticket_id)
       join visit_technicians vt on vt.visit_id = e.id
       where v.id = any($1::uuid[]) group by v.id`,
      [ids],
    );
    return new Map(rows.map(({ id, known }) => [id, known]));
  }

  private async lastReturns(before: Date): Promise<Map<string, Date>> {
    const rows = await this.db.query<{ id: string; at: Date }[]>(
      `select vt.technician_id as id, max(coalesce(v.left_at, v.planned_to)) as at
       from visits v join visit_technicians vt on vt.visit_id = v.id
       where v.planned_to <= $1 and v.planned_to > $2 and v.state not in ('proposed', 'cancelled') group by vt.technician_id`,
      [before, new Date(before.getTime() - 2 * DAY_MS)],
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }
}
