import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { RollUps } from '../readings/rollups.service.js';
import { AlertWriter } from './alert-writer.js';
import { APPLICABLE } from './threshold.sql.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'telemetry.pass': Record<string, never>;
  }
}

/** Silence comes without a reading: it is looked for even where nothing happens. */
const LOOK_EVERY_MS = 20_000;
const MOST = 500;

/** Sums up what came and finds where something is to be judged; the judging itself is done under a lock, on the rows. */
@Injectable()
export class AlertWatch {
  private readonly log = Logs.for('telemetry');
  private lookedAt = 0;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rollUps: RollUps,
    private readonly writer: AlertWriter,
  ) {}

  @Job('telemetry.pass', { every: 5_000 })
  async pass(): Promise<void> {
    const touched = await this.rollUps.run();
    const now = this.clock.millis();
    if (touched.size === 0 && Math.abs(now - this.lookedAt) < LOOK_EVERY_MS) return;
    this.lookedAt = now;
    await this.look();
  }

  async look(): Promise<void> {
    for (const { thresholdId, equipmentId } of await this.doubtful()) {
      await this.orComplain(equipmentId, this.writer.judge(thresholdId, equipmentId));
    }
    for (const { id, equipmentId } of await this.orphans()) {
      await this.orComplain(equipmentId, this.writer.abandon(id));
    }
  }

  /** Where the newest number is beyond and no alert is open, or inside and one is. Cheap: most units are neither. */
  private doubtful(): Promise<{ thresholdId: string; equipmentId: string }[]> {
    return this.db.query(
      `with ${APPLICABLE},
       seen as (select equipment_id, max(seen_at) as at from telemetry_series group by 1)
       select p.id as "thresholdId", p.equipment_id as "equipmentId"
       from applicable p
       left join telemetry_series s on s.equipment_id = p.equipment_id and s.metric_id = p.metric_id
       left join seen u on u.equipment_id = p.equipment_id
       left join telemetry_mutes m on m.equipment_id = p.equipment_id and (m.until is null or m.until > $1)
       left join telemetry_alerts a on a.equipment_id = p.equipment_id and a.threshold_id = p.id and a.state <> 'cleared'
       left join lateral (
         select (s.last_value - f.value) / nullif(extract(epoch from s.last_at - f.at), 0) * 3600 as hourly
         from telemetry_readings f where p.kind = 'rate' and f.series_id = s.id
           and f.at >= s.last_at - make_interval(mins => p.window_minutes) and f.at <= s.last_at order by f.at limit 1) r on true
       where p.nearness = 1 and p.active and (a.id is not null or m.equipment_id is null)
         and case p.kind
           when 'silent' then case when p.metric_id is null then u.at else s.seen_at end
             is not null and (a.id is null) = (case when p.metric_id is null then u.at else s.seen_at end
               <= $1::timestamptz - make_interval(mins => p.for_minutes))
           when 'above' then case when a.id is null then s.last_value > p.value else s.last_value <= p.value - p.hysteresis end
           when 'below' then case when a.id is null then s.last_value < p.value else s.last_value >= p.value + p.hysteresis end
           else case when a.id is null then case when p.value < 0 then r.hourly <= p.value else r.hourly >= p.value end
             else case when p.value < 0 then r.hourly > p.value + p.hysteresis else r.hourly < p.value - p.hysteresis end end
         end
       order by p.equipment_id, p.id limit ${MOST}`,
      [this.clock.now()],
    );
  }

  /** Open, while its unit stands elsewhere or its threshold holds no longer. */
  private orphans(): Promise<{ id: string; equipmentId: string }[]> {
    return this.db.query(
      `with ${APPLICABLE}
       select a.id, a.equipment_id as "equipmentId" from telemetry_alerts a join equipment e on e.id = a.equipment_id
       where a.state <> 'cleared' and (a.company_id is distinct from e.company_id or not exists (
         select from applicable p where p.id = a.threshold_id and p.equipment_id = a.equipment_id and p.nearness = 1 and p.active))
       order by a.id limit ${MOST}`,
    );
  }

  private orComplain(unit: string, done: Promise<void>): Promise<void> {
    return done.catch((error: unknown) => this.log.warn({ err: error, unit }, 'a device could not be judged'));
  }
}
