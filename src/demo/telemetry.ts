import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { signedHeaders } from '../platform/crypto/signed-body.rules.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { Logs } from '../platform/telemetry/logs.js';
import { AlertWatch } from '../telemetry/alerts/alert-watch.service.js';
import { TelemetryIntake } from '../telemetry/intake/telemetry-intake.service.js';
import { DeviceKeys } from '../telemetry/keys/device-keys.service.js';
import { Months } from '../telemetry/readings/months.service.js';
import { Dice } from './dice.js';
import { CATALOGUE, type ModelKey } from './equipment-catalogue.js';
import { DAY, HOUR, idAt, MINUTE } from './moments.js';

interface MetricSeed {
  key: string;
  kind?: 'state';
  unit?: string;
  decimals?: number;
  en: string;
  pt: string;
  /** Around what it goes, by how much in a day, and how far it jumps. */
  base: number;
  daily: number;
  noise: number;
}

const MEASURED: Partial<Record<ModelKey, MetricSeed[]>> = {
  sensor: [
    { key: 'temperature', unit: '°C', en: 'Temperature', pt: 'Temperatura', base: 4.1, daily: 0.7, noise: 0.4 },
    { key: 'humidity', unit: '%', decimals: 0, en: 'Humidity', pt: 'Umidade', base: 71, daily: 5, noise: 2 },
    { key: 'door', kind: 'state', en: 'Door open', pt: 'Porta aberta', base: 0, daily: 0, noise: 0 },
  ],
  gateway: [
    { key: 'signal', unit: 'dBm', decimals: 0, en: 'Signal', pt: 'Sinal', base: -78, daily: 3, noise: 4 },
    { key: 'supply', unit: 'V', en: 'Supply', pt: 'Alimentação', base: 12.6, daily: 0.3, noise: 0.1 },
  ],
  camera: [
    { key: 'temperature', unit: '°C', decimals: 0, en: 'Housing', pt: 'Gabinete', base: 38, daily: 7, noise: 1.5 },
  ],
  hub: [{ key: 'signal', unit: 'dBm', decimals: 0, en: 'Signal', pt: 'Sinal', base: -64, daily: 2, noise: 3 }],
  router: [
    { key: 'signal', unit: 'dBm', decimals: 0, en: 'LTE signal', pt: 'Sinal LTE', base: -87, daily: 4, noise: 5 },
    { key: 'latency', unit: 'ms', decimals: 0, en: 'Latency', pt: 'Latência', base: 42, daily: 11, noise: 8 },
  ],
};

/** Model, metric, kind, limit, hysteresis, minutes, severity. */
const LIMITS = [
  ['sensor', 'temperature', 'above', 8, 1, 10, 'critical'],
  ['sensor', 'temperature', 'below', 0, 0.5, 10, 'warning'],
  ['gateway', 'supply', 'below', 11.5, 0.3, 15, 'warning'],
  ['camera', 'temperature', 'above', 60, 3, 15, 'warning'],
  ['router', 'latency', 'above', 200, 50, 10, 'warning'],
  ['sensor', null, 'silent', null, 0, 120, 'warning'],
  ['gateway', null, 'silent', null, 0, 120, 'warning'],
] as const;

const UNITS = 12;
const WARM_MS = 2.5 * HOUR;
const SILENT_MS = 5 * HOUR;
const GATEWAY = 'Gateway dos clientes';

/** Of line `s`, with what it is about in `p`: a day and a slow swing, and a little chance that falls the same way each time. */
const VALUE = (at: string): string => `
  case when p.kind = 'state' then (case when abs(hashint4(s.id * 7 + (extract(epoch from ${at}) / 900)::int)) % 19 = 0 then 1 else 0 end)::float8
  else p.base + p.daily * sin(extract(epoch from ${at}) / 13750.99 + s.id) + p.daily * 0.6 * sin(extract(epoch from ${at}) / 123760.0 + s.id * 2)
    + p.noise * (abs(hashint4(s.id * 31 + (extract(epoch from ${at}) / 300)::int)) % 1000 / 500.0 - 1)
    + case when p.warm and ${at} > $2::timestamptz then 6.5 else 0 end end`;

/** Some devices at customers that measure: ninety days of it, limits, one cold room that is too warm and one that fell silent. */
export async function seedTelemetry(app: INestApplication, now: number): Promise<void> {
  const get = <T>(token: new (...args: never[]) => T): T => app.get<T>(token, { strict: false });
  await get(Months).require([90, 60, 30, 0].map((days) => now - days * DAY));
  const dice = new Dice('telemetry');
  const units = await get(Work).run(async (tx) => {
    const metrics = await addCatalogue(tx, dice, now);
    return addReadings(tx, metrics, now);
  });
  if (units.length > 0) await get(DeviceKeys).create(SYSTEM, { name: GATEWAY, unitIds: units });
  // What is too warm and what is silent opens its ticket as any other would.
  await get(AlertWatch).look();
}

async function addCatalogue(tx: Tx, dice: Dice, now: number): Promise<Map<number, MetricSeed>> {
  const ids = new Map<number, MetricSeed>();
  const models = new Map<string, string>();
  const byKey = new Map<string, number>();
  for (const [key, metrics] of Object.entries(MEASURED) as [ModelKey, MetricSeed[]][]) {
    const { maker, name } = CATALOGUE[key];
    const [model] = await tx.query<{ id: string }>('select id from equipment_models where maker = $1 and name = $2', [
      maker,
      name,
    ]);
    models.set(key, model!.id);
    for (const [place, one] of metrics.entries()) {
      const [row] = await tx.query<{ id: number }>(
        `insert into telemetry_metrics (model_id, key, kind, unit, decimals, name_en, name_pt, place)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
        [model!.id, one.key, one.kind ?? 'gauge', one.unit ?? '', one.decimals ?? 1, one.en, one.pt, place],
      );
      ids.set(row!.id, one);
      byKey.set(`${key} ${one.key}`, row!.id);
    }
  }
  for (const [model, metric, kind, value, hysteresis, minutes, severity] of LIMITS) {
    await tx.query(
      `insert into telemetry_thresholds (id, model_id, metric_id, kind, value, hysteresis, for_minutes, clear_minutes, severity, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 5, $8, $9)`,
      [
        idAt(now - 100 * DAY, dice),
        models.get(model),
        metric && byKey.get(`${model} ${metric}`),
        kind,
        value,
        hysteresis,
        minutes,
        severity,
        new Date(now - 100 * DAY),
      ],
    );
  }
  return ids;
}

/** Units of whoever can look at them in the portal first. The first sensor is too warm, the second silent. */
async function addReadings(tx: Tx, metrics: Map<number, MetricSeed>, now: number): Promise<string[]> {
  const units = await tx.query<{ id: string; kind: string }>(
    `select e.id, m.kind from equipment e join equipment_models m on m.id = e.model_id
     where e.state = 'installed' and e.site_id is not null and m.id in (select model_id from telemetry_metrics)
     order by (m.kind = 'sensor') desc, e.company_id in (select company_id from portal_accounts where equipment) desc, e.tag limit ${UNITS}`,
  );
  const [warm, silent] = units.filter(({ kind }) => kind === 'sensor');
  await tx.query(
    `insert into telemetry_series (equipment_id, metric_id) select e.id, x.id from equipment e
     join telemetry_metrics x on x.model_id = e.model_id where e.id = any($1::uuid[]) order by e.tag, x.place`,
    [units.map(({ id }) => id)],
  );
  await tx.query(
    `create temp table demo_lines on commit drop as
     select s.id, x.kind, p.base, p.daily, p.noise, s.equipment_id = $1::uuid and x.key = 'temperature' as warm,
       case when s.equipment_id = $2::uuid then $3::timestamptz else $4::timestamptz end as until
     from telemetry_series s join telemetry_metrics x on x.id = s.metric_id
     join unnest($5::int[], $6::float8[], $7::float8[], $8::float8[]) p(metric_id, base, daily, noise) on p.metric_id = x.id`,
    [
      warm?.id ?? null,
      silent?.id ?? null,
      new Date(now - SILENT_MS),
      new Date(now),
      [...metrics.keys()],
      [...metrics.values()].map(({ base }) => base),
      [...metrics.values()].map(({ daily }) => daily),
      [...metrics.values()].map(({ noise }) => noise),
    ],
  );
  const [at, warmFrom] = [new Date(now), new Date(now - WARM_MS)];
  await tx.query(
    `insert into telemetry_readings (series_id, at, value)
     select s.id, t, ${VALUE('t')} from demo_lines s join demo_lines p on p.id = s.id
     cross join generate_series($1::timestamptz - interval '24 hours', $1::timestamptz, interval '5 minutes') t where t <= p.until`,
    [at, warmFrom],
  );
  for (const [table, step, days, count] of [
    ['telemetry_quarters', '15 minutes', 8, 3],
    ['telemetry_hours', '1 hour', 90, 12],
    ['telemetry_days', '1 day', 90, 288],
  ] as const) {
    const middle = `(t + interval '${step}' / 2)`;
    await tx.query(
      `insert into ${table} (series_id, at, count, min, max, sum, last, last_at)
       select id, t, ${count}, v - spread, v + spread, v * ${count}, v, t + interval '${step}' - interval '1 second' from (
         select s.id, t, ${VALUE(middle)} as v,
           case when p.kind = 'state' then 0 else p.noise * ${step === '1 day' ? 1.5 : 0.6} + p.daily * ${step === '1 day' ? 1 : 0} end as spread
         from demo_lines s join demo_lines p on p.id = s.id
         cross join generate_series(date_bin('${step}', $1::timestamptz - interval '${days} days', 'epoch'), $1::timestamptz, interval '${step}') t
         where t + interval '${step}' <= p.until) made`,
      [at, warmFrom],
    );
  }
  await tx.query(
    `update telemetry_series s set last_at = n.at, last_value = n.value, seen_at = n.at from (
       select distinct on (series_id) series_id, at, value from telemetry_readings order by series_id, at desc) n where n.series_id = s.id`,
  );
  return units.map(({ id }) => id).filter((id) => id !== silent?.id);
}

/** While the desk is open the devices go on sending, signed, at the same door. Returns how to switch them off. */
export async function startDevices(app: INestApplication): Promise<() => void> {
  const log = Logs.for('demo');
  const db = app.get(DataSource, { strict: false });
  const clock = app.get(Clock, { strict: false });
  const keys = app.get(DeviceKeys, { strict: false });
  const [key] = await db.query<{ id: string }[]>('select id from telemetry_keys where name = $1 and active limit 1', [
    GATEWAY,
  ]);
  if (!key) return () => undefined;
  const send = async (): Promise<void> => {
    const known = await keys.secretsOf(key.id);
    const lines: { tag: string; metric: string; kind: string; value: number; decimals: number }[] = await db.query(
      `select e.tag, x.key as metric, x.kind, s.last_value as value, x.decimals from telemetry_key_units k
       join equipment e on e.id = k.equipment_id join telemetry_series s on s.equipment_id = e.id
       join telemetry_metrics x on x.id = s.metric_id where k.key_id = $1 and s.last_value is not null`,
      [key.id],
    );
    const now = clock.millis();
    if (!known || lines.length === 0) return;
    const readings = lines.map(({ tag, metric, kind, value, decimals }, n) => {
      const wave = Math.sin(now / (7 * MINUTE) + n) * (decimals === 0 ? 0.6 : 0.08);
      return {
        device: tag,
        metric,
        value: kind === 'state' ? 0 : Number((value + wave).toFixed(decimals + 1)),
        time: now,
      };
    });
    const body = Buffer.from(JSON.stringify({ readings }));
    await app.get(TelemetryIntake, { strict: false }).take(key.id, signedHeaders(known.secrets, now, body), body);
  };
  const timer = setInterval(
    () => void send().catch((err: unknown) => log.warn({ err }, 'a device sent nothing')),
    MINUTE,
  );
  return () => clearInterval(timer);
}
