import type { ContractHistory, ContractView } from '../../src/contracts/contract.dto.js';
import { ContractUpkeep } from '../../src/contracts/contract-upkeep.js';
import type { ContractUse, CoverageView } from '../../src/contracts/coverage.dto.js';
import type { PackageView } from '../../src/contracts/package.dto.js';
import { ROUND_THE_CLOCK, Crew } from '../dispatch/crew.js';
import { TestApp } from '../harness/app.js';
import { goneTo } from '../harness/clock.js';
import { administrator, agent, lead, type Person } from '../harness/people.js';

describe('what was sold', () => {
  let app: TestApp;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    goneTo(app, '2026-03-10T12:00:00Z');
    boss = await lead(app);
  });
  afterAll(() => app.close());

  let named = 0;
  const gold = async (more: object = {}) =>
    (
      await boss.post<PackageView>('/packages', {
        key: `gold-${(named += 1)}`,
        name: 'Gold 24/7',
        prices: [
          { period: 'month', per: 'site', amount: 89_000, currency: 'BRL' },
          { period: 'year', per: 'site', amount: 960_000, currency: 'BRL' },
          { period: 'setup', per: 'contract', amount: 45_000, currency: 'BRL' },
          { period: 'one-off', per: 'device', amount: 9_900, currency: 'BRL' },
        ],
        allowances: [{ what: 'visit', perMonth: 1, extraAmount: 18_000, currency: 'BRL' }],
        ...more,
      })
    ).body;
  const company = async () => (await boss.post<{ id: string }>('/companies', { name: 'Norte' })).body;
  const site = async (companyId: string, name: string) =>
    (await boss.post<{ id: string }>('/sites', { companyId, name, address: 'Rua A' })).body;
  const sign = (companyId: string, more: object = {}) =>
    boss.post<ContractView>('/contracts', {
      companyId,
      kind: 'service',
      term: 'long',
      state: 'active',
      startsOn: '2025-04-15',
      ...more,
    });
  const history = async (id: string) => (await boss.get<ContractHistory>(`/contracts/${id}/history`)).body.items;

  it('has prices, which a contract copies as they were', async () => {
    const sold = await gold();
    const { id: companyId } = await company();
    const places = [await site(companyId, 'Centro'), await site(companyId, 'Loja 12')];

    const { body } = await sign(companyId, { packageId: sold.id, siteIds: places.map(({ id }) => id) });
    const dearer = await boss.patch<PackageView>(`/packages/${sold.id}`, {
      version: 1,
      prices: [{ ...sold.prices[0], amount: 99_000 }],
    });

    expect(body.lines).toMatchObject([
      { text: 'Gold 24/7', period: 'month', per: 'site', quantity: 2, amount: 89_000, currency: 'BRL' },
      { period: 'setup', per: 'contract', quantity: 1, amount: 45_000 },
    ]);
    expect(dearer.body.prices).toEqual([{ ...sold.prices[0], amount: 99_000 }]);
    expect((await boss.get<ContractView>(`/contracts/${body.id}`)).body.lines).toEqual(body.lines);
    expect(body.sites.map(({ name }) => name)).toEqual(['Centro', 'Loja 12']);
  });

  it.each([
    [
      'a price of another package',
      {
        prices: [
          { id: '01900000-0000-7000-8000-00000000dead', period: 'month', per: 'site', amount: 1, currency: 'BRL' },
        ],
      },
      'prices[0].id',
    ],
    [
      'an amount that is not whole',
      { prices: [{ period: 'month', per: 'site', amount: 1.5, currency: 'BRL' }] },
      'prices[0].amount',
    ],
    ['no currency', { prices: [{ period: 'month', per: 'site', amount: 1, currency: 'BLR' }] }, 'prices[0].currency'],
    [
      'a price beyond without a currency',
      { allowances: [{ what: 'visit', perMonth: 1, extraAmount: 5 }] },
      'allowances[0].currency',
    ],
  ])('refuses %s by name', async (_, wrong, path) => {
    const { id } = await gold();

    const { status, body } = await boss.patch<{ errors: { path: string }[] }>(`/packages/${id}`, wrong);

    expect([status, body.errors[0]?.path]).toEqual([422, path]);
  });

  it('of a contract that holds, lines are added and ended, and never rewritten', async () => {
    const { id: companyId } = await company();
    const line = { text: 'Router', period: 'month', per: 'device', amount: 12_000, currency: 'BRL' };
    const { body: fresh } = await sign(companyId, { state: 'draft', lines: [line] });

    expect((await boss.patch(`/contracts/${fresh.id}`, { lines: [line, line], state: 'active' })).status).toBe(409);
    await boss.patch(`/contracts/${fresh.id}`, { lines: [line] });
    await boss.patch(`/contracts/${fresh.id}`, { state: 'active' });
    const ended = await boss.post<ContractView>(
      `/contracts/${fresh.id}/lines/${(await boss.get<ContractView>(`/contracts/${fresh.id}`)).body.lines[0]!.id}/end`,
      { on: '2026-03-31' },
    );
    const added = await boss.post<ContractView>(`/contracts/${fresh.id}/lines`, { ...line, quantity: 3 });

    expect(ended.body.lines).toMatchObject([{ endsOn: '2026-03-31' }]);
    expect(added.body.lines).toMatchObject([{}, { quantity: 3, startsOn: '2026-03-10' }]);
    expect((await boss.post(`/contracts/${fresh.id}/lines`, { ...line, currency: 'EUR' })).status).toBe(422);
    expect((await history(fresh.id)).map(({ type }) => type)).toEqual([
      'line-added',
      'line-ended',
      'active',
      'created',
    ]);
  });

  it('says on every ticket whether it is covered, until when and what is left; finished visits count', async () => {
    const sold = await gold();
    const crew = await Crew.of(app);
    const technician = await crew.technician(ROUND_THE_CLOCK);
    const { id: companyId } = await company();
    const [here, elsewhere] = [await site(companyId, 'Centro'), await site(companyId, 'Loja 12')];
    const { body: contract } = await sign(companyId, {
      packageId: sold.id,
      endsOn: '2026-12-31',
      siteIds: [here.id],
    });
    const ticket = await crew.make.ticket({ companyId });
    const done = async (kind: string) => {
      const visit = await crew.visit({ ticketId: ticket.id, kind, siteId: here.id });
      await crew.schedule(visit, [technician], '2026-03-10T12:30:00Z');
      await technician.person.post(`/visits/${visit.id}/arrive`, {});
      const { status } = await technician.person.post(`/visits/${visit.id}/complete`, { text: 'Done.' });
      expect(status).toBe(200);
    };
    const covered = async (siteId: string) =>
      (await boss.get<CoverageView>(`/contracts/coverage?company=${companyId}&site=${siteId}`)).body;
    const before = await covered(here.id);

    await done('repair');
    await done('training');
    await done('feasibility');

    expect(before).toMatchObject({
      covered: true,
      contract: { number: contract.number, endsOn: '2026-12-31' },
      allowances: [{ what: 'visit', perMonth: 1, used: 0, left: 1 }],
    });
    expect(await covered(here.id)).toMatchObject({ allowances: [{ used: 2, left: 0, beyond: 1 }], hints: [] });
    expect(await covered(elsewhere.id)).toMatchObject({ covered: false, because: 'other_sites', contract: null });
    const byHand = await boss.post<ContractUse>(`/contracts/${contract.id}/use`, { what: 'visit', day: '2026-02-03' });
    await boss.post(`/contracts/${contract.id}/use`, { what: 'visit', day: '2026-02-20' });
    expect(byHand.body.items.map(({ source }) => source?.split(':')[0] ?? null)).toEqual(['visit', 'visit', null]);
    expect(await covered(here.id)).toMatchObject({ hints: ['visit'] });
  });

  it('goes on, asks or ends as it says, and follows an index once a year with the reason', async () => {
    const { id: companyId } = await company();
    const months = [
      '2025-03',
      '2025-04',
      '2025-05',
      '2025-06',
      '2025-07',
      '2025-08',
      '2025-09',
      '2025-10',
      '2025-11',
      '2025-12',
      '2026-01',
    ];
    const { body: index } = await boss.post<{ id: string; version: number }>('/price-indexes', {
      name: 'IPCA',
      rates: months.map((month) => ({ month, rateBp: 44 })),
    });
    const line = { text: 'Routers', period: 'month', per: 'contract', amount: 100_000, currency: 'BRL' };
    const auto = (await sign(companyId, { endsOn: '2026-03-31', renewal: 'auto', indexId: index.id, lines: [line] }))
      .body;
    const ask = (await sign(companyId, { endsOn: '2026-03-31', renewal: 'ask' })).body;
    const none = (await sign(companyId, { endsOn: '2026-03-09' })).body;
    await app.get(ContractUpkeep).run();
    const waiting = (await boss.get<ContractView>(`/contracts/${auto.id}`)).body;

    await boss.patch(`/price-indexes/${index.id}`, { version: 1, rates: [{ month: '2026-02', rateBp: 44 }] });
    goneTo(app, '2026-03-16T12:00:00Z');
    boss = await lead(app);
    await app.get(ContractUpkeep).run();
    await app.get(ContractUpkeep).run();

    expect(waiting).toMatchObject({ endsOn: '2027-03-31', lines: [{ amount: 100_000, endsOn: null }] });
    expect((await boss.get<ContractView>(`/contracts/${auto.id}`)).body.lines).toMatchObject([
      { amount: 100_000, endsOn: '2026-04-14' },
      { amount: 105_410, startsOn: '2026-04-15', endsOn: null },
    ]);
    const [adjusted] = await history(auto.id);
    expect(adjusted).toMatchObject({
      type: 'adjusted',
      data: { on: '2026-04-15', togetherBp: 541, lines: [{ from: 100_000, to: 105_410 }] },
    });
    expect((await boss.get(`/contracts/${none.id}`)).body).toMatchObject({ state: 'ended' });
    expect((await history(ask.id)).map(({ type }) => type)).toEqual(['renewal-due', 'created']);
    const told = await app.db.query(`select 1 from outbox where name = 'contract.renewal-due'`);
    expect(told).toHaveLength(1);
  });

  it('promises what policies say of it', async () => {
    const sold = await gold();
    const admin = await administrator(app);
    const target = { target: 'first_response', hours: 'calendar', minutes: { normal: 30 } };
    const policy = async (name: string, conditions: object) =>
      expect(await admin.post('/sla/policies', { name, conditions, targets: [target] })).toMatchObject({ status: 201 });
    await policy('Of another package', { all: [{ field: 'package.key', op: 'is', value: 'other' }] });
    await policy('Urgent ones', { all: [{ field: 'priority', op: 'at_least', value: 'high' }] });
    await policy('Gold', { all: [{ field: 'package.key', op: 'is', value: sold.key }] });
    await policy('Everybody', { all: [] });
    const ids = (await admin.get<{ items: { id: string; name: string }[] }>('/sla/policies')).body.items;
    const mine = ['Of another package', 'Urgent ones', 'Gold', 'Everybody'];
    const first = mine.map((name) => ids.find((one) => one.name === name)!.id);
    await admin.put('/sla/policies/order', {
      ids: [...first, ...ids.map(({ id }) => id).filter((id) => !first.includes(id))],
    });

    const { body } = await boss.get<{ items: { name: string; always: boolean }[] }>(`/packages/${sold.id}/promises`);

    expect(body.items.map(({ name, always }) => [name, always])).toEqual([
      ['Urgent ones', false],
      ['Gold', true],
    ]);
  });

  it('is seen and not changed by agents', async () => {
    const ana = await agent(app);
    const { id: companyId } = await company();
    const { body } = await sign(companyId);

    expect((await ana.get(`/contracts/coverage?company=${companyId}`)).status).toBe(200);
    expect((await ana.post(`/contracts/${body.id}/use`, { what: 'visit', day: '2026-01-01' })).status).toBe(403);
    expect((await ana.post('/price-indexes', { name: 'x' })).status).toBe(403);
  });
});
