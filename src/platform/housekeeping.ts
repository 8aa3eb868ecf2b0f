import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from './clock.js';
import { Job } from './jobs/job.decorators.js';
import { OutboxRelay } from './outbox/outbox.relay.js';

declare module './jobs/job.decorators.js' {
  interface JobData {
    'outbox.sweep': Record<string, never>;
    'platform.prune': Record<string, never>;
  }
}

@Injectable()
export class Housekeeping {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  @Job('outbox.sweep', { every: 5_000 })
  async sweep(): Promise<void> {
    await this.relay.sweep();
  }

  @Job('platform.prune', { cron: '17 3 * * *' })
  async prune(): Promise<void> {
    await this.relay.prune();
    await this.db.query('delete from idempotency_keys where at < $1', [new Date(this.clock.millis() - 86_400_000)]);
  }
}
