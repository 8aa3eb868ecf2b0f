import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid } from '../../platform/http/refusal.js';
import { placeOf } from '../board/live-days.service.js';
import type { LivePlace } from '../board/live.rules.js';
import { RoadsService } from '../roads/roads.service.js';
import type { Technician } from '../technicians/technician.entity.js';
import { TechnicianHours } from '../technicians/technician-hours.service.js';
import { dateIn, dayOf } from '../technicians/week-hours.rules.js';
import type { VisitView } from '../visits/visit.view.dto.js';
import { WholeVisit } from '../visits/whole-visit.js';
import { visitRef } from '../visits/visit.rules.js';
import type { FieldDay, FieldEarlierVisit, FieldVisit } from './field.dto.js';
import { FieldPeople } from './field-people.service.js';

const EARLIER = 3;
const REQUEST_LENGTH = 4_000;

/** A technician's day, complete enough to work where there is no network. */
@Injectable()
export class FieldDayService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly people: FieldPeople,
    private readonly whole: WholeVisit,
    private readonly roads: RoadsService,
    private readonly working: TechnicianHours,
  ) {}

  async read(actor: Actor, date: string | undefined): Promise<FieldDay> {
    const technician = await this.people.technician(actor);
    const now = this.clock.now();
    const wanted = date ?? dateIn(now, technician.timezone);
    const day = dayOf(wanted, technician.timezone);
    if (!day) throw invalid('date', 'must be a day such as 2026-11-18');
    const visits = await this.whole.readAll(await this.idsOf(technician.id, day.from, day.to));
    const [requests, earlier, hours, user] = await Promise.all([
      this.requests(visits),
      this.earlier(visits),
      this.working.of(this.db, [technician], day),
      this.db.query<{ name: string }[]>('select name from users where id = $1', [technician.userId]),
    ]);
    return {
      date: wanted,
      now,
      technician: {
        id: technician.id,
        name: user[0]?.name ?? '',
        timezone: technician.timezone,
        sharesPosition: technician.sharesPosition,
      },
      hours: hours.get(technician.id) ?? [],
      visits: await this.withRoads(technician, visits, requests, earlier),
    };
  }

  /** Those of the day, and what was begun before it and is not finished. */
  private async idsOf(technicianId: string, from: Date, to: Date): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `select v.id from visits v join visit_technicians vt on vt.visit_id = v.id
       where vt.technician_id = $1 and v.state <> 'proposed' and v.planned_from is not null
         and (tstzrange(v.planned_from, v.planned_to) && tstzrange($2, $3)
           or (v.state in ('en_route', 'on_site', 'paused') and v.planned_from < $3))
       order by coalesce(v.arrived_at, v.planned_from), v.id limit 100`,
      [technicianId, from, to],
    );
    return rows.map((row) => row.id);
  }

  private async withRoads(
    technician: Technician,
    visits: VisitView[],
    requests: Map<string, string>,
    earlier: Map<string, FieldEarlierVisit[]>,
  ): Promise<FieldVisit[]> {
    const home: LivePlace | null =
      technician.baseLat === null || technician.baseLng === null
        ? null
        : { key: `home:${technician.id}`, lat: technician.baseLat, lng: technician.baseLng };
    const places = visits.map((visit) => placeOf(visit.place));
    const road = this.roads.road();
    return visits.map((visit, at) => {
      const [from, to] = [at === 0 ? home : (places[at - 1] ?? null), places[at] ?? null];
      return {
        ...visit,
        travelMinutes: from && to ? road.minutes(from, to) : null,
        travelKilometres: from && to ? Math.round(road.kilometres(from, to) * 10) / 10 : null,
        request: requests.get(visit.ticket.id) ?? null,
        earlier: earlier.get(visit.id) ?? [],
      };
    });
  }

  private async requests(visits: readonly VisitView[]): Promise<Map<string, string>> {
    if (visits.length === 0) return new Map();
    const rows = await this.db.query<{ ticketId: string; text: string }[]>(
      `select distinct on (ticket_id) ticket_id as "ticketId", left(text, ${REQUEST_LENGTH}) as text
       from messages where ticket_id = any($1::uuid[]) and direction = 'in' and not automatic order by ticket_id, ticket_seq`,
      [[...new Set(visits.map((visit) => visit.ticket.id))]],
    );
    return new Map(rows.map(({ ticketId, text }) => [ticketId, text]));
  }

  private async earlier(visits: readonly VisitView[]): Promise<Map<string, FieldEarlierVisit[]>> {
    if (visits.length === 0) return new Map();
    const rows = await this.db.query<(Omit<FieldEarlierVisit, 'ref'> & { number: string; of: string })[]>(
      `select now.id as "of", e.id, e.number, e.kind, e.left_at as at, coalesce(e.outcome ->> 'text', '') as text,
         array(select u.name from visit_technicians vt join technicians w on w.id = vt.technician_id
           join users u on u.id = w.user_id where vt.visit_id = e.id order by vt.place) as technicians
       from visits now cross join lateral (
         select * from visits x where x.site_id = now.site_id and x.id <> now.id and x.left_at is not null
         order by x.left_at desc limit ${EARLIER}) e
       where now.id = any($1::uuid[]) order by now.id, e.left_at desc`,
      [visits.map((visit) => visit.id)],
    );
    const found = new Map<string, FieldEarlierVisit[]>();
    for (const { of, number, ...visit } of rows) {
      found.set(of, [...(found.get(of) ?? []), { ...visit, ref: visitRef(Number(number)) }]);
    }
    return found;
  }
}
