import { Injectable } from '@nestjs/common';
import { Queue, Worker, type JobsOptions, type Processor } from 'bullmq';
import { Config } from '../config.js';
import type { JobData, JobName } from './job.decorators.js';
import { PostgresJobs } from './postgres-jobs.js';

/**
 * `events`: one job for each event and subscriber. `work`: named jobs. `clock`: what repeats by itself.
 * Three queues, because every worker holds a connection of its own, and a burst in one must not hold up the others.
 */
export type QueueName = 'events' | 'work' | 'clock';

/** An event for one subscriber. The id keeps a repeat from being a second job. */
export interface EventJob {
  name: string;
  data: object;
  id: string;
}

const PREFIX = 'frontdesk';
const BACKOFF = { type: 'exponential', delay: 500, jitter: 0.5 } as const;
const KEEP = { removeOnComplete: { age: 3_600, count: 2_000 }, removeOnFail: { age: 14 * 86_400 } } as const;
/** About a day of retries for subscribers: 500 ms, 1 s, 2 s … */
const EVENT_ATTEMPTS = 17;
const WORK_ATTEMPTS = 8;

/** Puts work into the queues. Jobs only schedule; the truth is always a row, and a sweep finds what a lost job forgot. */
@Injectable()
export class Jobs {
  private readonly queues = new Map<QueueName, Queue>();
  private onPostgres?: PostgresJobs;

  constructor(private readonly config: Config) {}

  queue(name: QueueName): Queue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.redis
        ? new Queue(name, { connection: this.redis, prefix: PREFIX })
        : (new Queue(name, { connection: this.postgres.pool }, this.postgres.backend) as unknown as Queue);
      // Without a listener an idle connection's error ends the process; BullMQ reconnects by itself.
      queue.on('error', () => undefined);
      this.queues.set(name, queue);
    }
    return queue;
  }

  /** A runner of one queue's jobs. Whoever asks for it closes it. */
  worker(name: QueueName, process: Processor, concurrency: number): Worker {
    return this.redis
      ? new Worker(name, process, { connection: this.redis, prefix: PREFIX, concurrency })
      : (new Worker(
          name,
          process,
          { connection: this.postgres.pool, concurrency },
          this.postgres.backend,
        ) as unknown as Worker);
  }

  private get redis() {
    const url = this.config.get('REDIS_URL');
    return url ? { url, maxRetriesPerRequest: null } : undefined;
  }

  private get postgres(): PostgresJobs {
    return (this.onPostgres ??= new PostgresJobs(this.config.get('DATABASE_URL')));
  }

  async addToEvents(jobs: EventJob[]): Promise<void> {
    const opts = { attempts: EVENT_ATTEMPTS, backoff: BACKOFF, ...KEEP };
    await this.queue('events').addBulk(
      jobs.map(({ name, data, id }) => ({ name, data, opts: { ...opts, jobId: id } })),
    );
  }

  /** Asks for a named job. The same `id` while the job is waiting or recently done is one job. */
  async add<K extends JobName>(
    name: K,
    data: JobData[K],
    options: { id?: string; delayMs?: number; attempts?: number } = {},
  ): Promise<void> {
    const opts: JobsOptions = {
      attempts: options.attempts ?? WORK_ATTEMPTS,
      backoff: BACKOFF,
      delay: options.delayMs,
      jobId: options.id,
      removeOnComplete: true,
      removeOnFail: KEEP.removeOnFail,
    };
    await this.queue('work').add(name, data, opts);
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
    await this.onPostgres?.close();
    this.onPostgres = undefined;
  }
}
