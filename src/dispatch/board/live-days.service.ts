import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { RoadsService } from '../roads/roads.service.js';
import type { TechnicianView } from '../technicians/technician.dto.js';
import { TechniciansService } from '../technicians/technicians.service.js';
import { dateIn, dayOf, type Span } from '../technicians/week-hours.rules.js';
import type { VisitRowView } from '../visits/visit.view.dto.js';
import { VisitRows } from '../visits/visit-rows.js';
import type { BoardLeg, BoardVisit } from './board.dto.js';
import { liveDay, type Live, type LivePlace, type LiveVisit } from './live.rules.js';

/** What is planned, as it really runs. */
@Injectable()
export class LiveDays {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly technicians: TechniciansService,
    private readonly rows: VisitRows,
    private readonly roads: RoadsService,
  ) {}

  async read({ from, to }: Span): Promise<{ visits: BoardVisit[]; legs: BoardLeg[] }> {
    const [everybody, planned, pausedBy] = await Promise.all([
      this.technicians.atWork(),
      this.rows.read(
        `where v.planned_from is not null and v.state not in ('proposed', 'cancelled') and tstzrange(v.planned_from, v.planned_to) && tstzrange($1, $2)
         order by v.planned_from, v.id limit 5000`,
        [from, to],
      ),
      this.pausedMinutes(from, to),
    ]);
    const { live, legs } = liveDay({
      visits: planned.map((row) => liveVisit(row, pausedBy.get(row.id) ?? 0)),
      homes: new Map(everybody.map((one) => [one.id, homeOf(one)])),
      road: this.roads.road(),
      now: this.clock.now(),
    });
    return { visits: planned.map((row) => barOf(row, live.get(row.id))), legs };
  }

  /** How far behind the plan everybody is who is at work now. */
  async lateNow(): Promise<Map<string, number>> {
    const { visits } = await this.today();
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
    const { visits } = await this.today();
    return visits
      .filter(
        (visit) =>
          ['scheduled', 'confirmed'].includes(visit.state) && visit.pushedBy !== null && visit.lateMinutes > minutes,
      )
      .map(({ id, plannedFrom, startsAt }) => ({ id, plannedFrom: plannedFrom!, startsAt: startsAt! }));
  }

  private async today() {
    const { timeZone } = await this.settings.current();
    return this.read(dayOf(dateIn(this.clock.now(), timeZone), timeZone)!);
  }

  private async pausedMinutes(from: Date, to: Date): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; minutes: number }[]>(
      `select id, paused_minutes as minutes from visits
       where planned_from is not null and paused_minutes > 0 and tstzrange(planned_from, planned_to) && tstzrange($1, $2)`,
      [from, to],
    );
    return new Map(rows.map(({ id, minutes }) => [id, minutes]));
  }
}

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
