import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { TelemetrySettings } from '../settings/telemetry-settings.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'telemetry.months': Record<string, never>;
  }
}

const DAY_MS = 86_400_000;
/** Made ahead by as much, so that a night without this job loses nothing. */
const AHEAD_MONTHS = 2;
const PARENTS = {
  telemetry_readings: 'rawDays',
  telemetry_quarters: 'quarterDays',
  telemetry_hours: 'hourDays',
} as const;

/** The months in which readings lie: made ahead of time, and thrown away whole once they are older than anybody asked for. */
@Injectable()
export class Months {
  private readonly log = Logs.for('telemetry');
  private readonly made = new Set<string>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly settings: TelemetrySettings,
  ) {}

  /** For whoever is about to write into them; what was made before costs nothing. */
  async require(moments: Iterable<number>): Promise<void> {
    for (const month of new Set([...moments].map(monthOf))) {
      if (this.made.has(month)) continue;
      await this.db.query(`select telemetry_make_month(parent, $1::date) from unnest($2::text[]) parent`, [
        `${month}-01`,
        Object.keys(PARENTS),
      ]);
      this.made.add(month);
    }
  }

  /** One was thrown away, or a backup restored, since it was noted here. */
  forget(): void {
    this.made.clear();
  }

  @Job('telemetry.months', { every: 6 * 3_600_000 })
  async keep(): Promise<void> {
    const { lateDays, ...days } = await this.settings.current();
    const now = this.clock.now();
    this.forget();
    const ahead = Array.from({ length: AHEAD_MONTHS + 1 }, (_, n) =>
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n),
    );
    await this.require([now.getTime() - lateDays * DAY_MS, ...ahead]);
    for (const [parent, keep] of Object.entries(PARENTS)) {
      await this.drop(parent, new Date(now.getTime() - days[keep] * DAY_MS));
    }
    await this.db.query('delete from telemetry_days where at < $1', [new Date(now.getTime() - days.dayDays * DAY_MS)]);
  }

  /** Months that lie wholly before the day. */
  private async drop(parent: string, before: Date): Promise<void> {
    const months: { name: string }[] = await this.db.query(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = $1::regclass order by c.relname`,
      [parent],
    );
    for (const { name } of months) {
      const [year, month] = name.split('_').slice(-2).map(Number);
      if (!year || !month || Date.UTC(year, month) > before.getTime()) continue;
      await this.db.query(`drop table telemetry_months."${name}"`);
      this.log.info({ month: name }, 'a month of readings was older than is kept');
    }
  }
}

const monthOf = (moment: number): string => new Date(moment).toISOString().slice(0, 7);
