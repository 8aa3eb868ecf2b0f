/** Readings of a thousand devices: how many a second are taken, and how soon a year of minutes is a chart. */
import { Agent, request } from 'node:http';
import pg from 'pg';
import { signedHeaders } from '../../../dist/src/platform/crypto/signed-body.rules.js';
import { Desk } from '../../harness/live/desk.mjs';
import { until } from '../../harness/live/processes.mjs';
import { inParallel, timed } from '../measure.mjs';

const DEVICES = 1_000;
const GATEWAYS = 10;
const METRICS = ['temperature', 'humidity', 'supply'];
const BATCH = 250;
const MINUTE = 60_000;

/** On a desk of its own: a year of a thousand devices is nobody else's. */
export async function measureTelemetry({ report, size }) {
  const desk = await Desk.open();
  const db = new pg.Client({ connectionString: desk.databaseUrl });
  await db.connect();
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  try {
    report.section(`Telemetry: ${DEVICES} devices behind ${GATEWAYS} gateways, batches of ${BATCH}`);
    const api = await desk.signIn();
    const { keys, units } = await furnish(api, db);
    await measureIntake({ report, size, desk, db, agent, keys });
    await measureCharts({ report, size, api, db, units });
  } finally {
    agent.destroy();
    await db.end();
    await desk.close();
  }
}

async function furnish(api, db) {
  const model = await api.post('/equipment/models', { maker: 'Load', name: 'Cold-2', kind: 'sensor', family: 'iot' });
  for (const key of METRICS) await api.post('/telemetry/metrics', { modelId: model.id, key });
  const { rows } = await db.query(
    `with firm as (insert into companies (id, name, tags, fields, version, created_at, updated_at)
       select gen_random_uuid(), 'Load', '{}', '{}', 1, now(), now() returning id)
     insert into equipment (id, model_id, tag, code, owner, state, company_id, moved_at, created_at, updated_at)
     select gen_random_uuid(), $1, 'L-' || n, 'load-' || n, 'ours', 'installed', firm.id, now(), now(), now()
     from firm, generate_series(1, $2::int) n returning id, tag`,
    [model.id, DEVICES],
  );
  const metric = (await api.get(`/telemetry/metrics?model=${model.id}`)).items[0];
  const rule = { modelId: model.id, metricId: metric.id, kind: 'above', value: 1_000 };
  await api.post('/telemetry/thresholds', rule);
  const share = DEVICES / GATEWAYS;
  const keys = [];
  for (let at = 0; at < GATEWAYS; at += 1) {
    const mine = rows.slice(at * share, (at + 1) * share);
    const key = await api.post('/telemetry/keys', { name: `Gateway ${at}`, unitIds: mine.map(({ id }) => id) });
    keys.push({ ...key, path: new URL(key.url).pathname, tags: mine.map(({ tag }) => tag), sent: 0 });
  }
  return { keys, units: rows };
}

/** Never the same reading twice: a repeat would cost less. */
function batchOf(key, now) {
  const readings = Array.from({ length: BATCH }, (_, n) => {
    const at = key.sent + n;
    const lines = key.tags.length * METRICS.length;
    return {
      device: key.tags[at % key.tags.length],
      metric: METRICS[Math.floor(at / key.tags.length) % METRICS.length],
      value: Math.round(Math.sin(at / 50) * 100) / 10,
      time: now - 60 * MINUTE + Math.floor(at / lines) * 1_000,
    };
  });
  key.sent += BATCH;
  return Buffer.from(JSON.stringify({ readings }));
}

async function measureIntake({ report, size, desk, db, agent, keys }) {
  const floor = await bareRows(db, size);
  const began = Date.now();
  let stored = 0;
  const wrong = new Set();
  const perSecond = await inParallel(
    async (line) => {
      const key = keys[line];
      const body = batchOf(key, began);
      const answer = await post(agent, desk.url + key.path, signedHeaders([key.secret], Date.now(), body), body);
      if (answer.status === 200 && answer.body.stored === BATCH) stored += BATCH;
      else wrong.add(`${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`);
    },
    { width: 6, seconds: size.telemetrySeconds },
  );
  report.figure({
    what: 'readings taken over HTTP, signed, durable',
    value: perSecond * BATCH,
    unit: '/s',
    aim: { atLeast: 5_000 },
    floor: { what: 'bare SQL, the same rows in the same batches', value: floor },
  });
  for (const what of wrong) report.fail(`a batch was answered ${what}`);
  const { rows } = await db.query('select count(*)::int as count from telemetry_readings');
  report.expect(rows[0].count === stored, `${stored} were said to be stored, ${rows[0].count} are`);
  const at = performance.now();
  await until('everything is summed up', async () => {
    const sum = (await db.query('select coalesce(sum(count), 0)::int as count from telemetry_hours')).rows[0].count;
    return sum === stored;
  });
  report.figure({ what: 'the last of them summed up after', value: (performance.now() - at) / 1_000, unit: 's' });
}

/** What the database needs for the rows alone, in a table like ours. */
async function bareRows(db, size) {
  await db.query(
    'create table bare_readings (series_id int, at timestamptz, value float8, primary key (series_id, at))',
  );
  const rows = { series: [], at: [], value: [] };
  let sent = 0;
  const end = performance.now() + Math.min(3, size.telemetrySeconds) * 1_000;
  const began = performance.now();
  while (performance.now() < end) {
    for (let n = 0; n < BATCH; n += 1) {
      rows.series[n] = n;
      rows.at[n] = sent + n;
      rows.value[n] = n / 10;
    }
    await db.query({
      name: 'bare',
      text: `insert into bare_readings select s, to_timestamp(a), v from unnest($1::int[], $2::float8[], $3::float8[]) r(s, a, v) on conflict do nothing`,
      values: [rows.series, rows.at, rows.value],
    });
    sent += BATCH;
  }
  const perSecond = sent / ((performance.now() - began) / 1_000);
  await db.query('drop table bare_readings');
  return perSecond;
}

/** A year of hours and days, a month of quarters, for every device; and the minutes of a day of some. */
async function measureCharts({ report, size, api, db, units }) {
  const months = size.telemetryMonths;
  await db.query(
    `select telemetry_make_month(parent, (date_trunc('month', now()) - n * interval '1 month')::date)
     from unnest(array['telemetry_readings', 'telemetry_quarters', 'telemetry_hours']) parent, generate_series(0, $1::int) n`,
    [months],
  );
  const figures = `10, 1, 9, 50, 5`;
  await db.query(
    `insert into telemetry_days select s.id, t, ${figures}, t from telemetry_series s,
       generate_series(date_bin('1 day', now() - make_interval(months => $1), 'epoch'), now() - interval '2 days', interval '1 day') t on conflict do nothing`,
    [months],
  );
  await db.query(
    `insert into telemetry_hours select s.id, t, ${figures}, t from (select id from telemetry_series order by id limit 1000) s,
       generate_series(date_bin('1 hour', now() - interval '40 days', 'epoch'), now() - interval '2 days', interval '1 hour') t on conflict do nothing`,
  );
  await db.query('analyze');
  const hour = 60 * MINUTE;
  for (const [what, spanMs, most] of [
    [`a chart of ${months} months of one device, p95`, months * 30 * 24 * hour, 50],
    ['a chart of its last 30 days, p95', 30 * 24 * hour, 50],
    ['a chart of its last hour, p95', hour, 50],
  ]) {
    const times = await timed(
      (at) => {
        const from = new Date(Date.now() - spanMs).toISOString();
        return api.get(`/telemetry/units/${units[(at * 37) % DEVICES].id}/readings?metric=temperature&from=${from}`);
      },
      { times: Math.min(100, size.samples) },
    );
    report.figure({ what, value: times.p95, unit: 'ms', aim: { atMost: most } });
  }
}

function post(agent, url, headers, body) {
  return new Promise((done, fail) => {
    const asked = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } },
      (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', fail);
        answer.on('end', () => done({ status: answer.statusCode, body: JSON.parse(Buffer.concat(parts).toString()) }));
      },
    );
    asked.on('error', fail);
    asked.end(body);
  });
}
