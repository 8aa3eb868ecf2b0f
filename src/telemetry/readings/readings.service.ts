import { Injectable } from '@nestjs/common';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import { TelemetrySettings } from '../settings/telemetry-settings.service.js';
import type {
  LastReading,
  MeasuredMetric,
  Mute,
  PointView,
  ReadingsQuery,
  ReadingsView,
  SiteMetric,
  SiteUnit,
  UnitReadings,
} from './readings.dto.js';
import { resolutionFor, TABLE_OF, type Resolution } from './resolution.rules.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MAX_SPAN_MS = 15 * 366 * DAY_MS;
/** A device that sends each second is read by the quarter of an hour. */
const MAX_RAW = 2_000;
const HOURS = 24;

const METRIC = `x.key, x.kind, x.unit, x.decimals, x.name_en as "nameEn", x.name_pt as "namePt"`;

/** What devices measured, as it is shown: a day as it was, a year by its days, each as quick as the other. */
@Injectable()
export class Readings {
  constructor(
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: TelemetrySettings,
    private readonly audit: AuditService,
  ) {}

  async of(equipmentId: string, { metric, ...between }: ReadingsQuery): Promise<ReadingsView> {
    const now = this.clock.now();
    const to = between.to ?? now;
    const from = between.from ?? new Date(to.getTime() - DAY_MS);
    if (from >= to) throw invalid('from', 'must lie before the end');
    if (to.getTime() - from.getTime() > MAX_SPAN_MS)
      throw invalid('from', 'must lie at most fifteen years before the end');
    const [row] = await this.reading.query<MeasuredMetric & { seriesId: number | null; known: boolean }>(
      `select x.id is not null as known, s.id as "seriesId", ${METRIC}
       from equipment e left join telemetry_metrics x on x.model_id = e.model_id and x.key = $2
       left join telemetry_series s on s.equipment_id = e.id and s.metric_id = x.id where e.id = $1`,
      [equipmentId, metric],
    );
    if (!row) throw notFound('unit');
    const { known, seriesId, ...shown } = row;
    if (!known) throw invalid('metric', 'is not measured by this model');
    const kept = await this.settings.remembered();
    const wanted = resolutionFor(from.getTime(), to.getTime(), now.getTime(), kept);
    const { resolution, points } = await this.points(seriesId, wanted, from, to);
    return { metric: shown, from, to, resolution, points };
  }

  async unit(equipmentId: string): Promise<UnitReadings> {
    const [[head], metrics] = await Promise.all([
      this.reading.query<Omit<UnitReadings, 'metrics'>>(
        `select (select max(seen_at) from telemetry_series where equipment_id = e.id) as "seenAt",
           (select count(*)::int from telemetry_key_units q join telemetry_keys k on k.id = q.key_id and k.active where q.equipment_id = e.id) as keys,
           (select count(*)::int from telemetry_alerts a where a.equipment_id = e.id and a.state <> 'cleared') as "openAlerts",
           (select json_build_object('until', m.until, 'reason', m.reason, 'at', m.at, 'byName', u.name) from telemetry_mutes m
              left join users u on u.id = m.by_id where m.equipment_id = e.id and (m.until is null or m.until > $2)) as mute
         from equipment e where e.id = $1`,
        [equipmentId, this.clock.now()],
      ),
      this.reading.query<LastReading>(
        `select ${METRIC}, s.last_at as "lastAt", s.last_value as "lastValue"
         from equipment e join telemetry_metrics x on x.model_id = e.model_id
         left join telemetry_series s on s.equipment_id = e.id and s.metric_id = x.id
         where e.id = $1 and (x.active or s.last_at is not null) order by x.place, x.id`,
        [equipmentId],
      ),
    ]);
    if (!head) throw notFound('unit');
    return { metrics, ...head };
  }

  /** Devices of a place at one glance. */
  async site(siteId: string): Promise<SiteUnit[]> {
    const now = this.clock.now();
    const [place] = await this.reading.query('select 1 from sites where id = $1 and deleted_at is null', [siteId]);
    if (!place) throw notFound('site');
    const rows = await this.reading.query<SiteUnit & { muted: boolean; equipmentId: string }>(
      `select e.id, e.tag, m.maker || ' ' || m.name as name,
         (select max(seen_at) from telemetry_series where equipment_id = e.id) as "seenAt",
         (select a.severity from telemetry_alerts a where a.equipment_id = e.id and a.state <> 'cleared'
            order by array_position(array['critical', 'warning', 'info'], a.severity) limit 1) as severity,
         exists (select from telemetry_mutes q where q.equipment_id = e.id and (q.until is null or q.until > $2)) as muted
       from equipment e join equipment_models m on m.id = e.model_id
       where e.site_id = $1 and e.state = 'installed' and exists (select from telemetry_metrics x where x.model_id = m.id and x.active)
       order by upper(e.tag) limit 200`,
      [siteId, now],
    );
    const metrics = await this.siteMetrics(
      rows.map(({ id }) => id),
      now,
    );
    return rows.map(({ muted, ...unit }) => ({
      ...unit,
      condition: muted ? 'muted' : unit.severity ? 'alert' : unit.seenAt ? 'fine' : 'unheard',
      metrics: metrics.get(unit.id) ?? [],
    }));
  }

  async mute(actor: Actor, equipmentId: string, { until = null, reason = null }: Mute): Promise<void> {
    const now = this.clock.now();
    if (until && until <= now) throw invalid('until', 'must lie in the future');
    await this.work.run(async (tx) => {
      const [unit] = await tx.query('select 1 from equipment where id = $1', [equipmentId]);
      if (!unit) throw notFound('unit');
      await tx.query(
        `insert into telemetry_mutes (equipment_id, until, reason, by_id, at) values ($1, $2, $3, $4, $5)
         on conflict (equipment_id) do update set until = excluded.until, reason = excluded.reason, by_id = excluded.by_id, at = excluded.at`,
        [equipmentId, until, reason?.trim() || null, actor.kind === 'user' ? actor.id : null, now],
      );
      await this.note(tx, actor, 'muted', equipmentId);
    });
  }

  /** Saying it twice is no news. */
  async unmute(actor: Actor, equipmentId: string): Promise<void> {
    await this.work.run(async (tx) => {
      const gone = await tx.query('delete from telemetry_mutes where equipment_id = $1 returning 1', [equipmentId]);
      if (gone.length > 0) await this.note(tx, actor, 'unmuted', equipmentId);
    });
  }

  private note(tx: Parameters<AuditService['record']>[0], actor: Actor, what: string, id: string): Promise<void> {
    return this.audit.record(tx, { actor, action: `device.${what}`, target: { kind: 'equipment', id } });
  }

  private async points(
    seriesId: number | null,
    resolution: Resolution,
    from: Date,
    to: Date,
  ): Promise<{ resolution: Resolution; points: PointView[] }> {
    if (seriesId === null) return { resolution, points: [] };
    const isRaw = resolution === 'raw';
    // What began before the stretch and reaches into it belongs to it.
    const first = isRaw ? from : new Date(floorTo(resolution, from.getTime()));
    const points = await this.reading.queryPlanned<PointView>(
      `select at, ${isRaw ? 'value, value as min, value as max, value as last, 1 as count' : 'sum / count as value, min, max, last, count'}
       from ${TABLE_OF[resolution]} where series_id = $1 and at >= $2 and at < $3 order by at limit ${MAX_RAW + 1}`,
      [seriesId, first, to],
    );
    if (isRaw && points.length > MAX_RAW) return this.points(seriesId, 'quarter', from, to);
    return { resolution, points: points.slice(0, isRaw ? MAX_RAW : undefined) };
  }

  private async siteMetrics(unitIds: string[], now: Date): Promise<Map<string, SiteMetric[]>> {
    const since = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS);
    const rows = await this.reading.queryPlanned<
      LastReading & { equipmentId: string; hourly: Record<string, number> | null }
    >(
      `select e.id as "equipmentId", ${METRIC}, s.last_at as "lastAt", s.last_value as "lastValue",
         (select json_object_agg(extract(epoch from h.at - $2::timestamptz)::int / 3600, h.sum / h.count) from telemetry_hours h
            where h.series_id = s.id and h.at >= $2::timestamptz) as hourly
       from equipment e join telemetry_metrics x on x.model_id = e.model_id and x.active
       left join telemetry_series s on s.equipment_id = e.id and s.metric_id = x.id
       where e.id = any($1::uuid[]) order by x.place, x.id`,
      [unitIds, since],
    );
    const byUnit = new Map<string, SiteMetric[]>();
    for (const { equipmentId, hourly, ...metric } of rows) {
      const hours = Array.from({ length: HOURS }, (_, at) => hourly?.[at] ?? null);
      byUnit.set(equipmentId, [...(byUnit.get(equipmentId) ?? []), { ...metric, hours }]);
    }
    return byUnit;
  }
}

const STEP_MS: Record<Exclude<Resolution, 'raw'>, number> = { quarter: HOUR_MS / 4, hour: HOUR_MS, day: DAY_MS };

function floorTo(resolution: Resolution, moment: number): number {
  if (resolution === 'raw') return moment;
  return Math.floor(moment / STEP_MS[resolution]) * STEP_MS[resolution];
}
