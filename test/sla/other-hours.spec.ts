import { jest } from '@jest/globals';
import type { CalendarView } from '../../src/hours/calendar.dto.js';
import { ContractUpkeep } from '../../src/contracts/contract-upkeep.js';
import type { ContractView } from '../../src/contracts/contract.dto.js';
import type { ClockList, ClockView } from '../../src/sla/clock.dto.js';
import { OpenPromises } from '../../src/sla/open-promises.service.js';
import type { PolicyView } from '../../src/sla/policy.dto.js';
import { PromiseKeeper } from '../../src/sla/promise-keeper.service.js';
import { PromiseTimer } from '../../src/sla/promise-timer.js';
import { ClockRebuild } from '../../src/sla/rebuild.service.js';
import { newId } from '../../src/platform/ids.js';
import type { Explanation } from '../../src/tickets/history/explanation.dto.js';
import type { TicketView } from '../../src/tickets/ticket.dto.js';
import { TestApp } from '../harness/app.js';
import { goneTo, passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, type Person } from '../harness/people.js';

const HOUR = 3_600_000;
const week = (from: string, to: string) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [[from, to]]]));
const ALL_DAY = week('00:00', '24:00');
const MORNINGS = week('08:00', '10:00');

describe('open promises, when hours and contracts change', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
  });
  afterAll(() => app.close());
  // A Wednesday before anybody works.
  beforeEach(async () => {
    goneTo(app, '2027-03-10T06:00:00Z');
    boss = await lead(app);
  });
  afterEach(async () => {
    await app.settle();
    expect(await app.get(ClockRebuild).compare()).toMatchObject({ different: [] });
    jest.restoreAllMocks();
    await app.db.query('update sla_policies set active = false');
    await app.db.query('update sla_revision set revision = revision + 1');
  });

  const promise = async (more: object = {}): Promise<PolicyView> => {
    const { status, body } = await boss.post<PolicyView>('/sla/policies', {
      name: `Four hours ${newId()}`,
      targets: [
        { target: 'resolution', hours: 'business', minutes: { low: 240, normal: 240, high: 240, urgent: 240 } },
      ],
      ...more,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };
  const calendar = async (more: object = {}): Promise<CalendarView> => {
    const { status, body } = await boss.post<CalendarView>('/sla/calendars', {
      name: `Hours ${newId()}`,
      timezone: 'UTC',
      hours: ALL_DAY,
      ...more,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };
  const changed = async (path: string, values: object): Promise<void> => {
    const { version } = (await boss.get<{ version: number }>(path)).body;
    const { status, body } = await boss.patch(path, { version, ...values });
    expect({ status, body }).toMatchObject({ status: 200 });
    await app.settle();
  };
  const contract = async (companyId: string, more: object = {}): Promise<ContractView> => {
    const { status, body } = await boss.post<ContractView>('/contracts', {
      companyId,
      kind: 'service',
      term: 'long',
      state: 'active',
      startsOn: '2027-01-01',
      ...more,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };
  const read = async (id: string): Promise<TicketView> => (await boss.get<TicketView>(`/tickets/${id}`)).body;
  const due = async (id: string): Promise<string> => String((await read(id)).dueAt).slice(0, 16);
  const clock = async (id: string): Promise<ClockView> =>
    (await boss.get<ClockList>(`/tickets/${id}/clocks`)).body.items.find(({ target }) => target === 'resolution')!;
  /** How often a promise was made on it. */
  const made = async (...ids: string[]): Promise<number[]> => {
    const rows = await app.db.query<{ id: string; n: number }[]>(
      `select ticket_id as id, count(*)::int as n from sla_ledger where kind = 'apply' and ticket_id = any($1) group by 1`,
      [ids],
    );
    return ids.map((id) => rows.find((row) => row.id === id)?.n ?? 0);
  };
  const cause = async (id: string): Promise<unknown> => {
    const { policy } = (await boss.get<Explanation>(`/tickets/${id}/explain`)).body;
    return (policy!.reasons[0]!.because as { sla: { cause?: unknown } }).sla.cause;
  };

  it('follow other hours from their own beginning, say why, and leave other tickets alone', async () => {
    const [mine, theirs] = [await calendar(), await calendar()];
    const [ours, others] = [await team(mine), await team(theirs)];
    await promise();
    const [ticket, twin] = [await make.ticket({ teamId: ours }), await make.ticket({ teamId: others })];
    expect([await due(ticket.id), await due(twin.id)]).toEqual(['2027-03-10T10:00', '2027-03-10T10:00']);

    await changed(`/sla/calendars/${mine.id}`, { hours: MORNINGS });

    expect([await due(ticket.id), await due(twin.id)]).toEqual(['2027-03-11T10:00', '2027-03-10T10:00']);
    expect(await clock(ticket.id)).toMatchObject({ state: 'running', calendar: { version: 3 } });
    expect(await cause(ticket.id)).toEqual({ kind: 'calendar', id: mine.id, name: mine.name });
    expect(await made(ticket.id, twin.id)).toEqual([2, 1]);
  });

  it('follow a day on which nobody works, and one that comes back every year', async () => {
    const mine = await calendar({ hours: MORNINGS });
    const ours = await team(mine);
    await promise();
    const { id } = await make.ticket({ teamId: ours });
    expect(await due(id)).toBe('2027-03-11T10:00');

    await changed(`/sla/calendars/${mine.id}`, { exceptions: [{ date: '2027-03-10', hours: [] }] });
    expect(await due(id)).toBe('2027-03-12T10:00');

    await changed(`/sla/calendars/${mine.id}`, {
      holidays: [{ date: '2020-03-11', name: 'Day of the town', yearly: true }],
    });
    expect(await due(id)).toBe('2027-03-13T10:00');
  });

  it('do not care what hours are called', async () => {
    const mine = await calendar();
    const ours = await team(mine);
    await promise();
    const { id } = await make.ticket({ teamId: ours });
    const { version } = await read(id);

    await changed(`/sla/calendars/${mine.id}`, { name: `Other name ${newId()}` });

    expect(await made(id)).toEqual([1]);
    expect((await read(id)).version).toBe(version);
    const jobs = await app.db.query(
      `select 1 from outbox where name = 'calendar.changed' and fact->>'calendarId' = $1 and fact->>'otherHours' = 'true'`,
      [mine.id],
    );
    expect(jobs).toEqual([]);
  });

  it('stay broken, and were due when they were', async () => {
    const mine = await calendar();
    const ours = await team(mine);
    await promise();
    const { id } = await make.ticket({ teamId: ours });
    passed(app, 5 * HOUR);
    while ((await app.get(PromiseTimer).fire()) > 0);
    const before = await clock(id);
    expect(before).toMatchObject({ state: 'breached', endedAt: null });

    // On these hours it would only be due tomorrow.
    await changed(`/sla/calendars/${mine.id}`, { hours: MORNINGS });

    const after = await clock(id);
    expect(after).toMatchObject({ state: 'breached', breachedAt: before.breachedAt, dueAt: before.dueAt });
    expect(after.ledger.filter(({ kind }) => kind === 'breach')).toHaveLength(1);
    expect(after.calendar).toMatchObject({ version: 3 });
    expect(await due(id)).toBe('2027-03-10T10:00');
  });

  it('are broken at the time at which they were due on hours that began earlier', async () => {
    const mine = await calendar({ hours: week('12:00', '18:00') });
    const ours = await team(mine);
    await promise();
    const { id } = await make.ticket({ teamId: ours });
    passed(app, 7 * HOUR);
    expect(await due(id)).toBe('2027-03-10T16:00');

    await changed(`/sla/calendars/${mine.id}`, { hours: week('08:00', '18:00') });

    expect(await clock(id)).toMatchObject({ state: 'breached', breachedAt: '2027-03-10T12:00:00.000Z' });
  });

  it('that are over stay as they were kept, and go on with the hours of the day when the ticket is open again', async () => {
    const mine = await calendar();
    const ours = await team(mine);
    await promise();
    const { id } = await make.ticket({ teamId: ours });
    passed(app, HOUR);
    await boss.patch(`/tickets/${id}`, { version: (await read(id)).version, status: 'solved' });
    expect(await clock(id)).toMatchObject({ state: 'met', calendar: { version: 2 } });

    await changed(`/sla/calendars/${mine.id}`, { hours: MORNINGS });
    expect(await made(id)).toEqual([1]);
    expect(await clock(id)).toMatchObject({ state: 'met', calendar: { version: 2 } });

    await boss.patch(`/tickets/${id}`, { version: (await read(id)).version, status: 'open' });
    expect(await clock(id)).toMatchObject({ state: 'running', calendar: { version: 3 } });
  });

  it('keep the version of their policy, which was edited meanwhile', async () => {
    const mine = await calendar();
    const ours = await team(mine);
    const policy = await promise();
    const { id } = await make.ticket({ teamId: ours });
    await boss.patch(`/sla/policies/${policy.id}`, {
      version: 1,
      targets: [{ target: 'resolution', hours: 'business', minutes: { normal: 10 } }],
    });

    await changed(`/sla/calendars/${mine.id}`, { hours: MORNINGS });

    expect(await clock(id)).toMatchObject({ targetMinutes: 240, policy: { version: 1 }, calendar: { version: 3 } });
  });

  it('follow hours to those to whom they are given, and go when they are deleted', async () => {
    const ours = await team();
    await promise();
    const [ticket, twin] = [await make.ticket({ teamId: ours }), await make.ticket()];

    const mine = await calendar({ hours: MORNINGS, uses: [{ kind: 'team', id: ours }] });
    await app.settle();
    expect([await due(ticket.id), await due(twin.id)]).toEqual(['2027-03-11T10:00', '2027-03-10T10:00']);

    expect((await boss.delete(`/sla/calendars/${mine.id}`)).status).toBe(204);
    await app.settle();
    expect(await due(ticket.id)).toBe('2027-03-10T10:00');
    expect(await made(ticket.id, twin.id)).toEqual([3, 1]);
  });

  it('follow another default, where nobody has hours of their own', async () => {
    const mine = await calendar({ hours: MORNINGS });
    const ours = await team(await calendar());
    const [former] = (await boss.get<{ items: CalendarView[] }>('/sla/calendars')).body.items;
    await promise();
    const [ticket, twin] = [await make.ticket(), await make.ticket({ teamId: ours })];

    await changed(`/sla/calendars/${mine.id}`, { isDefault: true });
    expect([await due(ticket.id), await due(twin.id)]).toEqual(['2027-03-11T10:00', '2027-03-10T10:00']);

    await changed(`/sla/calendars/${former!.id}`, { isDefault: true });
    expect(await made(ticket.id, twin.id)).toEqual([3, 1]);
  });

  it('follow the hours, the package and the days of a contract, not what it costs or is called', async () => {
    const [company, other] = [await make.company(), await make.company()];
    const gold = await boss.post<{ id: string }>('/packages', { key: `gold-${newId().slice(-12)}`, name: 'Gold' });
    const { key } = (await boss.get<{ key: string }>(`/packages/${gold.body.id}`)).body;
    await promise({
      conditions: { all: [{ field: 'package.key', op: 'is', value: key }] },
      targets: [{ target: 'resolution', hours: 'calendar', minutes: { normal: 60 } }],
    });
    await promise();
    const signed = await contract(company.id);
    await contract(other.id);
    const [ticket, twin] = [await make.ticket({ companyId: company.id }), await make.ticket({ companyId: other.id })];

    await changed(`/contracts/${signed.id}`, { notes: 'Called on Monday', reference: 'PO 17', noticeDays: 10 });
    expect(await made(ticket.id)).toEqual([1]);

    await changed(`/contracts/${signed.id}`, { calendarId: (await calendar({ hours: MORNINGS })).id });
    expect(await due(ticket.id)).toBe('2027-03-11T10:00');
    expect(await cause(ticket.id)).toEqual({ kind: 'contract', id: signed.id, name: signed.number });

    await changed(`/contracts/${signed.id}`, { packageId: gold.body.id });
    expect(await due(ticket.id)).toBe('2027-03-10T07:00');

    await changed(`/contracts/${signed.id}`, { state: 'ended', endsOn: '2027-03-09' });
    expect(await due(ticket.id)).toBe('2027-03-10T10:00');
    expect(await made(ticket.id, twin.id)).toEqual([4, 1]);
  });

  it('begin to follow a contract on its first day', async () => {
    const company = await make.company();
    await promise();
    const { id } = await make.ticket({ companyId: company.id });
    await contract(company.id, { startsOn: '2027-03-11', calendarId: (await calendar({ hours: MORNINGS })).id });
    await app.settle();
    expect(await due(id)).toBe('2027-03-10T10:00');

    goneTo(app, '2027-03-11T00:30:00Z');
    boss = await lead(app);
    await app.get(ContractUpkeep).run();
    await app.get(ContractUpkeep).run();
    await app.settle();

    expect((await clock(id)).calendar?.name).toMatch(/^Hours/);
    const begun = await app.db.query(`select 1 from contract_events where type = 'begun'`);
    expect(begun).toHaveLength(1);
  });

  it('follow the places of a customer and of a contract, and what a policy asks about the customer', async () => {
    const company = await make.company();
    const site = async (name: string) =>
      (await boss.post<{ id: string }>('/sites', { companyId: company.id, name, address: 'Rua Nova, 1' })).body;
    const shop = await site('Shop');
    await calendar({ hours: MORNINGS, uses: [{ kind: 'site', id: shop.id }] });
    await promise({
      conditions: { all: [{ field: 'company.tags', op: 'has_any', value: ['vip'] }] },
      targets: [{ target: 'resolution', hours: 'calendar', minutes: { normal: 30 } }],
    });
    await promise();
    const { id } = await make.ticket({ companyId: company.id });
    expect(await due(id)).toBe('2027-03-11T10:00');

    // Now it has two, and nobody knows which.
    const depot = await site('Depot');
    await app.settle();
    expect(await due(id)).toBe('2027-03-10T10:00');
    expect(await cause(id)).toEqual({ kind: 'company', id: company.id, name: null });

    await changed(`/sites/${depot.id}`, { name: 'Warehouse', accessNotes: 'Ring twice' });
    expect(await made(id)).toEqual([2]);

    const signed = await contract(company.id);
    await changed(`/contracts/${signed.id}`, { siteIds: [shop.id] });
    expect(await due(id)).toBe('2027-03-11T10:00');

    await changed(`/companies/${company.id}`, { notes: 'Pays late' });
    expect(await made(id)).toEqual([3]);
    await changed(`/companies/${company.id}`, { tags: ['vip'] });
    expect(await due(id)).toBe('2027-03-10T06:30');
  });

  it('are computed once, however often, by however many, and by whoever goes on after a failure', async () => {
    const mine = await calendar();
    const ours = await team(mine);
    await promise();
    const ids: string[] = [];
    // More than one batch.
    for (let n = 0; n < 103; n += 1) ids.push((await make.ticket({ teamId: ours })).id);
    const keeper = app.get(PromiseKeeper);
    const keep = keeper.keep.bind(keeper);
    let calls = 0;
    // As a kill does: a batch breaks off, and one ticket fails by itself.
    jest.spyOn(keeper, 'keep').mockImplementation((tx, ticket, occasion) => {
      calls += 1;
      return ticket.id === ids[40] && calls < 60
        ? Promise.reject(new Error('the disk is full'))
        : keep(tx, ticket, occasion);
    });

    await changed(`/sla/calendars/${mine.id}`, { hours: MORNINGS });
    const again = {
      cause: { kind: 'calendar' as const, id: mine.id },
      among: { calendars: [mine.id] },
      asks: 'hours' as const,
    };
    const open = app.get(OpenPromises);
    await Promise.all([1, 2].map(() => open.again({ ...again, after: null })));
    await app.settle();

    expect(calls).toBeGreaterThan(103);
    expect(new Set(await made(...ids))).toEqual(new Set([2]));
    expect(new Set(await Promise.all([ids[0]!, ids[40]!, ids[102]!].map(due)))).toEqual(new Set(['2027-03-11T10:00']));
  });

  it('are only changed by whoever sets hours', async () => {
    const mine = await calendar();
    const nobody = await agent(app);

    expect((await nobody.patch(`/sla/calendars/${mine.id}`, { version: 1, hours: MORNINGS })).status).toBe(403);
  });

  async function team(hours?: CalendarView): Promise<string> {
    const { id } = await makeTeam(app);
    if (hours) {
      const use = { kind: 'team', id };
      const { status } = await boss.patch(`/sla/calendars/${hours.id}`, { version: 1, uses: [use] });
      expect(status).toBe(200);
      await app.settle();
    }
    return id;
  }
});
