import { Months } from '../../src/telemetry/readings/months.service.js';
import { TestApp } from '../harness/app.js';
import { lead, type Person } from '../harness/people.js';
import { Devices, type GivenReading } from './devices.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

interface Point {
  at: string;
  value: number;
  min: number;
  max: number;
  last: number;
  count: number;
}

describe('readings of devices', () => {
  let app: TestApp;
  let boss: Person;
  let devices: Devices;

  beforeAll(async () => {
    app = await TestApp.boot();
    boss = await lead(app);
    devices = await Devices.open(app, boss);
  });
  afterAll(() => app.close());

  async function device() {
    const unit = await devices.unit();
    return { unit, key: await devices.key(unit.id) };
  }

  const chart = async (unitId: string, from: number, to: number) =>
    (
      await boss.get<{ resolution: string; points: Point[] }>(
        `/telemetry/units/${unitId}/readings?metric=temperature&from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`,
      )
    ).body;
  const count = async (unitId: string): Promise<number> => {
    const [row] = (await app.db.query(
      `select count(*)::int as count from telemetry_readings r join telemetry_series s on s.id = r.series_id where s.equipment_id = $1`,
      [unitId],
    )) as [{ count: number }];
    return row.count;
  };

  it('are stored once, however often a batch comes', async () => {
    const { unit, key } = await device();
    const readings = devices.temperatures(4, 4.5, 5);

    const first = await devices.send(key, readings, { id: 'batch-1' });
    const again = await Promise.all(Array.from({ length: 20 }, () => devices.send(key, readings.toReversed())));

    expect(first).toMatchObject({
      status: 200,
      body: { id: 'batch-1', received: 3, stored: 3, repeated: 0, refused: [] },
    });
    expect(again.map(({ status, body }) => [status, body.stored, body.repeated])).toEqual(
      Array.from({ length: 20 }, () => [200, 0, 3]),
    );
    expect(await count(unit.id)).toBe(3);
  });

  it('the first of one moment stays, whatever is said of it later', async () => {
    const { unit, key } = await device();
    const time = devices.now;
    await devices.send(key, [
      { metric: 'temperature', value: 4, time },
      { metric: 'temperature', value: 9, time },
    ]);
    await devices.send(key, [{ metric: 'temperature', value: 7, time: new Date(time).toISOString() }]);

    const { points } = await chart(unit.id, time - HOUR, time + 1);

    expect(points.map(({ value }) => value)).toEqual([4]);
  });

  it('the good ones of a batch are taken, and of each other it is said why not', async () => {
    const { unit, key } = await device();
    const now = devices.now;
    const good = { metric: 'temperature', value: 4, time: now };

    const { status, body } = await devices.send(key, [
      good,
      { ...good, value: 'warm' },
      { ...good, metric: 'pressure' },
      { ...good, time: now + 10 * 60_000 },
      { ...good, time: now - 8 * DAY },
      { ...good, time: '2026-11-29 12:00' },
      { ...good, time: Math.floor(now / 1000) },
      { ...good, device: 'EQ-0' },
      { metric: 'door', value: true, time: now - 1, id: 'd1' },
      null as unknown as GivenReading,
    ]);

    expect(status).toBe(200);
    expect(body).toMatchObject({ received: 10, stored: 2, refusedCount: 8 });
    expect(body.refused.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'readings[1].value malformed',
      'readings[2].metric unknown_metric',
      'readings[3].time in_the_future',
      'readings[4].time too_old',
      'readings[5].time malformed',
      'readings[6].time malformed',
      'readings[7].device unknown_device',
      'readings[9] malformed',
    ]);
    expect(await count(unit.id)).toBe(2);
  });

  it('a batch of which nothing can be taken is refused, with the fields', async () => {
    const { key } = await device();
    const none = await devices.send(key, [{ metric: 'pressure', value: 4, time: devices.now }]);
    expect([none.status, none.body.errors]).toEqual([
      422,
      [{ path: 'readings[0].metric', message: 'is not measured by this model; it measures temperature, door' }],
    ]);
    for (const [text, status, path] of [
      ['{"readings": [', 400, undefined],
      ['[]', 422, ''],
      ['{"readings": {}}', 422, 'readings'],
      ['{"readings": []}', 422, 'readings'],
      ['{"id": 4, "readings": [{}]}', 422, 'id'],
      [JSON.stringify({ readings: Array.from({ length: 5_001 }, () => 1) }), 422, 'readings'],
      [`{"readings": [], "pad": "${'x'.repeat(1024 * 1024)}"}`, 413, undefined],
      ['['.repeat(100_000), 400, undefined],
    ] as const) {
      const answer = await devices.bring(key, text);
      expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([status, path]);
    }
  });

  it('a wrong signature, an old one and an unknown key open nothing', async () => {
    const { unit, key } = await device();
    const body = JSON.stringify({ readings: devices.temperatures(4) });

    expect((await devices.bring({ ...key, secret: 'fdd_guessed' }, body)).status).toBe(403);
    const old = await devices.bring(key, body, { 'x-frontdesk-timestamp': '1700000000' });
    expect(old.status).toBe(403);
    expect((await devices.bring({ ...key, id: unit.id }, body)).status).toBe(404);
    expect((await devices.bring({ ...key, id: 'nobody' }, body)).status).toBe(404);
    expect(await count(unit.id)).toBe(0);
    const seen = await boss.get<{ refusedAt: string | null }>(`/telemetry/keys/${key.id}`);
    expect(seen.body.refusedAt).not.toBeNull();
  });

  it('a secret is renewed without a gap, shown once, and switched off at once', async () => {
    const { key } = await device();
    const renewed = await boss.post<{ secret: string; renewing: boolean }>(`/telemetry/keys/${key.id}/secret`, {});
    const next = { id: key.id, secret: renewed.body.secret };
    expect(renewed.body.renewing).toBe(true);

    expect((await devices.send(key, devices.temperatures(4))).status).toBe(200);
    expect((await devices.send(next, devices.temperatures(5))).status).toBe(200);
    expect((await boss.delete(`/telemetry/keys/${key.id}/secret/previous`)).status).toBe(204);
    expect((await devices.send(key, devices.temperatures(6))).status).toBe(403);
    expect((await devices.send(next, devices.temperatures(6))).status).toBe(200);

    const { body } = await boss.get<object>(`/telemetry/keys/${key.id}`);
    expect(JSON.stringify(body)).not.toContain(next.secret);
    const [{ sealed }] = (await app.db.query('select secret_sealed as sealed from telemetry_keys where id = $1', [
      key.id,
    ])) as [{ sealed: string }];
    expect(sealed).not.toContain(next.secret);
    await boss.patch(`/telemetry/keys/${key.id}`, { active: false });
    expect((await devices.send(next, devices.temperatures(7))).status).toBe(404);
  });

  it('a gateway names its devices by tag or serial number, and those of others it cannot name', async () => {
    const [one, two, foreign] = [await devices.unit(), await devices.unit(), await devices.unit()];
    const key = await devices.key(one.id, two.id);
    const [reading] = devices.temperatures(4) as [GivenReading];

    const { body } = await devices.send(key, [
      { ...reading, device: one.tag },
      { ...reading, device: two.serial.toLowerCase() },
      { ...reading, device: foreign.tag },
      reading,
    ]);

    expect(body).toMatchObject({ stored: 2, refusedCount: 2 });
    expect([await count(one.id), await count(two.id), await count(foreign.id)]).toEqual([1, 1, 0]);
  });

  it('are summed up the same whether they come in order, shuffled, late or twice', async () => {
    const [orderly, disorderly] = [await device(), await device()];
    const hour = Math.floor(devices.now / HOUR) * HOUR - 3 * HOUR;
    const minutes = Array.from({ length: 120 }, (_, n) => ({
      metric: 'temperature',
      value: Math.round(Math.sin(n / 9) * 100) / 10,
      time: hour + n * 60_000,
    }));
    await devices.send(orderly.key, minutes);
    await devices.rollUp();

    const shuffled = minutes.toSorted((a, b) => ((a.time * 7919) % 1009) - ((b.time * 7919) % 1009));
    await devices.send(disorderly.key, shuffled.slice(0, 70));
    await devices.rollUp();
    await Promise.all([devices.send(disorderly.key, shuffled.slice(30)), devices.rollUp(), devices.rollUp()]);
    await devices.rollUp();

    for (const [from, to] of [
      [hour, hour + 3 * HOUR],
      [hour - DAY, hour + 3 * HOUR],
      [hour - 30 * DAY, hour + 3 * HOUR],
      [hour - 300 * DAY, hour + DAY],
    ] as const) {
      const [a, b] = [await chart(orderly.unit.id, from, to), await chart(disorderly.unit.id, from, to)];
      expect(b.resolution).toBe(a.resolution);
      expect(a.points.length).toBeGreaterThan(0);
      expect(b.points.map((p) => ({ ...p, value: p.value.toFixed(9) }))).toEqual(
        a.points.map((p) => ({ ...p, value: p.value.toFixed(9) })),
      );
      expect(a.points.reduce((sum, p) => sum + p.count, 0)).toBe(120);
    }
    const quarters = await chart(orderly.unit.id, hour - DAY, hour + 3 * HOUR);
    expect([quarters.resolution, quarters.points.length]).toEqual(['quarter', 8]);
    const first = minutes.slice(0, 15).map(({ value }) => value);
    expect(quarters.points[0]).toMatchObject({
      min: Math.min(...first),
      max: Math.max(...first),
      last: first.at(-1),
      count: 15,
    });
  });

  it('the newest is told of a unit and of its place, though an older one came after it', async () => {
    const { unit, key } = await device();
    await devices.send(key, devices.temperatures(1, 2, 3));
    await devices.rollUp();
    await devices.send(key, [{ metric: 'temperature', value: 99, time: devices.now - 5 * HOUR }]);
    await devices.rollUp();

    const one = await boss.get<{ metrics: object[]; keys: number }>(`/telemetry/units/${unit.id}`);
    const place = await boss.get<{
      items: { tag: string; condition: string; metrics: { hours: (number | null)[] }[] }[];
    }>(`/telemetry/sites/${unit.siteId}`);

    expect(one.body).toMatchObject({
      keys: 1,
      metrics: [
        { key: 'temperature', lastValue: 3 },
        { key: 'door', lastValue: null },
      ],
    });
    expect(place.body.items).toMatchObject([{ tag: unit.tag, condition: 'fine' }]);
    expect(place.body.items[0]!.metrics[0]!.hours).toHaveLength(24);
    expect(place.body.items[0]!.metrics[0]!.hours.at(-6)).toBe(99);
  });

  it('months are made ahead, thrown away whole when they are old, and made again where one is missing', async () => {
    const months = async () =>
      (
        (await app.db.query(
          `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'telemetry_readings'::regclass order by 1`,
        )) as { name: string }[]
      ).map(({ name }) => name);
    await app.db.query(`select telemetry_make_month('telemetry_readings', '2020-02-01')`);
    expect(await months()).toContain('telemetry_readings_2020_02');

    await app.get(Months).keep();

    const kept = await months();
    const nextMonth = new Date(
      Date.UTC(new Date(devices.now).getUTCFullYear(), new Date(devices.now).getUTCMonth() + 2),
    );
    expect(kept).not.toContain('telemetry_readings_2020_02');
    expect(kept.at(-1)).toBe(`telemetry_readings_${nextMonth.toISOString().slice(0, 7).replace('-', '_')}`);

    const { unit, key } = await device();
    const now = new Date(devices.now).toISOString().slice(0, 7).replace('-', '_');
    await app.db.query(`drop table telemetry_months.telemetry_readings_${now}`);
    expect((await devices.send(key, devices.temperatures(4))).body.stored).toBe(1);
    expect(await count(unit.id)).toBe(1);
  });

  it('what is read and kept is the business of whoever may', async () => {
    const { unit } = await device();
    expect((await boss.get('/telemetry/units/00000000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await boss.get(`/telemetry/units/${unit.id}/readings?metric=nothing`)).status).toBe(422);
    expect(
      (await boss.get(`/telemetry/units/${unit.id}/readings?metric=door&from=2026-01-02&to=2026-01-01`)).status,
    ).toBe(422);
    expect((await boss.patch('/telemetry/settings', { rawDays: 500, quarterDays: 400 })).status).toBe(422);
    expect((await boss.patch('/telemetry/settings', { lateDays: 3 })).body).toMatchObject({ lateDays: 3 });
    expect((await boss.post('/telemetry/metrics', { modelId: devices.modelId, key: 'door' })).status).toBe(409);
    expect((await app.anyone.get(`/telemetry/units/${unit.id}`)).status).toBe(401);
  });
});
