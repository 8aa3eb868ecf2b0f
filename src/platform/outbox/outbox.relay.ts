import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { Jobs } from '../jobs/jobs.js';
import { Logs } from '../telemetry/logs.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Emitted } from './events.js';
import { Listeners } from './listeners.js';

/** Rows younger than this are still on their way through `tell`. */
const SWEEP_AFTER_MS = 3_000;
const SWEEP_BATCH = 500;
const KEEP_DAYS = 7;
/** Told rows are marked together: one statement for a burst instead of one for each commit. */
const MARK_EVERY_MS = 50;

/**
 * Tells committed facts to their subscribers: at once after the commit, and by a sweep for what a crash left behind.
 * Telling twice is harmless, because a job's id is made of the event and the subscriber.
 */
@Injectable()
export class OutboxRelay {
  private readonly log = Logs.for('outbox');
  private readonly told: string[] = [];
  private marking: NodeJS.Timeout | undefined;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly db: DataSource,
    private readonly listeners: Listeners,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  tell(events: Emitted[]): Promise<void> {
    const run = this.handOver(events).catch((error: unknown) => {
      this.log.warn({ err: error }, 'telling failed; the sweep will repeat it');
    });
    this.underWay.add(run);
    return run.finally(() => this.underWay.delete(run));
  }

  private async handOver(events: Emitted[]): Promise<void> {
    const jobs: { name: string; data: object; id: string }[] = [];
    for (const event of events) {
      for (const subscriber of this.listeners.subscribersFor(event)) {
        if (subscriber.lane === 'job') {
          jobs.push({
            name: subscriber.name,
            data: { eventId: event.id, fact: event.fact },
            id: `${event.id}.${subscriber.name}`,
          });
        } else {
          void subscriber.handle(event.fact, event.id).catch((error: unknown) => {
            this.log.warn({ err: error, subscriber: subscriber.name }, 'a live subscriber failed');
          });
        }
      }
    }
    if (jobs.length > 0) await this.jobs.addToEvents(jobs);
    this.metrics.outboxTold.inc(events.length);
    this.markLater(events.map((e) => e.id));
  }

  private markLater(ids: string[]): void {
    this.told.push(...ids);
    this.marking ??= setTimeout(() => void this.mark(), MARK_EVERY_MS);
  }

  private async mark(): Promise<void> {
    this.marking = undefined;
    const ids = this.told.splice(0);
    if (ids.length === 0) return;
    await this.db
      .query('update outbox set relayed_at = $2 where id = any($1)', [ids, this.clock.now()])
      .catch((error: unknown) => this.log.warn({ err: error }, 'marking failed; the sweep will tell again'));
  }

  /** Finds what was committed but not told: the process died in between. Returns how many. */
  async sweep(olderThanMs = SWEEP_AFTER_MS): Promise<number> {
    const before = new Date(this.clock.millis() - olderThanMs);
    const rows: Emitted[] = await this.db.query(
      'select id, name, fact from outbox where relayed_at is null and at <= $1 order by id limit $2',
      [before, SWEEP_BATCH],
    );
    if (rows.length > 0) await this.handOver(rows);
    if (rows.length > 0) await this.mark();
    return rows.length;
  }

  async prune(): Promise<void> {
    const before = new Date(this.clock.millis() - KEEP_DAYS * 86_400_000);
    await this.db.query('delete from outbox where relayed_at is not null and at < $1', [before]);
  }

  /** Everything emitted so far is handed over and marked. For shutdown and tests. */
  async drain(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
    clearTimeout(this.marking);
    await this.mark();
  }
}
