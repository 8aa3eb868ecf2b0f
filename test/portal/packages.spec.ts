import type { PackageView } from '../../src/contracts/package.dto.js';
import type { PortalPackageList } from '../../src/portal/packages/portal-packages.dto.js';
import type { StatementView } from '../../src/billing/statements/statement.dto.js';
import { TestApp } from '../harness/app.js';
import { customer, EVERYTHING } from '../harness/customers.js';
import { Make } from '../harness/make.js';
import { lead, type Person } from '../harness/people.js';

describe('what a customer has, and could have', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let silver: PackageView;
  let gold: PackageView;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    const sell = async (key: string, amount: number, visits: number) =>
      (
        await boss.post<PackageView>('/packages', {
          key,
          name: key,
          prices: [{ period: 'month', per: 'contract', amount, currency: 'BRL' }],
          allowances: [{ what: 'visit', perMonth: visits }],
        })
      ).body;
    silver = await sell('silver', 89_000, 1);
    gold = await sell('gold', 189_000, 3);
    await sell('secret', 1, 99);
    expect((await boss.put('/public-packages', { packageIds: [silver.id, gold.id] })).status).toBe(200);
    const stages = [{ name: 'New', probability: 10 }];
    expect((await boss.post('/pipelines', { name: 'Sales', currency: 'BRL', stages })).status).toBe(201);
  });
  afterAll(() => app.close());

  const firm = async (packageId: string | null) => {
    const { id: companyId } = await make.company('Norte');
    if (packageId) {
      await boss.post('/contracts', {
        ...{ companyId, packageId, kind: 'service', term: 'long', state: 'active', startsOn: '2020-01-01' },
      });
    }
    return { companyId, ana: await customer(app, { companyId, rights: EVERYTHING }) };
  };

  it('stands side by side, with what would be different', async () => {
    const { ana } = await firm(silver.id);

    const { body } = await ana.get<PortalPackageList>('/portal/packages');

    expect(body.items.map(({ name, current }) => [name, current])).toEqual([
      ['silver', true],
      ['gold', false],
    ]);
    expect(body.items[1]!.changes).toMatchObject([
      { what: 'price', from: 89_000, to: 189_000, better: null },
      { what: 'visit', from: 1, to: 3, better: true },
    ]);
  });

  it('is asked for by a request, which is a deal for sales as well', async () => {
    const { ana, companyId } = await firm(silver.id);
    const path = `/portal/packages/${gold.id}/requests`;

    const asked = await ana.post<{ number: number }>(path, { text: 'From May on.', clientId: 'one' });

    expect(asked.status).toBe(201);
    const deals = await boss.get<{ items: { title: string }[] }>(`/deals?company=${companyId}`);
    expect(deals.body.items).toMatchObject([{ title: 'gold · Norte' }]);
    const of = await boss.get<{ items: object[] }>(`/deals?ticket=${asked.body.number}`);
    expect(of.body.items).toHaveLength(1);
    const list = await ana.get<PortalPackageList>('/portal/packages');
    expect(list.body.items.map(({ asked: number }) => number)).toEqual([null, asked.body.number]);
    expect((await ana.post(path, { text: 'Again' })).status).toBe(409);
    expect((await ana.post(`/portal/packages/${silver.id}/requests`, {})).status).toBe(409);
  });

  it('is compared with nothing where they have none, and hidden ones cannot be asked for', async () => {
    const { ana } = await firm(null);
    const all = await boss.get<{ items: PackageView[] }>('/packages');
    const secret = all.body.items.find(({ key }) => key === 'secret')!;

    const { body } = await ana.get<PortalPackageList>('/portal/packages');

    expect(body.items.map(({ current, changes }) => [current, changes])).toEqual([
      [false, []],
      [false, []],
    ]);
    expect((await ana.post(`/portal/packages/${secret.id}/requests`, {})).status).toBe(404);
  });

  it('and what they owe stands with every step of it, also on paper', async () => {
    const { ana, companyId } = await firm(null);
    const lines = [{ text: 'Rent', unitAmount: 12_300 }];
    const invoice = await boss.post<{ id: string; ref: string }>('/invoices', { companyId, lines, currency: 'BRL' });
    expect((await boss.post(`/invoices/${invoice.body.id}/issue`, {})).status).toBe(200);

    const { body } = await ana.get<StatementView>('/portal/statement');

    expect(body.items).toMatchObject([
      { currency: 'BRL', opening: 0, closing: 12_300, entries: [{ kind: 'invoice', amount: 12_300, balance: 12_300 }] },
    ]);
    const paper = await ana.get('/portal/statement/pdf');
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    expect((await ana.get('/portal/statement?from=2026-02-30')).status).toBe(422);
    const plain = await customer(app, { companyId });
    expect((await plain.get('/portal/statement')).status).toBe(403);
    expect((await plain.get('/portal/packages')).status).toBe(403);
  });
});
