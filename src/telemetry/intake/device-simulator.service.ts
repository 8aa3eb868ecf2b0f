import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { signedHeaders } from '../../platform/crypto/signed-body.rules.js';
import { notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { DeviceKeys } from '../keys/device-keys.service.js';
import { TelemetryIntake, type Receipt } from './telemetry-intake.service.js';

export interface Simulation {
  /** Which key; else the newest that is active. */
  key?: string;
  /** Over so many minutes until now, a reading a minute. */
  minutes: number;
  /** A number for every metric in place of a believable one: to cross a threshold. */
  value?: number;
  /** So many minutes old, as of a device that was cut off. */
  late?: number;
  /** Each batch three times. */
  repeated?: boolean;
  shuffled?: boolean;
}

interface Line {
  tag: string;
  metric: string;
  kind: string;
  last: number | null;
}

const MINUTE_MS = 60_000;
const BATCH = 500;

/** What devices would send, signed, through the real way in. */
@Injectable()
export class DeviceSimulator {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly keys: DeviceKeys,
    private readonly intake: TelemetryIntake,
  ) {}

  async send(simulation: Simulation): Promise<Pick<Receipt, 'received' | 'stored' | 'repeated' | 'refusedCount'>> {
    const [key] = await this.db.query<{ id: string }[]>(
      'select id from telemetry_keys where active and ($1::uuid is null or id = $1) order by id desc limit 1',
      [simulation.key ?? null],
    );
    const known = key && (await this.keys.secretsOf(key.id));
    if (!known) throw notFound('device key; make one in Settings → Devices and readings');
    const readings = this.readings(await this.linesOf(key.id), simulation);
    const sum = { received: 0, stored: 0, repeated: 0, refusedCount: 0 };
    for (let at = 0; at < readings.length; at += BATCH) {
      const body = Buffer.from(JSON.stringify({ id: newId(), readings: readings.slice(at, at + BATCH) }));
      for (let time = 0; time < (simulation.repeated ? 3 : 1); time += 1) {
        const receipt = await this.intake.take(key.id, signedHeaders(known.secrets, this.clock.millis(), body), body);
        for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += receipt[name];
      }
    }
    return sum;
  }

  private linesOf(keyId: string): Promise<Line[]> {
    return this.db.query(
      `select e.tag, x.key as metric, x.kind, s.last_value as last from telemetry_key_units k
       join equipment e on e.id = k.equipment_id join telemetry_metrics x on x.model_id = e.model_id and x.active
       left join telemetry_series s on s.equipment_id = e.id and s.metric_id = x.id where k.key_id = $1 order by e.tag, x.place`,
      [keyId],
    );
  }

  private readings(lines: Line[], { minutes, value, late = 0, shuffled }: Simulation) {
    const end = this.clock.millis() - late * MINUTE_MS;
    const all = Array.from({ length: minutes }, (_, n) => end - n * MINUTE_MS).flatMap((time) =>
      lines.map(({ tag, metric, kind, last }, line) => {
        const usual = (last ?? 20) + Math.sin(time / (9 * MINUTE_MS) + line) * 0.3;
        const said = kind === 'state' ? Math.round(Math.abs(value ?? last ?? 0)) : (value ?? Number(usual.toFixed(2)));
        return { device: tag, metric, value: said, time };
      }),
    );
    // No chance in it: the same disorder every time.
    return shuffled
      ? all.toSorted((a, b) => ((a.time * 7919) % 10_007) - ((b.time * 7919) % 10_007))
      : all.toReversed();
  }
}
