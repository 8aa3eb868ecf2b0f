import type { ContractView } from '../../src/contracts/contract.dto.js';
import type { PackageView } from '../../src/contracts/package.dto.js';
import type { DealView } from '../../src/sales/deals/deal.dto.js';
import type { ProposalView } from '../../src/sales/proposals/proposal.dto.js';
import { ContractRenewals } from '../../src/sales/renewals/contract-renewals.js';
import { Clock } from '../../src/platform/clock.js';
import { Crew, ROUND_THE_CLOCK } from '../dispatch/crew.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, signIn, type Person } from '../harness/people.js';

const DAY = 86_400_000;

describe('a deal that is won by hand', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let julia: Person;
  let gold: PackageView;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    julia = await signIn(app, 'sales');
    const stages = [{ name: 'First contact', probability: 10 }];
    await boss.post('/pipelines', { name: 'Rental', currency: 'BRL', renewalDays: 60, stages });
    const prices = [{ period: 'month', per: 'contract', amount: 45_000, currency: 'BRL' }];
    gold = (await boss.post<PackageView>('/packages', { key: 'gold', name: 'Gold', prices })).body;
  });
  afterAll(() => app.close());

  const look = async (id: string): Promise<DealView> => (await julia.get<DealView>(`/deals/${id}`)).body;
  const contract = async (deal: DealView): Promise<ContractView> =>
    (await boss.get<ContractView>(`/contracts/${deal.contract!.id}`)).body;
  async function deal(more: object = {}): Promise<DealView> {
    const { status, body } = await julia.post<DealView>('/deals', {
      title: 'Cameras',
      prospect: 'Posto Boa Viagem',
      contactId: (await make.contact()).id,
      ...more,
    });
    expect(status).toBe(201);
    return body;
  }
  const win = async ({ id }: { id: string }, body: object = {}) =>
    julia.post<DealView & { missing?: string[] }>(`/deals/${id}/win`, { version: (await look(id)).version, ...body });

  it('becomes the contract that was offered, with the package, and visits where it was looked at', async () => {
    const crew = await Crew.of(app);
    const bia = await crew.technician({ ...ROUND_THE_CLOCK, timezone: 'UTC' });
    const rates = { currency: 'BRL', callOut: 7_000, workHour: 0, travelHour: 0, parts: [], version: 1 };
    expect((await boss.put('/visit-rates', rates)).status).toBe(200);
    expect((await boss.put('/visit-rates', rates)).status).toBe(409);
    expect((await julia.put('/visit-rates', rates)).status).toBe(403);
    const { id } = await deal();
    const place = { address: 'Av. Boa Viagem, 3100' };
    const asked = await julia.post<DealView>(`/deals/${id}/visit`, { about: 'Is there a mast?', place });
    const [{ visitId }] = await app.db.query<[{ visitId: string }]>(
      'select visit_id as "visitId" from deal_tickets where ticket_id = $1',
      [asked.body.tickets[0]!.id],
    );
    expect((await crew.dispatcher.get(`/visits/${visitId}`)).body).toMatchObject({ place });
    const from = new Date(app.get(Clock).millis() + 60_000).toISOString();
    expect((await crew.schedule({ id: visitId }, [bia], from, { force: true })).status).toBe(200);
    const steps = [];
    for (const step of ['start-travel', 'arrive', 'complete']) {
      const body = step === 'complete' ? { text: 'Fine', leaveOpen: true } : {};
      steps.push((await bia.person.post(`/visits/${visitId}/${step}`, body)).status);
    }
    expect(steps).toEqual([200, 200, 200]);
    expect(await look(id)).toMatchObject({ costs: [{ currency: 'BRL', totalMinor: 7_000 }] });
    const lines = [{ priceId: gold.prices[0]!.id, quantity: 2 }];
    const offer = await julia.post<ProposalView>('/proposals', { dealId: id, months: 12, installation: true, lines });
    await julia.post(`/proposals/${offer.body.id}/send`, { version: offer.body.version });

    const { status, body } = await win({ id });

    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'won', valueMinor: 90_000, company: { name: 'Posto Boa Viagem' } });
    const made = await contract(body);
    expect(made).toMatchObject({ state: 'active', package: { id: gold.id }, reference: offer.body.number });
    const sites = (await boss.get<{ items: { id: string }[] }>(`/sites?company=${body.company!.id}`)).body.items;
    expect(sites).toMatchObject([{ name: 'Posto Boa Viagem', ...place }]);
    expect(made.sites.map((site) => site.id)).toEqual([sites[0]!.id]);
    const installation = body.tickets.find(({ visitKind }) => visitKind === 'installation')!;
    const there = (await crew.dispatcher.get<{ items: object[] }>(`/visits?site=${sites[0]!.id}`)).body.items;
    expect(there).toMatchObject([{ kind: 'installation', ticket: { number: installation.number } }]);
    const coverage = (await boss.get(`/contracts/coverage?company=${body.company!.id}&site=${sites[0]!.id}`)).body;
    expect(coverage).toMatchObject({ covered: true, package: { key: 'gold' } });
    // What was said while it was a prospect is the customer’s now.
    expect((await boss.get(`/tickets/${asked.body.tickets[0]!.number}`)).body).toMatchObject({
      company: { id: body.company!.id },
    });
  });

  it('becomes what its value says, what a package costs, or nothing that goes on', async () => {
    const worth = await win(await deal({ valueMinor: 30_000, months: 24 }), { contract: {} });
    const packed = await win(await deal(), { contract: { packageId: gold.id, months: null, kind: 'service' } });
    const once = await win(await deal({ valueMinor: 5_000 }), { contract: null });
    const silent = await win(await deal({ valueMinor: 5_000 }));

    expect(await contract(worth.body)).toMatchObject({
      lines: [{ text: 'Cameras', period: 'month', quantity: 1, amount: 30_000 }],
      package: null,
    });
    const { lines, endsOn } = await contract(packed.body);
    expect({ lines, endsOn }).toMatchObject({ lines: [{ amount: 45_000 }], endsOn: null });
    expect(once.body).toMatchObject({ state: 'won', contract: null });
    expect(silent.body).toMatchObject({ state: 'won', contract: null });
  });

  it('asks for what nobody has said yet', async () => {
    const open = await deal({ contactId: undefined });
    const refused = await win(open, { contract: { installation: true } });

    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'win_asks',
        missing: ['packageId', 'contactId'],
        errors: [{ path: 'contract.packageId' }, { path: 'contract.contactId' }],
      },
    });
    expect(await look(open.id)).toMatchObject({ state: 'open', company: null });
    expect((await win(open, { contract: { proposalId: gold.id } })).status).toBe(422);
    expect((await win(open, { contract: { packageId: open.id } })).status).toBe(422);
  });

  it('is won once, however many say so, and goes on from where a contract ends', async () => {
    const company = await make.company('Rádio Cidade Alta');
    const endsOn = new Date(app.get(Clock).millis() + 30 * DAY).toISOString().slice(0, 10);
    const before = await boss.post<ContractView>('/contracts', {
      companyId: company.id,
      packageId: gold.id,
      kind: 'rental',
      term: 'long',
      state: 'active',
      startsOn: '2025-01-01',
      endsOn,
    });
    await app.get(ContractRenewals).open();
    const renewal = (await julia.get<{ items: DealView[] }>(`/deals?company=${company.id}`)).body.items[0]!;

    const answers = await Promise.all(Array.from({ length: 10 }, () => win(renewal, { contract: {} })));

    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const { items } = (await boss.get<{ items: ContractView[] }>(`/contracts?company=${company.id}`)).body;
    expect(items).toHaveLength(2);
    const next = new Date(Date.parse(endsOn) + DAY).toISOString().slice(0, 10);
    expect(items.find(({ id }) => id !== before.body.id)).toMatchObject({
      startsOn: next,
      package: { id: gold.id },
      lines: [{ amount: 45_000 }],
    });
  });

  it('is no matter of who may not sell', async () => {
    const open = await deal({ valueMinor: 1 });
    expect((await (await agent(app)).post(`/deals/${open.id}/win`, { version: 1, contract: {} })).status).toBe(403);
    const outside = await signIn(app, 'dispatcher');
    expect((await outside.post(`/deals/${open.id}/win`, { version: 1 })).status).toBe(403);
  });
});
