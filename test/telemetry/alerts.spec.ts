import { AlertWatch } from '../../src/telemetry/alerts/alert-watch.service.js';
import { AlertWriter } from '../../src/telemetry/alerts/alert-writer.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { agent, lead, type Person } from '../harness/people.js';
import { Devices } from './devices.js';

const MINUTE = 60_000;

interface Alert {
  id: string;
  state: string;
  severity: string;
  firings: number;
  value: number | null;
  clearedBecause: string | null;
  ticket: { id: string; number: number } | null;
  version: number;
}

interface Event {
  type: string;
  data: Record<string, unknown>;
}

let models = 0;

describe('alerts of devices', () => {
  let app: TestApp;
  let boss: Person;
  let devices: Devices;

  beforeAll(async () => {
    app = await TestApp.boot();
    boss = await lead(app);
    await boss.patch('/telemetry/settings', { rejoinMinutes: 120 });
  });
  // A model of its own for each, so that one's thresholds are nobody else's.
  beforeEach(async () => {
    devices = await Devices.open(app, boss, `Model ${(models += 1)}`);
  });
  afterAll(() => app.close());

  const alertsOf = async (unitId: string): Promise<Alert[]> =>
    (await boss.get<{ items: Alert[] }>(`/telemetry/alerts?unit=${unitId}`)).body.items;
  const eventsOf = async (ticketId: string): Promise<Event[]> =>
    (await boss.get<{ items: Event[] }>(`/tickets/${ticketId}/events?limit=200`)).body.items;
  const told = async (ticketId: string): Promise<string[]> =>
    (await eventsOf(ticketId)).map(({ type }) => type).filter((type) => type.startsWith('alert.'));
  const ticketsOf = async (companyId: string) =>
    (await boss.get<{ items: { id: string; subject: string; priority: string }[] }>(`/tickets?company=${companyId}`))
      .body.items;

  async function device() {
    const unit = await devices.unit();
    return { unit, key: await devices.key(unit.id) };
  }

  it('a number that stays beyond opens one alert and one ticket, which knows unit, company and priority', async () => {
    await devices.threshold({ kind: 'above', value: 8, forMinutes: 2, severity: 'critical' });
    const { unit, key } = await device();
    await devices.send(key, devices.temperatures(5, 9));
    await devices.pass();
    expect(await alertsOf(unit.id)).toEqual([]);

    passed(app, 3 * MINUTE);
    await devices.send(key, devices.temperatures(9.5, 10, 11));
    await devices.rollUp();
    // Many workers look at once.
    await Promise.all(Array.from({ length: 8 }, () => app.get(AlertWatch).look()));
    await devices.send(key, devices.temperatures(9.5, 10, 11));
    await devices.pass();

    const [alert, ...more] = await alertsOf(unit.id);
    expect(more).toEqual([]);
    expect(alert).toMatchObject({
      state: 'open',
      severity: 'critical',
      firings: 1,
      value: 11,
      metric: { key: 'temperature' },
    });
    const tickets = await ticketsOf(unit.companyId);
    expect(tickets).toMatchObject([{ id: alert!.ticket!.id, priority: 'urgent', type: 'incident' }]);
    expect(tickets[0]!.subject).toMatch(
      new RegExp(`^${unit.tag}, Cold room \\d+: Temperature above 8 °C for 2 minutes$`),
    );
    expect(await told(alert!.ticket!.id)).toEqual(['alert.fired']);
    const about = await boss.get<{ items: { id: string }[] }>(`/tickets/${alert!.ticket!.id}/equipment`);
    expect(about.body.items.map(({ id }) => id)).toEqual([unit.id]);
    const said = await boss.get<{ items: { kind: string; text: string }[] }>(`/tickets/${alert!.ticket!.id}/messages`);
    expect(said.body.items).toMatchObject([
      { kind: 'note', text: expect.stringContaining('The last reading was 11 °C') as string },
    ]);
  });

  it('comes back inside: it clears and says so; soon beyond again it joins its ticket, and must be calm for longer', async () => {
    await devices.threshold({ kind: 'above', value: 8, hysteresis: 1 });
    const { unit, key } = await device();
    const go = async (...values: number[]) => {
      passed(app, values.length * MINUTE);
      await devices.send(key, devices.temperatures(...values));
      await devices.pass();
      return (await alertsOf(unit.id)).map(({ state, firings }) => `${state} ${firings}`);
    };
    expect(await go(9)).toEqual(['open 1']);
    expect(await go(7.5)).toEqual(['open 1']);
    expect(await go(6)).toEqual(['cleared 1']);
    expect(await go(9)).toEqual(['open 2']);
    expect(await go(6, 6, 6)).toEqual(['open 2']);
    expect(await go(6, 6, 6, 6, 6, 6, 6, 6, 6)).toEqual(['cleared 2']);

    const [alert] = await alertsOf(unit.id);
    expect(await ticketsOf(unit.companyId)).toHaveLength(1);
    expect(await told(alert!.ticket!.id)).toEqual([
      'alert.fired',
      'alert.cleared',
      'alert.fired-again',
      'alert.cleared',
    ]);

    passed(app, 200 * MINUTE);
    expect(await go(9)).toEqual(['open 1', 'cleared 2']);
    expect(await ticketsOf(unit.companyId)).toHaveLength(1);
  });

  it('a ticket that was solved opens again, a closed one is left alone', async () => {
    await devices.threshold({ kind: 'above', value: 8 });
    const { unit, key } = await device();
    const go = async (value: number) => {
      passed(app, 11 * MINUTE);
      await devices.send(key, devices.temperatures(...Array.from({ length: 11 }, () => value)));
      await devices.pass();
    };
    const put = async (category: string) => {
      const ticket = (await boss.get<{ version: number }>(`/tickets/${(await alertsOf(unit.id))[0]!.ticket!.id}`)).body;
      const id = (await alertsOf(unit.id))[0]!.ticket!.id;
      expect((await boss.patch(`/tickets/${id}`, { version: ticket.version, status: category })).status).toBe(200);
    };
    await go(9);
    await put('solved');
    await go(5);
    await go(9);
    const [again] = await alertsOf(unit.id);
    expect(
      (await boss.get<{ status: { category: string } }>(`/tickets/${again!.ticket!.id}`)).body.status.category,
    ).toBe('open');

    await put('closed');
    for (let n = 0; n < 3; n += 1) await go(5);
    await go(9);
    const [last] = await alertsOf(unit.id);
    expect(last!.ticket!.id).not.toBe(again!.ticket!.id);
    expect(await ticketsOf(unit.companyId)).toHaveLength(2);
  });

  it('silence is found without a reading, once for a place, and ends with the next one', async () => {
    await devices.threshold({ kind: 'silent', metricId: null, forMinutes: 10, severity: 'warning' });
    const one = await devices.unit();
    const two = await devices.unit(one);
    const [keyOne, keyTwo] = [await devices.key(one.id), await devices.key(two.id)];
    await devices.send(keyOne, devices.temperatures(5));
    await devices.send(keyTwo, devices.temperatures(5));
    await devices.pass();
    passed(app, 11 * MINUTE);
    await Promise.all([app.get(AlertWatch).look(), app.get(AlertWatch).look()]);

    expect((await alertsOf(one.id)).map(({ state }) => state)).toEqual(['open']);
    expect((await alertsOf(two.id)).map(({ state }) => state)).toEqual(['open']);
    const [ticket, ...more] = await ticketsOf(one.companyId);
    expect(more).toEqual([]);
    expect(await told(ticket!.id)).toEqual(['alert.fired', 'alert.fired']);

    await devices.send(keyOne, devices.temperatures(5));
    await devices.pass();
    expect((await alertsOf(one.id)).map(({ state }) => state)).toEqual(['cleared']);
    expect((await alertsOf(two.id)).map(({ state }) => state)).toEqual(['open']);
  });

  it('what came late and is over by now wakes nobody', async () => {
    await devices.threshold({ kind: 'above', value: 8 });
    const { unit, key } = await device();
    await devices.send(key, devices.temperatures(5));
    await devices.send(key, [{ metric: 'temperature', value: 20, time: devices.now - 30 * MINUTE }]);
    await devices.pass();
    expect(await alertsOf(unit.id)).toEqual([]);
  });

  it('the narrowest threshold holds in place of wider ones, and one that is switched off spares its unit', async () => {
    const wide = await devices.threshold({ kind: 'above', value: 8 });
    const [usual, other, spared] = [await device(), await device(), await device()];
    await devices.threshold({ kind: 'above', value: 20, companyId: other.unit.companyId });
    await devices.threshold({ kind: 'above', value: 8, equipmentId: spared.unit.id, active: false });
    for (const { key } of [usual, other, spared]) await devices.send(key, devices.temperatures(12));
    await devices.pass();

    const counts = await Promise.all([usual, other, spared].map(async ({ unit }) => (await alertsOf(unit.id)).length));
    expect(counts).toEqual([1, 0, 0]);
    const holding = await boss.get<{ items: { value: number }[] }>(`/telemetry/thresholds?unit=${other.unit.id}`);
    expect(holding.body.items.map(({ value }) => value)).toEqual([20]);

    expect((await boss.delete(`/telemetry/thresholds/${wide.body.id}`)).status).toBe(204);
    await devices.pass();
    expect(await alertsOf(usual.unit.id)).toMatchObject([{ state: 'cleared', clearedBecause: 'threshold' }]);
  });

  it('a muted unit opens none, and one that was taken away has none', async () => {
    await devices.threshold({ kind: 'above', value: 8 });
    const { unit, key } = await device();
    expect((await boss.put(`/telemetry/units/${unit.id}/mute`, { reason: 'defrosting' })).body).toMatchObject({
      mute: { reason: 'defrosting', byName: boss.name },
    });
    await devices.send(key, devices.temperatures(12));
    await devices.pass();
    expect(await alertsOf(unit.id)).toEqual([]);

    expect((await boss.delete(`/telemetry/units/${unit.id}/mute`)).status).toBe(204);
    await devices.pass();
    expect(await alertsOf(unit.id)).toMatchObject([{ state: 'open' }]);

    expect((await boss.post(`/equipment/${unit.id}/moves`, { action: 'lose' })).status).toBe(201);
    await devices.pass();
    expect(await alertsOf(unit.id)).toMatchObject([{ state: 'cleared', clearedBecause: 'moved' }]);
  });

  it('is solved by itself where nobody touched it, if that is wanted', async () => {
    await boss.patch('/telemetry/settings', { solveUntouched: true });
    await devices.threshold({ kind: 'above', value: 8 });
    const [left, touched] = [await device(), await device()];
    for (const { key } of [left, touched]) await devices.send(key, devices.temperatures(12));
    await devices.pass();
    const [seen] = await alertsOf(touched.unit.id);
    const clerk = await agent(app);
    expect((await clerk.put(`/telemetry/alerts/${seen!.id}/acknowledgement`, {})).body).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: clerk.name,
    });
    expect((await clerk.put(`/telemetry/alerts/${seen!.id}/acknowledgement`, {})).status).toBe(200);

    passed(app, MINUTE);
    for (const { key } of [left, touched]) await devices.send(key, devices.temperatures(4));
    await devices.pass();
    await boss.patch('/telemetry/settings', { solveUntouched: false });

    const categoryOf = async (unitId: string) =>
      (await boss.get<{ status: { category: string } }>(`/tickets/${(await alertsOf(unitId))[0]!.ticket!.id}`)).body
        .status.category;
    expect([await categoryOf(left.unit.id), await categoryOf(touched.unit.id)]).toEqual(['solved', 'new']);
    expect(await told(seen!.ticket!.id)).toEqual(['alert.fired', 'alert.acknowledged', 'alert.cleared']);
    expect((await clerk.put(`/telemetry/alerts/${seen!.id}/acknowledgement`, {})).status).toBe(409);
  });

  it('a rate is told, a warning joins what is critical, and info opens a ticket only if it is to', async () => {
    await devices.threshold({ kind: 'rate', value: 30, windowMinutes: 10, severity: 'info', opensTicket: false });
    const { unit, key } = await device();
    await devices.send(key, devices.temperatures(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    await devices.pass();
    expect(await alertsOf(unit.id)).toMatchObject([{ kind: 'rate', ticket: null, value: 60 }]);

    await devices.threshold({ kind: 'above', value: 8, severity: 'warning' });
    await devices.threshold({ kind: 'above', value: 10, severity: 'critical' });
    await devices.pass();
    const [ticket, ...more] = await ticketsOf(unit.companyId);
    expect([ticket!.priority, more]).toEqual(['urgent', []]);
  });

  it('what the rules do not fit is refused, and nothing is judged for who is unknown', async () => {
    for (const [body, path] of [
      [{ kind: 'above' }, 'value'],
      [{ kind: 'silent', metricId: null }, 'forMinutes'],
      [{ kind: 'silent', value: 3, forMinutes: 5 }, 'value'],
      [{ kind: 'rate', value: 0 }, 'value'],
      [{ kind: 'above', value: 3, metricId: null }, 'metricId'],
      [{ kind: 'above', value: 3, metricId: 2_000_000 }, 'metricId'],
      [{ kind: 'above', value: 3, equipmentId: devices.modelId }, 'equipmentId'],
    ] as const) {
      const refused = (await devices.threshold(body)) as unknown as {
        status: number;
        body: { errors: { path: string }[] };
      };
      expect([refused.status, refused.body.errors[0]!.path]).toEqual([422, path]);
    }
    await expect(app.get(AlertWriter).judge(devices.modelId, devices.modelId)).resolves.toBeUndefined();
    const clerk = await agent(app);
    expect((await clerk.post('/telemetry/thresholds', {})).status).toBe(403);
    expect((await clerk.get('/telemetry/keys')).status).toBe(403);
  });
});
