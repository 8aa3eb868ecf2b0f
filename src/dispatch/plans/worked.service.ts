import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { itineraries } from '../planning/itinerary.rules.js';
import type { Stop } from '../planning/planning.types.js';
import { minuteOf } from '../planning/planning.types.js';
import { problemFromRows, type VisitRow } from '../planning/problem-rows.rules.js';
import { RoadsService } from '../roads/roads.service.js';
import type { TechnicianView } from '../technicians/technician.dto.js';
import { TechnicianHours } from '../technicians/technician-hours.service.js';
import type { Span } from '../technicians/week-hours.rules.js';

const WEEK_MS = 7 * 86_400_000;

interface Row extends Pick<VisitRow, 'id' | 'state' | 'place'> {
  from: Date;
  to: Date;
  technicianIds: string[];
}

/** What people do in the rest of the weeks that a plan touches, because a week may have only so many hours. */
@Injectable()
export class WorkedMinutes {
  constructor(
    private readonly db: DataSource,
    private readonly working: TechnicianHours,
    private readonly roads: RoadsService,
  ) {}

  /** By technician and week, of shifts that begin outside the span. Only who has such a limit is asked about. */
  async around(span: Span, everybody: readonly TechnicianView[]): Promise<Map<string, Record<string, number>>> {
    const technicians = everybody.filter(({ limits }) => typeof limits.weekMinutes === 'number');
    if (technicians.length === 0) return new Map();
    const wide = { from: new Date(span.from.getTime() - WEEK_MS), to: new Date(span.to.getTime() + WEEK_MS) };
    const [hours, rows] = await Promise.all([
      this.working.of(this.db, technicians, wide),
      this.rows(span, wide, technicians),
    ]);
    const problem = problemFromRows(technicians, rows.map(visitOf), {
      now: span.from,
      grid: 0,
      travel: this.roads.guess,
      hours,
      lateNow: new Map(),
      lastReturn: new Map(),
      knownTo: new Map(),
      open: new Map(),
    });
    const stops = problem.visits.flatMap(({ id, current }): Stop[] => (current ? [{ visitId: id, ...current }] : []));
    const worked = new Map<string, Record<string, number>>();
    const [from, to] = [minuteOf(span.from), minuteOf(span.to)];
    for (const { technician, shift, travelMinutes, visitMinutes } of itineraries({ stops }, problem).list) {
      if (shift.to > from && shift.from < to) continue;
      const own = worked.get(technician.id) ?? {};
      worked.set(technician.id, { ...own, [shift.week]: (own[shift.week] ?? 0) + travelMinutes + visitMinutes });
    }
    return worked;
  }

  private rows(span: Span, wide: Span, technicians: readonly TechnicianView[]): Promise<Row[]> {
    return this.db.query(
      `select v.id, v.state, coalesce(v.arrived_at, v.planned_from) as "from",
         greatest(coalesce(v.left_at, v.planned_to), coalesce(v.arrived_at, v.planned_from)) as "to",
         json_build_object('siteId', site.id, 'lat', coalesce(site.lat, (v.place ->> 'lat')::float8),
           'lng', coalesce(site.lng, (v.place ->> 'lng')::float8)) as place,
         (select array_agg(x.technician_id) from visit_technicians x where x.visit_id = v.id) as "technicianIds"
       from visits v left join sites site on site.id = v.site_id
       where v.planned_from is not null and v.state not in ('proposed', 'cancelled', 'could_not')
         and tstzrange(v.planned_from, v.planned_to) && tstzrange($1, $2)
         and not tstzrange(v.planned_from, v.planned_to) && tstzrange($3, $4)
         and exists (select from visit_technicians x where x.visit_id = v.id and x.technician_id = any($5::uuid[]))`,
      [wide.from, wide.to, span.from, span.to, technicians.map(({ id }) => id)],
    );
  }
}

/** No more of a visit than its minutes and its place. */
const visitOf = ({ id, state, place, from, to, technicianIds }: Row): VisitRow => ({
  id,
  state,
  place,
  minutes: (to.getTime() - from.getTime()) / 60_000,
  technicianCount: technicianIds.length,
  technicians: technicianIds.map((one) => ({ id: one })),
  plannedFrom: from,
  plannedTo: to,
  territory: null,
  skills: [],
  tools: [],
  windowFrom: null,
  windowTo: null,
  dueAt: null,
  confirmedAt: null,
  ticket: { priority: 'normal' },
});
