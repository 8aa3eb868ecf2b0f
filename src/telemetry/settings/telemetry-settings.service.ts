import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, stale } from '../../platform/http/refusal.js';
import type { TelemetrySettingsChange, TelemetrySettingsView } from './telemetry-settings.dto.js';

const COLUMNS = {
  rawDays: 'raw_days',
  quarterDays: 'quarter_days',
  hourDays: 'hour_days',
  dayDays: 'day_days',
  lateDays: 'late_days',
  rejoinMinutes: 'rejoin_minutes',
  openTickets: 'open_tickets',
  solveUntouched: 'solve_untouched',
  teamId: 'team_id',
} as const;
type Name = keyof typeof COLUMNS;

const SELECT = `select ${Object.entries(COLUMNS)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ')}, version from telemetry_settings`;
/** Each is kept at least as long as the one before it. */
const ORDER = ['rawDays', 'quarterDays', 'hourDays', 'dayDays'] as const;
const REMEMBERED_MS = 10_000;

@Injectable()
export class TelemetrySettings {
  private known: { at: number; settings: TelemetrySettingsView } | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  async current(): Promise<TelemetrySettingsView> {
    const [settings] = (await this.db.query<TelemetrySettingsView[]>(SELECT)) as [TelemetrySettingsView];
    this.known = { at: this.clock.millis(), settings };
    return settings;
  }

  /** For what is asked thousands of times a minute: some seconds old. */
  async remembered(): Promise<TelemetrySettingsView> {
    const { known } = this;
    return known && Math.abs(this.clock.millis() - known.at) < REMEMBERED_MS ? known.settings : this.current();
  }

  async change(actor: Actor, { version, ...change }: TelemetrySettingsChange): Promise<void> {
    await this.work.run(async (tx) => {
      const [now] = (await tx.query<TelemetrySettingsView>(`${SELECT} for update`)) as [TelemetrySettingsView];
      if (version !== undefined && version !== now.version) throw stale(now.version);
      const next = { ...now, ...change };
      for (const [at, name] of ORDER.entries()) {
        const before = ORDER[at - 1];
        if (before && next[name] < next[before]) throw invalid(name, `must not be shorter than ${before}`);
      }
      if (next.lateDays >= next.rawDays) throw invalid('lateDays', 'must be shorter than rawDays');
      if (change.teamId) {
        const [team] = await tx.query('select 1 from teams where id = $1', [change.teamId]);
        if (!team) throw invalid('teamId', 'there is no such team');
      }
      for (const [name, column] of Object.entries(COLUMNS) as [Name, string][]) {
        if (change[name] !== undefined) await tx.query(`update telemetry_settings set ${column} = $1`, [change[name]]);
      }
      await tx.query('update telemetry_settings set version = version + 1');
      await this.audit.record(tx, { actor, action: 'telemetry-settings.changed', data: { ...change } });
    });
    this.known = undefined;
  }
}
