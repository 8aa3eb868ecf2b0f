import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { Jobs, type EventJob } from '../jobs/jobs.js';
import { Logs } from '../telemetry/logs.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Emitted } from './events.js';
import { Listeners, type RegisteredSubscriber } from './listeners.js';
import { NearLane } from './near-lane.js';

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
    private readonly near: NearLane,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  tell(events: Emitted[]): Promise<void> {
    return this.follow(
      this.handOver(events).then((told) => this.markLater(told.filter((event) => this.listeners.mustBeTold(event)))),
    );
  }

  /** Gives those that are told; what runs near is marked when it is done. */
  private async handOver(events: Emitted[]): Promise<Emitted[]> {
    const jobs: EventJob[] = [];
    const told: Emitted[] = [];
    for (const event of events) {
      const near: Promise<boolean>[] = [];
      for (const subscriber of this.listeners.subscribersFor(event)) {
        if (subscriber.lane === 'live') this.hint(subscriber, event);
        else if (subscriber.lane === 'near' && this.near.hasRoom) near.push(this.runNear(subscriber, event));
        else jobs.push(jobOf(subscriber, event));
      }
      if (near.length === 0) told.push(event);
      else void this.follow(Promise.all(near).then((done) => done.every(Boolean) && this.markLater([event])));
    }
    if (jobs.length > 0) await this.jobs.addToEvents(jobs);
    this.metrics.outboxTold.inc(events.length);
    return told;
  }

  private hint({ handle, name }: RegisteredSubscriber, event: Emitted): void {
    void handle(event.fact, event.id).catch((error: unknown) => {
      this.log.warn({ err: error, subscriber: name }, 'a live subscriber failed');
    });
  }

  /** What fails here goes the long way, where it is retried for a day. */
  private async runNear(subscriber: RegisteredSubscriber, event: Emitted): Promise<boolean> {
    const job = jobOf(subscriber, event);
    if (this.near.has(job.id)) return false;
    try {
      return await this.near.take(job.id, () => subscriber.handle(event.fact, event.id));
    } catch (error) {
      this.log.warn({ err: error, subscriber: subscriber.name }, 'failed at once; a job repeats it');
      await this.jobs.addToEvents([job]);
      return true;
    }
  }

  private follow(work: Promise<unknown>): Promise<void> {
    const run = work.then(
      () => undefined,
      (error: unknown) => this.log.warn({ err: error }, 'telling failed; the sweep will repeat it'),
    );
    this.underWay.add(run);
    return run.finally(() => this.underWay.delete(run));
  }

  private markLater(events: Emitted[]): void {
    if (events.length === 0) return;
    this.told.push(...events.map(({ id }) => id));
    this.marking ??= setTimeout(() => void this.mark(), MARK_EVERY_MS);
  }

  private async mark(): Promise<void> {
    clearTimeout(this.marking);
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
    this.markLater(await this.handOver(rows));
    await this.mark();
    return rows.length;
  }

  async prune(): Promise<void> {
    const before = new Date(this.clock.millis() - KEEP_DAYS * 86_400_000);
    await this.db.query('delete from outbox where relayed_at is not null and at < $1', [before]);
  }

  /** Everything emitted so far is handed over and marked. For shutdown and tests. */
  async drain(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
    await this.mark();
  }
}

const jobOf = ({ name }: RegisteredSubscriber, { id, fact }: Emitted): EventJob => ({
  name,
  data: { eventId: id, fact },
  id: `${id}.${name}`,
});
