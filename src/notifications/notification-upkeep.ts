import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Job } from '../platform/jobs/job.decorators.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'notifications.forget': Record<string, never>;
  }
}

const KEEP_DAYS = 90;
const DAY_MS = 86_400_000;

/** The ticket keeps its history; what somebody was told about it is soon of no use. */
@Injectable()
export class NotificationUpkeep {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  @Job('notifications.forget', { cron: '41 3 * * *' })
  async forget(): Promise<void> {
    const before = new Date(this.clock.millis() - KEEP_DAYS * DAY_MS);
    await this.db.query('delete from notifications where created_at < $1', [before]);
  }
}
