import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { Logs } from '../platform/telemetry/logs.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'channels.forget-refused': Record<string, never>;
  }
}

export class RefusedDayView {
  @ApiProperty({ format: 'date' }) day!: string;
  @ApiProperty() count!: number;
  @ApiProperty({ type: String, nullable: true, description: 'What the last of them was told.' }) because!:
    string | null;
  @ApiProperty() lastAt!: Date;
}

export class RefusedCallsView {
  @ApiProperty({ type: [RefusedDayView], description: 'The last seven days, newest first.' }) items!: RefusedDayView[];
}

interface Waiting {
  count: number;
  because: string | null;
  at: Date;
}

/** Whoever knocks with a wrong signature must not be able to make the database write as often as they knock. */
const WRITE_EVERY_MS = 2_000;
const SHOWN_DAYS = 7;
const KEEP_DAYS = 30;
const MAX_BECAUSE = 200;

/**
 * Webhook calls that were turned away: nothing of them is kept but how many, when, and what they were told. Who sets a
 * line up sees that the provider reaches us, and with the wrong secret.
 */
@Injectable()
export class RefusedCalls implements OnModuleDestroy {
  private readonly log = Logs.for('channels');
  private waiting = new Map<string, Waiting>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  note(inboxId: string, because: string | undefined): void {
    const count = (this.waiting.get(inboxId)?.count ?? 0) + 1;
    this.waiting.set(inboxId, { count, because: because?.slice(0, MAX_BECAUSE) ?? null, at: this.clock.now() });
    this.timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS);
  }

  async of(inboxId: string): Promise<RefusedDayView[]> {
    await this.write();
    return this.db.query<RefusedDayView[]>(
      `select to_char(day, 'YYYY-MM-DD') as day, count, because, last_at as "lastAt" from refused_calls
       where inbox_id = $1 and last_at > $2 order by day desc limit ${SHOWN_DAYS}`,
      [inboxId, new Date(this.clock.millis() - SHOWN_DAYS * 86_400_000)],
    );
  }

  @Job('channels.forget-refused', { cron: '53 3 * * *' })
  async forget(): Promise<void> {
    await this.db.query('delete from refused_calls where last_at < $1', [
      new Date(this.clock.millis() - KEEP_DAYS * 86_400_000),
    ]);
  }

  async onModuleDestroy(): Promise<void> {
    await this.write();
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const counted = [...this.waiting];
    this.waiting = new Map();
    for (const [inboxId, { count, because, at }] of counted) {
      await this.db
        .query(
          `insert into refused_calls (inbox_id, day, count, because, last_at) values ($1, ($4::timestamptz at time zone 'UTC')::date, $2, $3, $4)
           on conflict (inbox_id, day) do update set count = refused_calls.count + excluded.count, because = excluded.because,
             last_at = greatest(refused_calls.last_at, excluded.last_at)`,
          [inboxId, count, because, at],
        )
        .catch((error: unknown) => this.log.warn({ err: error, inboxId }, 'refused calls could not be counted'));
    }
  }
}
