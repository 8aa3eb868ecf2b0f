import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { newId } from '../../platform/ids.js';
import { TelemetrySettings } from '../settings/telemetry-settings.service.js';
import { AlertTickets } from './alert-tickets.js';
import {
  calmFor,
  judge,
  judgeSilence,
  lookbackMinutes,
  type AlertState,
  type Judgement,
  type Limit,
  type Point,
  type Severity,
} from './judgement.rules.js';

/** What is looked at: a threshold and a unit for which it holds, with the alert that is open, or was last. */
export interface Watched extends Limit {
  thresholdId: string;
  metricId: number | null;
  severity: Severity;
  opensTicket: boolean;
  equipmentId: string;
  companyId: string | null;
  siteId: string | null;
  seriesId: number | null;
  lastAt: Date | null;
  seenAt: Date | null;
  muted: boolean;
}

export interface AlertRow {
  id: string;
  state: AlertState;
  firings: number;
  clearedAt: Date | null;
  ticketId: string | null;
}

const MINUTE_MS = 60_000;
/** More points than a device sends in a day of the longest look back. */
const MAX_POINTS = 20_000;

/** Opens and clears alerts: under a lock, on the rows as they are, so that however many look it is told once. */
@Injectable()
export class AlertWriter {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: TelemetrySettings,
    private readonly tickets: AlertTickets,
  ) {}

  async judge(thresholdId: string, equipmentId: string): Promise<void> {
    const { rejoinMinutes } = await this.settings.current();
    await this.work.run(async (tx) => {
      const watched = await this.held(tx, thresholdId, equipmentId);
      if (!watched) return;
      const last = await this.lastOf(tx, watched);
      const open = last && last.state !== 'cleared' ? last : undefined;
      if (!open && watched.muted) return;
      const calm = calmFor(watched, last?.firings ?? 1);
      const verdict = await this.judgementOf(tx, watched, open !== undefined, calm);
      if (verdict.firing === (open !== undefined)) return;
      if (open) return this.clear(tx, open, equipmentId, 'normal', verdict.value);
      const rejoinFrom = new Date(this.clock.millis() - rejoinMinutes * MINUTE_MS);
      const again = last?.clearedAt && last.clearedAt >= rejoinFrom ? last : undefined;
      await this.fire(tx, watched, verdict, again);
    });
  }

  /** Its unit went elsewhere, or nobody asks for it any more. */
  abandon(id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const [row] = await tx.query<AlertRow & { equipmentId: string; isThere: boolean }>(
        `select a.id, a.state, a.firings, a.cleared_at as "clearedAt", a.ticket_id as "ticketId", a.equipment_id as "equipmentId",
           e.state = 'installed' and a.company_id is not distinct from e.company_id as "isThere"
         from telemetry_alerts a join equipment e on e.id = a.equipment_id where a.id = $1 for update of a`,
        [id],
      );
      if (!row || row.state === 'cleared') return;
      await this.clear(tx, row, row.equipmentId, row.isThere ? 'threshold' : 'moved', null);
    });
  }

  private async fire(tx: Tx, watched: Watched, verdict: Judgement, again: AlertRow | undefined): Promise<void> {
    const now = this.clock.now();
    const { equipmentId, companyId, siteId } = watched;
    const since = new Date(verdict.since ?? now);
    const id = again?.id ?? newId();
    if (again) {
      await tx.query(
        `update telemetry_alerts set state = 'open', firings = firings + 1, value = $2, since = $3, fired_at = $4, severity = $5,
           threshold_value = $6, cleared_at = null, cleared_because = null, acknowledged_at = null, acknowledged_by = null,
           version = version + 1 where id = $1`,
        [id, verdict.value, since, now, watched.severity, watched.value],
      );
    } else {
      await tx.query(
        `insert into telemetry_alerts (id, equipment_id, threshold_id, metric_id, company_id, site_id, kind, threshold_value, severity,
           state, value, since, opened_at, fired_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12, $12)`,
        [
          id,
          equipmentId,
          watched.thresholdId,
          watched.metricId,
          companyId,
          siteId,
          watched.kind,
          watched.value,
          watched.severity,
          verdict.value,
          since,
          now,
        ],
      );
    }
    const ticketId = await this.tickets.fired(tx, watched, { id, value: verdict.value, again });
    tx.emit('device-alert.fired', {
      alertId: id,
      equipmentId,
      companyId,
      siteId,
      ticketId,
      again: again !== undefined,
    });
  }

  private async clear(
    tx: Tx,
    { id, ticketId }: AlertRow,
    equipmentId: string,
    because: 'normal' | 'moved' | 'threshold',
    value: number | null,
  ): Promise<void> {
    await tx.query(
      `update telemetry_alerts set state = 'cleared', cleared_at = $2, cleared_because = $3, version = version + 1 where id = $1`,
      [id, this.clock.now(), because],
    );
    if (ticketId) await this.tickets.cleared(tx, id, because, value);
    tx.emit('device-alert.cleared', { alertId: id, equipmentId, ticketId });
  }

  private async judgementOf(tx: Tx, watched: Watched, firing: boolean, calm: number): Promise<Judgement> {
    if (watched.kind === 'silent') {
      if (!watched.seenAt) return { firing, since: null, value: null };
      return judgeSilence(watched, watched.seenAt.getTime(), this.clock.millis(), firing);
    }
    if (watched.seriesId === null || !watched.lastAt) return { firing, since: null, value: null };
    const from = new Date(watched.lastAt.getTime() - lookbackMinutes(watched, calm) * MINUTE_MS);
    const points = await tx.query<Point>(
      `select * from (
         select (extract(epoch from at) * 1000)::float8 as at, value from telemetry_readings
         where series_id = $1 and at >= $2 order by at desc limit ${MAX_POINTS}) r order by at`,
      [watched.seriesId, from],
    );
    return judge(watched, points, firing, calm);
  }

  /** One look at a time for a place: what falls silent together there is told together. */
  private async held(tx: Tx, thresholdId: string, equipmentId: string): Promise<Watched | undefined> {
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended('telemetry ' || coalesce(site_id, id)::text, 0)) from equipment where id = $1`,
      [equipmentId],
    );
    const [row] = await tx.query<Watched>(
      `select t.id as "thresholdId", t.metric_id as "metricId", t.kind, t.value, t.hysteresis, t.for_minutes as "forMinutes",
         t.clear_minutes as "clearMinutes", t.window_minutes as "windowMinutes", t.severity, t.opens_ticket as "opensTicket",
         e.id as "equipmentId", e.company_id as "companyId", e.site_id as "siteId", s.id as "seriesId", s.last_at as "lastAt",
         case when t.metric_id is null then (select max(seen_at) from telemetry_series where equipment_id = e.id) else s.seen_at end as "seenAt",
         exists (select from telemetry_mutes m where m.equipment_id = e.id and (m.until is null or m.until > $3)) as muted
       from telemetry_thresholds t cross join equipment e
       left join telemetry_series s on s.equipment_id = e.id and s.metric_id = t.metric_id
       where t.id = $1 and e.id = $2 and t.active and t.deleted_at is null and e.state = 'installed'`,
      [thresholdId, equipmentId, this.clock.now()],
    );
    return row;
  }

  private async lastOf(tx: Tx, { thresholdId, equipmentId }: Watched): Promise<AlertRow | undefined> {
    const [row] = await tx.query<AlertRow>(
      `select id, state, firings, cleared_at as "clearedAt", ticket_id as "ticketId" from telemetry_alerts
       where equipment_id = $1 and threshold_id = $2 order by (state <> 'cleared') desc, id desc limit 1 for update`,
      [equipmentId, thresholdId],
    );
    return row;
  }
}
