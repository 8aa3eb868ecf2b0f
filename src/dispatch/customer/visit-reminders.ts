import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { LiveDays } from '../board/live-days.service.js';
import { VisitWriter } from '../visits/visit-writer.service.js';
import { VisitNotices, WINDOW_MINUTES } from './visit-notices.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'dispatch.remind': Record<string, never>;
    'dispatch.tell-delays': Record<string, never>;
  }
}

const HOUR_MS = 3_600_000;
/** Nobody is woken by a reminder. */
const FROM_HOUR = 9;
const UNTIL_HOUR = 20;
/** What was told is a window of an hour; only what is later than that is news. */
const NEWS_MINUTES = WINDOW_MINUTES + 15;
const STEP_MINUTES = 30;
const MOST_DELAYS = 3;

/** What customers are told by the clock. Each is told once, by the row that remembers it; a missed run tells it late or not at all. */
@Injectable()
export class VisitReminders {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: VisitWriter,
    private readonly notices: VisitNotices,
    private readonly days: LiveDays,
  ) {}

  /** The day before, by the customer's clock. */
  @Job('dispatch.remind', { every: 300_000 })
  async remind(): Promise<void> {
    const now = this.clock.now();
    const due = await this.db.query<{ id: string; from: Date }[]>(
      `select v.id, v.planned_from as "from" from visits v
       cross join (select time_zone from organisation limit 1) o
       left join sites site on site.id = v.site_id
       where v.state in ('scheduled', 'confirmed') and v.planned_from between $1 and $2
         and (v.planned_from at time zone coalesce(site.timezone, o.time_zone))::date
           = (($3::timestamptz at time zone coalesce(site.timezone, o.time_zone))::date + 1)
         and extract(hour from $3::timestamptz at time zone coalesce(site.timezone, o.time_zone)) between $4 and $5
         and not exists (select from visit_notices n where n.visit_id = v.id and n.key = 'reminder:' || to_char(v.planned_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI'))
         -- Who was told within these hours needs no reminder.
         and not exists (select from visit_notices n where n.visit_id = v.id and n.kind in ('scheduled', 'moved') and n.at > $6)
       order by v.planned_from limit 500`,
      [
        new Date(now.getTime() + 2 * HOUR_MS),
        new Date(now.getTime() + 48 * HOUR_MS),
        now,
        FROM_HOUR,
        UNTIL_HOUR - 1,
        new Date(now.getTime() - 6 * HOUR_MS),
      ],
    );
    for (const { id, from } of due) {
      await this.work.run(async (tx) => {
        const held = await this.writer.hold(tx, id);
        const still = ['scheduled', 'confirmed'].includes(held.visit.state);
        if (!still || held.visit.plannedFrom?.getTime() !== from.getTime()) return;
        await this.notices.tell(tx, held, 'reminder', `reminder:${from.toISOString().slice(0, 16)}`);
      });
    }
  }

  /** An overrun pushes what comes after it; who waits is told, each half hour once and at most three times. */
  @Job('dispatch.tell-delays', { every: 60_000 })
  async tellDelays(): Promise<void> {
    for (const { id, plannedFrom, startsAt } of await this.days.lateToday(NEWS_MINUTES)) {
      const late = (startsAt.getTime() - plannedFrom.getTime()) / 60_000;
      const step = Math.floor((late - NEWS_MINUTES) / STEP_MINUTES);
      await this.work.run(async (tx) => {
        const held = await this.writer.hold(tx, id);
        if (!['scheduled', 'confirmed'].includes(held.visit.state)) return;
        const [told] = await tx.query<{ count: number }>(
          `select count(*)::int as count from visit_notices where visit_id = $1 and kind = 'delay'`,
          [id],
        );
        if ((told?.count ?? 0) >= MOST_DELAYS) return;
        await this.notices.tell(tx, held, 'delay', `delay:${plannedFrom.toISOString()}:${step}`, {
          arrival: { from: startsAt, until: new Date(startsAt.getTime() + STEP_MINUTES * 60_000) },
        });
      });
    }
  }
}
