import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Work } from '../platform/database/work.js';
import { Logs } from '../platform/telemetry/logs.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { PromiseKeeper } from './promise-keeper.service.js';

/** As often as the index is asked what is due; half of it is what a step is late on average. */
const LOOK_EVERY_MS = 200;
/** After a failure, so that a database that is away is not asked five times a second. */
const REST_MS = 2_000;
const BATCH = 200;
/** Leaves connections for everybody else. */
const AT_ONCE = 4;

/**
 * Takes warnings, breaches and escalations when they fall due. The database holds when that is (`sla_clocks.next_at`),
 * so nothing is lost with a process, and two workers may look at once: each ticket is locked, and judged again from its
 * ledger under the lock.
 */
@Injectable()
export class PromiseTimer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = Logs.for('sla');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly config: Config,
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: TicketWriter,
    private readonly keeper: PromiseKeeper,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.serves.worker) this.sleep(LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private sleep(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.fire().then(
        (done) => this.sleep(done >= BATCH ? 0 : LOOK_EVERY_MS),
        (error: unknown) => {
          this.log.warn({ err: error }, 'looking for what is due failed; it is tried again');
          this.sleep(REST_MS);
        },
      );
    }, ms);
    this.timer.unref();
  }

  /** Takes everything that is due now. Returns how many tickets were looked at. */
  async fire(): Promise<number> {
    const due = await this.db.query<{ id: string }[]>(
      `select ticket_id as id from (
         select ticket_id, next_at from sla_clocks where next_at < $1 order by next_at limit ${BATCH}
       ) due group by ticket_id order by min(next_at)`,
      [this.clock.now()],
    );
    const waiting = due.map((row) => row.id);
    const line = async (): Promise<void> => {
      for (let id = waiting.shift(); id && !this.stopped; id = waiting.shift()) await this.one(id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, line));
    return due.length;
  }

  /** One that fails must not keep the others waiting. */
  private async one(ticketId: string): Promise<void> {
    try {
      await this.work.run(async (tx) => {
        // Somebody works on it right now: they take the step themselves, or the next look does.
        const [free] = await tx.query('select id from tickets where id = $1 for update skip locked', [ticketId]);
        if (!free) return;
        await this.keeper.keep(tx, await this.writer.lock(tx, ticketId), { choose: false, reread: true });
      });
    } catch (error) {
      this.log.error({ err: error, ticketId }, 'a promise could not be kept up; it is tried again');
    }
  }
}
