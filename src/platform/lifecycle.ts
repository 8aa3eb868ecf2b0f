import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from './config.js';
import { Jobs } from './jobs/jobs.js';
import { Workers } from './jobs/workers.js';
import { Listeners } from './outbox/listeners.js';
import { NearLane } from './outbox/near-lane.js';
import { OutboxRelay } from './outbox/outbox.relay.js';
import { HealthProbes } from './telemetry/health.js';

/** The order in which the platform starts and stops: listeners before workers; workers, outbox and jobs before the database. */
@Injectable()
export class Lifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly config: Config,
    private readonly db: DataSource,
    private readonly listeners: Listeners,
    private readonly workers: Workers,
    private readonly near: NearLane,
    private readonly relay: OutboxRelay,
    private readonly jobs: Jobs,
    private readonly probes: HealthProbes,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.listeners.discover();
    this.workers.discover();
    this.addProbes();
    await this.workers.start();
  }

  private addProbes(): void {
    this.probes.add('database', async () => {
      const [row] = await this.db.query<{ version: string }[]>(`select current_setting('server_version') as version`);
      return { ok: true, detail: `PostgreSQL ${row?.version}` };
    });
    this.probes.add('migrations', async () => {
      const [row] = await this.db.query<{ count: string }[]>('select count(*) from migrations');
      return { ok: true, detail: `${row?.count} applied` };
    });
    this.probes.add('jobs', () => {
      const running = this.workers.running;
      if (!this.config.serves.worker) return { ok: true, detail: 'run by another process' };
      return { ok: running > 0, detail: `${running} queues served` };
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.near.close();
    await this.workers.stop();
    await this.relay.drain();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.jobs.close();
  }
}
