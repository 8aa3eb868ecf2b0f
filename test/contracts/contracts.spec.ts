import type { ContractView } from '../../src/contracts/contract.dto.js';
import { EntitlementsService } from '../../src/contracts/entitlements.service.js';
import type { PackageView } from '../../src/contracts/package.dto.js';
import { Work } from '../../src/platform/database/work.js';
import { TicketFactsService } from '../../src/tickets/conditions/ticket-facts.service.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, type Person } from '../harness/people.js';

describe('contracts', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let gold: PackageView;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    gold = (await boss.post<PackageView>('/packages', { key: 'gold', name: 'Gold 24/7' })).body;
  });
  afterAll(() => app.close());

  const company = async (segment: string | null = null) =>
    (await boss.post<{ id: string; version: number }>('/companies', { name: 'Norte', segment })).body;
  const sign = (companyId: string, more: object = {}) =>
    boss.post<ContractView>('/contracts', {
      companyId,
      packageId: gold.id,
      kind: 'service',
      term: 'long',
      state: 'active',
      startsOn: '2020-01-01',
      ...more,
    });
  const entitlement = (companyId: string) =>
    app.get(Work).run((tx) => app.get(EntitlementsService).of(tx, { companyId, at: new Date('2026-06-01T12:00:00Z') }));

  it('give a company its package', async () => {
    const { id } = await company('iot-automation');

    const signed = await sign(id);

    expect(signed).toMatchObject({
      status: 201,
      body: {
        number: expect.stringMatching(/^C-\d+$/),
        company: { id },
        package: { key: 'gold' },
        endsOn: null,
        version: 1,
      },
    });
    expect(await entitlement(id)).toMatchObject({
      segment: 'iot-automation',
      contract: { number: signed.body.number, kind: 'service' },
      package: { key: 'gold' },
    });
    expect((await boss.get<{ items: ContractView[] }>(`/contracts?company=${id}`)).body.items).toEqual([signed.body]);
    expect((await boss.get(`/packages/${gold.id}`)).body).toMatchObject({ activeContracts: expect.any(Number) });
  });

  it('are found by the beginning of their number and by a piece of the company’s name', async () => {
    const { id } = (await boss.post<{ id: string }>('/companies', { name: 'Padaria São João' })).body;
    const { number } = (await sign(id, { number: 'PAD-77' })).body;
    const found = async (q: string): Promise<string[]> =>
      (await boss.get<{ items: ContractView[] }>(`/contracts?q=${encodeURIComponent(q)}`)).body.items.map(
        (one) => one.number,
      );

    for (const q of ['pad-7', 'sao jo', 'PADARIA']) expect(await found(q)).toEqual([number]);
    // Neither the middle of a number, nor what a pattern would mean.
    for (const q of ['77', '%ao', 'Padaria do']) expect(await found(q)).toEqual([]);
  });

  it('that are drafts, over or not begun give nothing', async () => {
    const { id } = await company();
    await sign(id, { state: 'draft' });
    await sign(id, { endsOn: '2021-01-01' });
    await sign(id, { startsOn: '2099-01-01' });

    expect(await entitlement(id)).toEqual({ segment: null, contract: null, package: null });
  });

  it('and the segment are what conditions ask about', async () => {
    const { id } = await company('it-rental-short');
    await sign(id, { kind: 'rental', term: 'short' });
    const ticket = await make.ticket({ companyId: id });

    const facts = await app
      .get(Work)
      .run((tx) => app.get(TicketFactsService).load(tx, ticket, { event: 'ticket.created' }));

    expect(facts).toMatchObject({
      segment: 'it-rental-short',
      'package.key': 'gold',
      'contract.kind': 'rental',
      'contract.term': 'short',
      'company.name': 'Norte',
      // A shipped rule has seen the package already.
      priority: 'high',
      event: 'ticket.created',
      words: null,
    });
  });

  it('change by a version', async () => {
    const { id } = await company();
    const { body } = await sign(id);

    const changed = await boss.patch<ContractView>(`/contracts/${body.id}`, {
      version: 1,
      state: 'ended',
      packageId: null,
    });

    expect(changed.body).toMatchObject({ state: 'ended', package: null, version: 2 });
    expect((await boss.patch(`/contracts/${body.id}`, { version: 1, term: 'short' })).status).toBe(409);
    expect((await boss.patch(`/packages/${gold.id}`, { version: 1, name: 'Gold' })).body).toMatchObject({ version: 2 });
  });

  it.each([
    ['that end before they begin', { startsOn: '2026-02-01', endsOn: '2026-01-01' }, 422],
    ['on a day that does not exist', { startsOn: '2026-02-30' }, 422],
    ['of a package that does not exist', { packageId: '01900000-0000-7000-8000-00000000dead' }, 422],
    ['of a company that does not exist', { companyId: '01900000-0000-7000-8000-00000000dead' }, 422],
    ['of a kind that is none', { kind: 'loan' }, 422],
  ])('%s are refused', async (_, wrong, status) => {
    const { id } = await company();

    expect((await sign(id, wrong)).status).toBe(status);
  });

  it('have numbers, and packages keys, that are given once', async () => {
    const { id } = await company();

    await sign(id, { number: 'RENT-7' });

    expect((await sign(id, { number: 'RENT-7' })).body).toMatchObject({ status: 409, code: 'number_taken' });
    expect((await boss.post('/packages', { key: 'gold', name: 'Other' })).body).toMatchObject({ code: 'key_taken' });
    expect((await boss.patch(`/companies/${id}`, { version: 1, segment: 'spaceflight' })).status).toBe(422);
  });

  it('are read and not written by agents', async () => {
    const ana = await agent(app);
    const { id } = await company();

    expect((await ana.get(`/contracts?company=${id}`)).status).toBe(200);
    expect(
      (await ana.post('/contracts', { companyId: id, kind: 'rental', term: 'short', startsOn: '2026-01-01' })).status,
    ).toBe(403);
    expect((await ana.post('/packages', { key: 'x', name: 'x' })).status).toBe(403);
  });
});
