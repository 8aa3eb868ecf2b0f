import { Injectable } from '@nestjs/common';
import { CalendarsService } from '../../hours/calendars.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { conflict } from '../../platform/http/refusal.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import type { Technician } from './technician.entity.js';
import type { Span } from './week-hours.rules.js';
import { workingSpans } from './working-time.rules.js';

type Working = Pick<Technician, 'id' | 'hours' | 'timezone' | 'calendarId'>;

/** When technicians work: for the board, the field app, the planner and the checker alike. */
@Injectable()
export class TechnicianHours {
  constructor(private readonly calendars: CalendarsService) {}

  /** Working spans that touch the given one, by technician. */
  async of(reader: Pick<Tx, 'query'>, technicians: readonly Working[], span: Span): Promise<Map<string, Span[]>> {
    const ids = new Set(technicians.flatMap(({ calendarId }) => calendarId ?? []));
    const found = await Promise.all(
      [...ids].map(async (id) => [id, await this.calendars.current(reader, id)] as const),
    );
    const calendars = new Map(found);
    return new Map(
      technicians.map((one) => [one.id, workingSpans(one, calendars.get(one.calendarId ?? ''), span)] as const),
    );
  }

  @Policy('calendar.deleted', 5.4)
  async refuseToLoseHours(tx: Tx, { calendarId }: Events['calendar.deleted']): Promise<void> {
    const [user] = await tx.query<{ name: string }>(
      `select u.name from technicians t join users u on u.id = t.user_id where t.calendar_id = $1 and t.active order by u.name limit 1`,
      [calendarId],
    );
    if (user) throw conflict('calendar_in_use', `${user.name} works by it.`);
  }
}
