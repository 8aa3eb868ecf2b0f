import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { Job as BullJob, Worker } from 'bullmq';
import { Config } from '../config.js';
import { newId } from '../ids.js';
import { Listeners } from '../outbox/listeners.js';
import { Logs } from '../telemetry/logs.js';
import { Metrics } from '../telemetry/metrics.js';
import { JOB, type JobMetadata } from './job.decorators.js';
import { Jobs, type QueueName } from './jobs.js';

type Handler = (data: unknown) => Promise<void>;
const CONCURRENCY: Record<QueueName, number> = { events: 8, work: 8, clock: 2 };

/** Runs the jobs of this process. Refuses to start where a job has two handlers. */
@Injectable()
export class Workers {
  private readonly log = Logs.for('jobs');
  private readonly handlers = new Map<string, JobMetadata & { handle: Handler }>();
  private workers: Worker[] = [];

  constructor(
    private readonly jobs: Jobs,
    private readonly listeners: Listeners,
    private readonly config: Config,
    private readonly metrics: Metrics,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  discover(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object' || !Object.getPrototypeOf(instance)) continue;
      for (const key of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const method = (instance as Record<string, unknown>)[key];
        if (typeof method !== 'function') continue;
        const job = this.reflector.get<JobMetadata | undefined>(JOB, method);
        if (!job) continue;
        if (this.handlers.has(job.name)) throw new Error(`job "${String(job.name)}" has two handlers`);
        this.handlers.set(job.name, { ...job, handle: method.bind(instance) as Handler });
      }
    }
  }

  async start(): Promise<void> {
    if (!this.config.serves.worker) return;
    for (const queue of ['events', 'work', 'clock'] as const) {
      const worker = this.jobs.worker(queue, (job) => this.process(queue, job), CONCURRENCY[queue]);
      worker.on('error', (error) => this.log.debug({ err: error, queue }, 'the queue’s connection had an error'));
      worker.on('failed', (job, error) => this.failed(job, error));
      this.workers.push(worker);
    }
    await this.scheduleRepeats();
  }

  private async scheduleRepeats(): Promise<void> {
    const clock = this.jobs.queue('clock');
    for (const { name, every, cron } of this.handlers.values()) {
      if (every)
        await clock.upsertJobScheduler(name, { every }, { name, opts: { removeOnComplete: true, removeOnFail: 20 } });
      if (cron)
        await clock.upsertJobScheduler(
          name,
          { pattern: cron, tz: 'UTC' },
          { name, opts: { removeOnComplete: true, removeOnFail: 20 } },
        );
    }
  }

  private process(queue: QueueName, job: BullJob): Promise<void> {
    return Logs.within(newId(), async () => {
      if (queue === 'events') {
        const { fact, eventId } = job.data as { fact: unknown; eventId: string };
        const subscriber = this.listeners.named(job.name);
        // An event from before an upgrade may name a subscriber that is gone.
        if (!subscriber) return this.log.warn({ subscriber: job.name }, 'no such subscriber any more; dropped');
        await subscriber.handle(fact, eventId);
      } else {
        const handler = this.handlers.get(job.name);
        if (!handler) throw new Error(`job "${job.name}" has no handler`);
        await handler.handle(job.data);
      }
      this.metrics.jobs.inc({ name: job.name, outcome: 'done' });
    });
  }

  private failed(job: BullJob | undefined, error: Error): void {
    const last = !job || job.attemptsMade >= (job.opts.attempts ?? 1);
    this.metrics.jobs.inc({ name: job?.name ?? 'unknown', outcome: last ? 'failed' : 'retried' });
    const write = last ? this.log.error : this.log.warn;
    write(
      { err: error, job: job?.name, id: job?.id, attempt: job?.attemptsMade },
      last ? 'a job failed for good' : 'a job failed and is retried',
    );
  }

  get running(): number {
    return this.workers.filter((w) => w.isRunning()).length;
  }

  /** Lets running jobs finish. */
  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    this.workers = [];
  }
}
