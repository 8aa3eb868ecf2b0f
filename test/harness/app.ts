import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication, Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createApplication } from '../../src/application.js';
import { Config } from '../../src/platform/config.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { OutboxRelay } from '../../src/platform/outbox/outbox.relay.js';
import { Logs } from '../../src/platform/telemetry/logs.js';
import { makeDatabase, type TestDatabase } from './database.js';
import { Door } from './door.js';

/** A retry after a failure comes within this; what is planned for later (an undo window, a second attempt) is not waited for. */
const SOON_MS = 2_000;

/** The whole application on a database of its own, listening on a free port. One for each test file. */
export class TestApp {
  private constructor(
    private running: INestApplication,
    readonly config: Config,
    readonly url: string,
    private readonly folder: string,
    private readonly database: TestDatabase,
  ) {}

  static async boot(settings: Record<string, string> = {}): Promise<TestApp> {
    const database = await makeDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'frontdesk-app-'));
    const config = Config.fromEnvironment({
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      PORT: '0',
      SMTP_PORT: '0',
      LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
      SECRET_KEY: 'a secret for tests, which is not one',
      REDIS_URL: process.env.FRONTDESK_TEST_REDIS,
      ...settings,
    });
    Logs.setLevel(config.get('LOG_LEVEL'));
    const nest = await createApplication(config, { embedded: true });
    await nest.listen(0, '127.0.0.1');
    const { port } = (nest.getHttpServer() as { address(): AddressInfo }).address();
    return new TestApp(nest, config, `http://127.0.0.1:${port}`, folder, database);
  }

  get nest(): INestApplication {
    return this.running;
  }

  /** What a deployment does: the process stops, and another starts on the same data, port and files. */
  async restart(): Promise<void> {
    await this.running.close();
    this.running = await createApplication(this.config, { embedded: true });
    await this.running.listen(Number(new URL(this.url).port), '127.0.0.1');
  }

  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.nest.get<T>(token as Type<T>, { strict: false });
  }

  get db(): DataSource {
    return this.get(DataSource);
  }

  /** Requests without an account. `test/harness/people.ts` makes doors for somebody. */
  get anyone(): Door {
    return new Door(this.url);
  }

  /** Waits until everything that was committed has had its effects: outbox told, jobs done. Plans for later may wait. */
  async settle(timeoutMs = 15_000): Promise<void> {
    const until = Date.now() + timeoutMs;
    // Quiet twice: a job that ends between two looks may just have told what makes the next one.
    for (let quiet = 0; quiet < 2;) {
      await this.get(OutboxRelay).drain();
      await this.get(OutboxRelay).sweep(0);
      const open = await Promise.all((['events', 'work'] as const).map((name) => this.openJobs(name)));
      quiet = open.every((count) => count === 0) ? quiet + 1 : 0;
      if (Date.now() > until) throw new Error(`jobs are still open: ${open.join(' events, ')} work`);
      await new Promise((done) => setTimeout(done, 15));
    }
  }

  private async openJobs(name: 'events' | 'work'): Promise<number> {
    const queue = this.get(Jobs).queue(name);
    const {
      waiting = 0,
      active = 0,
      prioritized = 0,
      delayed = 0,
    } = await queue.getJobCounts('waiting', 'active', 'prioritized', 'delayed');
    if (delayed === 0) return waiting + active + prioritized;
    const soon = Date.now() + SOON_MS;
    const due = (await queue.getDelayed()).filter((job) => job.timestamp + (job.opts.delay ?? 0) < soon);
    return waiting + active + prioritized + due.length;
  }

  async close(): Promise<void> {
    await this.running.close();
    rmSync(this.folder, { recursive: true, force: true });
    await this.database.drop();
  }
}
