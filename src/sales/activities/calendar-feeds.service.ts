import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ActorsService } from '../../identity/sessions/actors.service.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { randomToken, tokenHash } from '../../platform/crypto/tokens.js';
import { Work } from '../../platform/database/work.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { notFound } from '../../platform/http/refusal.js';
import { calendarText, type CalendarEntry } from './calendar.rules.js';
import type { FeedView } from './activity.dto.js';

const DAYS_BACK = 30;
const DAYS_AHEAD = 365;
const DAY_MS = 86_400_000;
const TOKEN = /^cal_[\w-]{43}$/;

/** A link by which somebody's other calendar shows what they planned here. It tells, and takes nothing. */
@Injectable()
export class CalendarFeeds {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly actors: ActorsService,
    private readonly audit: AuditService,
  ) {}

  async state(me: Actor): Promise<FeedView> {
    const rows = await this.db.query<object[]>('select 1 from calendar_feeds where user_id = $1', [me.id]);
    return { exists: rows.length > 0, url: null };
  }

  async make(me: Actor): Promise<FeedView> {
    const token = randomToken('cal_');
    await this.work.run(async (tx) => {
      await tx.query(
        `insert into calendar_feeds (user_id, token_hash, created_at) values ($1, $2, $3)
         on conflict (user_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at`,
        [me.id, tokenHash(token), this.clock.now()],
      );
      await this.audit.record(tx, { actor: me, action: 'calendar-feed.made' });
    });
    return { exists: true, url: `${this.config.publicUrl}/api/v1/calendars/${token}/activities.ics` };
  }

  async remove(me: Actor): Promise<void> {
    await this.db.query('delete from calendar_feeds where user_id = $1', [me.id]);
  }

  /** With the rights that its owner has now: who may see no deals any more has no calendar here. */
  async read(token: string): Promise<string> {
    const [row] = TOKEN.test(token)
      ? await this.db.query<{ userId: string }[]>(
          'select user_id as "userId" from calendar_feeds where token_hash = $1',
          [tokenHash(token)],
        )
      : [];
    const [owner] = row ? await this.actors.of([row.userId]) : [];
    if (!owner || !can(owner, 'deals:read')) throw notFound('calendar');
    const now = this.clock.millis();
    const rows = await this.db.query<(CalendarEntry & { number: string | null; title: string | null })[]>(
      `select a.id, a.kind, a.subject, a.due_at as "dueAt", a.minutes, a.place, a.notes, a.updated_at as "updatedAt", a.version,
         d.number, d.title,
         array_remove(array[c.name, k.name] || array(select x ->> 'name' from jsonb_array_elements(a.attendees) x), null) as with
       from activities a left join deals d on d.id = a.deal_id left join companies c on c.id = a.company_id
       left join contacts k on k.id = a.contact_id
       where a.owner_id = $1 and a.deleted_at is null and a.done_at is null and a.due_at between $2 and $3
       order by a.due_at limit 2000`,
      [owner.id, new Date(now - DAYS_BACK * DAY_MS), new Date(now + DAYS_AHEAD * DAY_MS)],
    );
    return calendarText(
      owner.name,
      rows.map(({ number, title, ...one }) => ({
        ...one,
        with: [...new Set(one.with)],
        subject: title ? `${one.subject} · ${title}` : one.subject,
        url: `${this.config.publicUrl}/sales${number ? `/deals/${number}` : '/my-day'}`,
      })),
    );
  }
}
