import type { ContractView } from '../../src/contracts/contract.dto.js';
import type { PackageView } from '../../src/contracts/package.dto.js';
import type { PipelineList } from '../../src/sales/pipelines/pipeline.dto.js';
import type { ResultsView } from '../../src/sales/deals/results.dto.js';
import type { DealPage, DealView } from '../../src/sales/deals/deal.dto.js';
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

    const cost = [{ currency: 'BRL', totalMinor: 7_000 }];
    const [pipeline] = (await julia.get<PipelineList>('/pipelines')).body.items;
    const of = async <T>(what: string, by = julia) => (await by.get<T>(`/pipelines/${pipeline!.id}/${what}`)).body;
    expect(await of('board')).toMatchObject({ costs: cost, won: { costs: [] }, lost: { costs: [] } });
    expect(await of('forecast')).toMatchObject({
      undated: { costs: cost },
      months: [{ wonCosts: [] }, {}, {}, {}, {}, {}],
    });

    const { status, body } = await win({ id });

    expect(await of('board')).toMatchObject({ costs: [], won: { costs: cost }, lost: { costs: [] } });
    expect(await of('forecast')).toMatchObject({
      undated: { costs: [] },
      months: [{ wonCosts: cost }, {}, {}, {}, {}, {}],
    });
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

  it('counts what its visits have cost among what was won and lost, whatever that is grouped by', async () => {
    const [pipeline] = (await julia.get<PipelineList>('/pipelines')).body.items;
    const results = `/pipelines/${pipeline!.id}/results`;
    const reason = await boss.post<{ id: string }>('/deal-choices', { kind: 'lost_reason', name: 'Too dear' });
    const lost = await deal({ valueMinor: 4_000, months: 3 });
    await app.db.query(
      `insert into deal_tickets (deal_id, ticket_id, kind, visit_kind, at, cost, cost_currency)
       values ($1, $2, 'visit', 'feasibility', now(), 1234, 'EUR'), ($1, $3, 'visit', 'meeting', now(), 66, 'EUR')`,
      [lost.id, (await make.ticket()).id, (await make.ticket()).id],
    );
    await julia.post(`/deals/${lost.id}/lose`, { version: lost.version, reasonId: reason.body.id });

    const { status, body } = await julia.get<ResultsView>(`${results}?by=reason`);

    expect(status).toBe(200);
    const line = body.items.find(({ key }) => key === reason.body.id)!;
    // Worth stands once, however many visits there were.
    expect(line).toEqual({
      key: reason.body.id,
      name: 'Too dear',
      won: { count: 0, totals: [], costs: [] },
      lost: {
        count: 1,
        totals: [{ currency: 'BRL', worthMinor: 12_000 }],
        costs: [{ currency: 'EUR', totalMinor: 1_300 }],
      },
    });
    expect(body.won.costs).toEqual([{ currency: 'BRL', totalMinor: 7_000 }]);
    for (const by of ['month', 'owner', 'source', 'segment', 'reason']) {
      const { items, won, lost: gone } = (await julia.get<ResultsView>(`${results}?by=${by}`)).body;
      for (const [state, end] of Object.entries({ won, lost: gone })) {
        const rows = await Promise.all(
          items.map(({ key }) => julia.get<DealPage>(`${results}/deals?by=${by}&key=${key}&state=${state}`)),
        );
        expect(rows.flatMap((one) => one.body.items)).toHaveLength(by === 'reason' && state === 'won' ? 0 : end.count);
      }
    }
    const first = (await julia.get<DealPage>(`${results}/deals?limit=1`)).body;
    const rest = (await julia.get<DealPage>(`${results}/deals?cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(
      (await julia.get<DealPage>(`${results}/deals`)).body.items.map(({ id }) => id),
    );
    expect((await julia.get(`${results}?from=2026-02-31`)).status).toBe(422);
    const admin = await signIn(app, 'administrator');
    const own = { name: 'Own deals', ticketScope: 'own', permissions: ['deals:read', 'tickets:read'] };
    const stranger = await signIn(app, (await admin.post<{ id: string }>('/roles', own)).body.id);
    expect((await stranger.get<ResultsView>(results)).body).toMatchObject({ won: { count: 0, costs: [] }, items: [] });
    expect((await stranger.get<DealPage>(`${results}/deals`)).body.items).toEqual([]);
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
