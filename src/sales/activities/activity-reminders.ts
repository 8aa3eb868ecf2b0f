import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Events } from '../../platform/outbox/events.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'sales.remind': Record<string, never>;
  }
}

interface Due {
  activityId: string;
  userId: string;
  kind: string;
  subject: string;
  dueAt: Date;
  deal: Events['activity.reminded']['deal'];
}

/** Whoever was to be told was told within this; a reminder of yesterday helps nobody. */
const TOO_LATE_MS = 12 * 3_600_000;

/** Tells people what they planned, once, by the row that remembers it. */
@Injectable()
export class ActivityReminders {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  @Job('sales.remind', { every: 30_000 })
  async remind(): Promise<void> {
    const now = this.clock.now();
    await this.work.run(async (tx) => {
      const due = await tx.query<Due>(
        `with due as (
           update activities set reminded_at = $1
           where id in (select id from activities where remind_at <= $1 and done_at is null and deleted_at is null
                          and reminded_at is null order by remind_at limit 500 for update skip locked)
           returning *)
         select a.id as "activityId", a.owner_id as "userId", a.kind, a.subject, a.due_at as "dueAt",
           case when d.id is null then null else json_build_object('id', d.id, 'number', d.number, 'title', d.title) end as deal
         from due a left join deals d on d.id = a.deal_id
         where a.owner_id is not null and a.due_at > $2 order by a.due_at`,
        [now, new Date(now.getTime() - TOO_LATE_MS)],
      );
      for (const { dueAt, ...one } of due) tx.emit('activity.reminded', { ...one, dueAt: dueAt.toISOString() });
    });
  }
}
