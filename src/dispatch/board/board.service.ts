import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { invalid } from '../../platform/http/refusal.js';
import type { TechnicianView } from '../technicians/technician.dto.js';
import { TechniciansService } from '../technicians/technicians.service.js';
import { TechnicianHours } from '../technicians/technician-hours.service.js';
import { dateIn, dayOf, type Span } from '../technicians/week-hours.rules.js';
import { isAhead } from '../visits/visit.rules.js';
import type { VisitRowView } from '../visits/visit.view.dto.js';
import { VisitRows } from '../visits/visit-rows.js';
import type {
  BoardLeg,
  DispatchBoardQuery,
  BoardTechnician,
  DispatchBoardView,
  BoardVisit,
  PositionView,
} from './board.dto.js';
import { LiveDays } from './live-days.service.js';
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
    private readonly working: TechnicianHours,
    private readonly days: LiveDays,
  ) {}

  async read(query: DispatchBoardQuery): Promise<DispatchBoardView> {
    const now = this.clock.now();
    const { timeZone } = await this.settings.current();
    const { from, to } = spanOf(query, now, timeZone);
    const [everybody, { visits, legs }, unplanned, positions, waiting] = await Promise.all([
      this.technicians.atWork(),
      this.days.read({ from, to }),
      this.unplanned(query),
      this.positions(now),
      this.waiting(query),
    ]);
    const technicians = everybody.filter((one) => suits(one, query));
    const hours = await this.working.of(this.db, technicians, { from, to });
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
        unconfirmed: visits.filter((visit) => visit.mustConfirm && visit.state === 'scheduled').length,
        declined: visits.filter((visit) => visit.attendance === 'declined' && isAhead(visit.state)).length,
        unplanned: waiting,
      },
    };
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

  private unplanned({ territory, skill }: DispatchBoardQuery): Promise<VisitRowView[]> {
    return this.rows.read(
      `where v.state = 'proposed' and ($1::uuid is null or v.territory_id is null or v.territory_id = $1)
         and ($2::uuid is null or v.skills @> jsonb_build_array(jsonb_build_object('skillId', $2::text)))
       order by coalesce(v.due_at, t.on_site_due_at, t.due_at, v.window_to) nulls last, t.priority desc, v.id limit ${MOST_UNPLANNED}`,
      [territory ?? null, skill ?? null],
    );
  }

  private async waiting({ territory, skill }: DispatchBoardQuery): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(
      `select count(*)::int as count from visits v
       where v.state = 'proposed' and ($1::uuid is null or v.territory_id is null or v.territory_id = $1)
         and ($2::uuid is null or v.skills @> jsonb_build_array(jsonb_build_object('skillId', $2::text)))`,
      [territory ?? null, skill ?? null],
    );
    return row?.count ?? 0;
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

function spanOf({ from, to }: DispatchBoardQuery, now: Date, zone: string): Span {
  const today = dayOf(dateIn(from ?? now, zone), zone)!;
  const begin = from ?? today.from;
  const end = to ?? (from ? new Date(from.getTime() + 86_400_000) : today.to);
  if (end <= begin) throw invalid('to', 'must be after from');
  if (end.getTime() - begin.getTime() > LONGEST_MS) throw invalid('to', 'must be within five weeks of from');
  return { from: begin, to: end };
}

const suits = (technician: TechnicianView, { territory, skill }: DispatchBoardQuery): boolean =>
  (!territory || technician.territories.length === 0 || technician.territories.some((one) => one.id === territory)) &&
  (!skill || technician.skills.some((one) => one.skillId === skill));
