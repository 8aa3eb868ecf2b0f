import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/http/access.decorators.js';

export type ViewPlace = 'contact' | 'ticket' | 'export';

const HOUR_MS = 3_600_000;

/** Who looked at whom: at those who are marked as special, or at everybody where the house wants it so. */
@Injectable()
export class ContactViews {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Before it is shown: what cannot be written down is not shown. */
  async note(actor: Actor, looked: string | readonly string[], place: ViewPlace): Promise<void> {
    const contactIds = [looked].flat();
    if (actor.kind !== 'user' || contactIds.length === 0) return;
    const now = this.clock.now();
    await this.db.query(
      `insert into contact_views (contact_id, user_id, hour, place, last_at)
       select c.id, $2, $3, $4, $5 from contacts c
       where c.id = any($1::uuid[]) and (c.special or (select log_all_views from privacy_settings))
       on conflict (contact_id, user_id, hour, place)
       do update set times = contact_views.times + 1, last_at = excluded.last_at`,
      [contactIds, actor.id, new Date(now.getTime() - (now.getTime() % HOUR_MS)), place, now],
    );
  }
}
