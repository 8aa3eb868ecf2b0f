import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { invalid } from '../../platform/http/refusal.js';
import type { TechnicianView } from '../technicians/technician.dto.js';
import { TechniciansService } from '../technicians/technicians.service.js';
import { TechnicianHours } from '../technicians/technician-hours.service.js';
import { dateIn, dayOf, type Span } from '../technicians/week-hours.rules.js';
import { RoadsService } from '../roads/roads.service.js';
import type { VisitRowView } from '../visits/visit.view.dto.js';
import { VisitRows } from '../visits/visit-rows.js';
import type { BoardLeg, BoardQuery, BoardTechnician, BoardView, BoardVisit, PositionView } from './board.dto.js';
import { liveDay, type Live, type LivePlace, type LiveVisit } from './live.rules.js';
import { loadOf } from './load.rules.js';

const LONGEST_MS = 35 * 86_400_000;
const MOST_UNPLANNED = 500;
/** A place that is older says nothing about now. */
const FRESH_MS = 15 * 60_000;

/** All that the board shows, in a handful of queries. */
@Injectable()
export class BoardService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly technicians: TechniciansService,
    private readonly rows: VisitRows,
    private readonly roads: RoadsService,
    private readonly working: TechnicianHours,
  ) {}

  async read(query: BoardQuery): Promise<BoardView> {
    const now = this.clock.now();
    const { timeZone } = await this.settings.current();
    const { from, to } = spanOf(query, now, timeZone);
    const [everybody, planned, unplanned, pausedBy, positions, waiting] = await Promise.all([
      this.technicians.atWork(),
      this.rows.read(
        `where v.planned_from is not null and v.state not in ('proposed', 'cancelled') and tstzrange(v.planned_from, v.planned_to) && tstzrange($1, $2)
         order by v.planned_from, v.id limit 5000`,
        [from, to],
      ),
      this.unplanned(query),
      this.pausedMinutes(from, to),
      this.positions(now),
      this.waiting(query),
    ]);
    const technicians = everybody.filter((one) => suits(one, query));
    const hours = await this.working.of(this.db, technicians, { from, to });
    const road = this.roads.road();
    const { live, legs } = liveDay({
      visits: planned.map((row) => liveVisit(row, pausedBy.get(row.id) ?? 0)),
      homes: new Map(everybody.map((one) => [one.id, homeOf(one)])),
      road,
      now,
    });
    const visits = planned.map((row) => barOf(row, live.get(row.id)));
    return {
      from,
      to,
      now,
      timezone: timeZone,
      technicians: technicians.map((one) =>
        this.row(one, hours.get(one.id) ?? [], { from, to }, visits, legs, positions),
      ),
      visits,
      travel: legs,
      unplanned,
      counts: {
        visits: visits.length,
        done: visits.filter((visit) => visit.state === 'done').length,
        late: visits.filter((visit) => visit.risk !== 'none' && !['done', 'could_not'].includes(visit.state)).length,
        couldNot: visits.filter((visit) => visit.state === 'could_not').length,
        unplanned: waiting,
      },
    };
  }

  /** How far behind the plan everybody is who is at work now. */
  async lateNow(): Promise<Map<string, number>> {
    const { visits } = await this.read({});
    const late = new Map<string, number>();
    for (const { state, technicians, lateMinutes, overMinutes } of visits) {
      if (!['en_route', 'on_site', 'paused'].includes(state)) continue;
      for (const { id } of technicians)
        late.set(id, Math.max(late.get(id) ?? 0, overMinutes, state === 'en_route' ? lateMinutes : 0));
    }
    return late;
  }

  /** Visits of today that will begin later than this after their time. */
  async lateToday(minutes: number): Promise<{ id: string; plannedFrom: Date; startsAt: Date }[]> {
    const { visits } = await this.read({});
    return visits
      .filter(
        (visit) =>
          ['scheduled', 'confirmed'].includes(visit.state) && visit.pushedBy !== null && visit.lateMinutes > minutes,
      )
      .map(({ id, plannedFrom, startsAt }) => ({ id, plannedFrom: plannedFrom!, startsAt: startsAt! }));
  }

  private row(
    technician: TechnicianView,
    hours: Span[],
    shown: Span,
    visits: readonly BoardVisit[],
    legs: readonly BoardLeg[],
    positions: ReadonlyMap<string, PositionView>,
  ): BoardTechnician {
    const absences = technician.absences.filter((one) => one.from < shown.to && one.to > shown.from);
    const own = visits.filter((visit) => visit.technicians.some((who) => who.id === technician.id));
    const travel = legs.filter((one) => one.technicianId === technician.id).reduce((sum, one) => sum + one.minutes, 0);
    return {
      id: technician.id,
      userId: technician.userId,
      name: technician.name,
      timezone: technician.timezone,
      skills: technician.skills,
      territories: technician.territories,
      base: { address: technician.baseAddress, lat: technician.baseLat, lng: technician.baseLng },
      hours,
      absences: absences.map(({ from, to, reason }) => ({ from, to, reason })),
      load: loadOf(
        hours,
        absences,
        own.map((visit) => ({ minutes: (visit.plannedTo!.getTime() - visit.plannedFrom!.getTime()) / 60_000 })),
        travel,
      ),
      position: positions.get(technician.id) ?? null,
    };
  }

  private unplanned({ territory, skill }: BoardQuery): Promise<VisitRowView[]> {
    return this.rows.read(
      `where v.state = 'proposed' and ($1::uuid is null or v.territory_id is null or v.territory_id = $1)
         and ($2::uuid is null or v.skills @> jsonb_build_array(jsonb_build_object('skillId', $2::text)))
       order by coalesce(v.due_at, t.on_site_due_at, t.due_at, v.window_to) nulls last, t.priority desc, v.id limit ${MOST_UNPLANNED}`,
      [territory ?? null, skill ?? null],
    );
  }

  private async waiting({ territory, skill }: BoardQuery): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(
      `select count(*)::int as count from visits v
       where v.state = 'proposed' and ($1::uuid is null or v.territory_id is null or v.territory_id = $1)
         and ($2::uuid is null or v.skills @> jsonb_build_array(jsonb_build_object('skillId', $2::text)))`,
      [territory ?? null, skill ?? null],
    );
    return row?.count ?? 0;
  }

  private async pausedMinutes(from: Date, to: Date): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; minutes: number }[]>(
      `select id, paused_minutes as minutes from visits
       where planned_from is not null and paused_minutes > 0 and tstzrange(planned_from, planned_to) && tstzrange($1, $2)`,
      [from, to],
    );
    return new Map(rows.map(({ id, minutes }) => [id, minutes]));
  }

  private async positions(now: Date): Promise<Map<string, PositionView>> {
    const rows = await this.db.query<(PositionView & { technicianId: string })[]>(
      `select distinct on (p.technician_id) p.technician_id as "technicianId", p.lat, p.lng, p.accuracy, p.at
       from technician_positions p join technicians who on who.id = p.technician_id and who.shares_position
       join visits v on v.id = p.visit_id and v.state = 'en_route'
       where p.at > $1 order by p.technician_id, p.at desc`,
      [new Date(now.getTime() - FRESH_MS)],
    );
    return new Map(rows.map(({ technicianId, ...position }) => [technicianId, position]));
  }
}

function spanOf({ from, to }: BoardQuery, now: Date, zone: string): Span {
  const today = dayOf(dateIn(from ?? now, zone), zone)!;
  const begin = from ?? today.from;
  const end = to ?? (from ? new Date(from.getTime() + 86_400_000) : today.to);
  if (end <= begin) throw invalid('to', 'must be after from');
  if (end.getTime() - begin.getTime() > LONGEST_MS) throw invalid('to', 'must be within five weeks of from');
  return { from: begin, to: end };
}

const suits = (technician: TechnicianView, { territory, skill }: BoardQuery): boolean =>
  (!territory || technician.territories.length === 0 || technician.territories.some((one) => one.id === territory)) &&
  (!skill || technician.skills.some((one) => one.skillId === skill));

const homeOf = ({ id, baseLat, baseLng }: TechnicianView): LivePlace | null =>
  baseLat === null || baseLng === null ? null : { key: `home:${id}`, lat: baseLat, lng: baseLng };

export const placeOf = (place: VisitRowView['place']): LivePlace | null =>
  place && { key: place.siteId ?? `${place.lat},${place.lng},${place.address}`, lat: place.lat, lng: place.lng };

const liveVisit = (row: VisitRowView, pausedMinutes: number): LiveVisit => ({
  id: row.id,
  state: row.state,
  place: placeOf(row.place),
  technicianIds: row.technicians.map((who) => who.id),
  minutes: row.minutes,
  plannedFrom: row.plannedFrom!,
  plannedTo: row.plannedTo!,
  travelAt: row.travelAt,
  arrivedAt: row.arrivedAt,
  leftAt: row.leftAt,
  pausedMinutes,
  windowTo: row.windowTo,
  dueAt: row.dueAt,
});

const barOf = (row: VisitRowView, live: Live | undefined): BoardVisit => ({
  ...row,
  startsAt: live?.startsAt ?? row.plannedFrom,
  endsAt: live?.endsAt ?? row.plannedTo,
  lateMinutes: live?.lateMinutes ?? 0,
  overMinutes: live?.overMinutes ?? 0,
  risk: live?.risk ?? 'none',
  pushedBy: live?.pushedBy ?? null,
});
