import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/access.decorators.js';

/** When today ends, and which day it is, by somebody's own clock; by the firm's where nobody asks. */
@Injectable()
export class DayEnds {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor): Promise<Date> {
    return (await this.today(actor)).endsAt;
  }

  async today(actor: Actor): Promise<{ day: string; zone: string; endsAt: Date }> {
    const [row] = await this.db.query<{ day: string; zone: string; endsAt: Date }[]>(
      `select (z.zone_now)::date::text as day, z.zone, (((z.zone_now)::date + 1)::timestamp at time zone z.zone) as "endsAt"
       from (select zone, $2::timestamptz at time zone zone as zone_now
             from (select coalesce((select time_zone from users where id = $1), (select time_zone from organisation limit 1), 'UTC') as zone) o) z`,
      [actor.id, this.clock.now()],
    );
    return row!;
  }
}
