import type { InvoicePage, InvoiceView } from '../../src/billing/invoices/invoice.dto.js';
import type { CreditProposal } from '../../src/billing/invoices/early-end.dto.js';
import type { ContractView } from '../../src/contracts/contract.dto.js';
import { TestApp } from '../harness/app.js';
import { goneTo } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { administrator, agent, lead, signIn, type Person } from '../harness/people.js';

describe('a contract that was paid ahead and ended early', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    goneTo(app, '2026-04-10T12:00:00Z');
    boss = await lead(app);
    await (await administrator(app)).patch('/billing/settings', { billingFrom: '2026-03-01' });
  });
  afterAll(() => app.close());

  async function invoiced(): Promise<ContractView> {
    const { id: companyId } = await make.company();
    const { body } = await boss.post<ContractView>('/contracts', {
      companyId,
      kind: 'rental',
      term: 'long',
      state: 'active',
      startsOn: '2026-03-01',
      lines: [{ text: 'Routers', period: 'month', per: 'device', quantity: 2, amount: 15_000, currency: 'BRL' }],
    });
    await boss.post('/invoices/runs', { contractId: body.id });
    await app.settle();
    return body;
  }
  const proposed = async ({ id }: { id: string }) =>
    (await boss.get<CreditProposal>(`/contracts/${id}/credit-proposal`)).body.items;
  const end = async ({ id, version }: ContractView, endsOn: string) =>
    expect((await boss.patch(`/contracts/${id}`, { version, state: 'ended', endsOn })).status).toBe(200);
  const of = async ({ id }: { id: string }) =>
    (await boss.get<InvoicePage>(`/invoices?contract=${id}`)).body.items.reverse();

  it('has the rest of its month proposed and credited once, however often it is pressed', async () => {
    const contract = await invoiced();
    expect(await proposed(contract)).toEqual([]);
    await end(contract, '2026-04-12');

    const [credit, ...more] = await proposed(contract);
    expect(more).toEqual([]);
    // Eighteen of thirty days of 300.00.
    expect(credit).toMatchObject({ period: '2026-04', total: 30_000, amount: 18_000, currency: 'BRL' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        boss.post<{ items: InvoiceView[]; code?: string }>(`/contracts/${contract.id}/credit-notes`, {}),
      ),
    );

    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'nothing_to_credit')).toHaveLength(7);
    expect(made[0]!.body.items).toMatchObject([
      { kind: 'credit-note', total: 18_000, lines: [{ text: expect.stringContaining(`Contract ${contract.number}`) }] },
    ]);
    expect(await proposed(contract)).toEqual([]);
    expect((await of(contract)).find(({ period }) => period === '2026-04')).toMatchObject({ open: 12_000 });
  });

  it('is credited less by what somebody credited by hand', async () => {
    const contract = await invoiced();
    const april = (await of(contract)).find(({ period }) => period === '2026-04')!;
    await boss.post(`/invoices/${april.id}/credit-notes`, { amount: 5_000, reason: 'Late delivery' });
    await end(contract, '2026-04-12');

    expect(await proposed(contract)).toMatchObject([{ amount: 13_000 }]);
  });

  it('is read by who sees invoices, and credited by who keeps them', async () => {
    const contract = await invoiced();
    await end(contract, '2026-04-12');
    const ana = await agent(app);
    expect((await ana.get<CreditProposal>(`/contracts/${contract.id}/credit-proposal`)).body.items).toHaveLength(1);
    expect((await ana.post(`/contracts/${contract.id}/credit-notes`, {})).status).toBe(403);
    const bia = await signIn(app, 'technician');
    expect((await bia.get(`/contracts/${contract.id}/credit-proposal`)).status).toBe(403);
    const nothing = '01890000-0000-7000-8000-000000000099';
    expect((await boss.get(`/contracts/${nothing}/credit-proposal`)).status).toBe(404);
    expect((await boss.post(`/contracts/${nothing}/credit-notes`, {})).status).toBe(404);
  });
});
