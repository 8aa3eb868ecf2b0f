import type { ContractView } from '../../src/contracts/contract.dto.js';
import type { PackageView } from '../../src/contracts/package.dto.js';
import { Clock } from '../../src/platform/clock.js';
import type { DealPage, DealView } from '../../src/sales/deals/deal.dto.js';
import type { PipelineView } from '../../src/sales/pipelines/pipeline.dto.js';
import type { ProposalView } from '../../src/sales/proposals/proposal.dto.js';
import { ContractRenewals } from '../../src/sales/renewals/contract-renewals.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { lead, signIn, type Person } from '../harness/people.js';

const DAY = 86_400_000;

describe('proposals', () => {
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
    await boss.post<PipelineView>('/pipelines', { name: 'Rental', currency: 'BRL', renewalDays: 60, stages });
    const prices = [
      { period: 'month', per: 'device', amount: 12_345, currency: 'BRL' },
      { period: 'setup', per: 'contract', amount: 50_000, currency: 'BRL' },
    ];
    gold = (await boss.post<PackageView>('/packages', { key: 'gold', name: 'Gold 24/7', prices })).body;
  });
  afterAll(() => app.close());

  const look = async (id: string): Promise<DealView> => (await julia.get<DealView>(`/deals/${id}`)).body;
  async function deal(more: object = {}): Promise<DealView> {
    const { status, body } = await julia.post<DealView>('/deals', {
      title: 'Network and 24 cameras',
      prospect: 'Farmácias Vila Nova',
      contactId: (await make.contact()).id,
      ...more,
    });
    expect(status).toBe(201);
    return body;
  }
  async function drafted(dealId: string, more: object = {}): Promise<ProposalView> {
    const { status, body } = await julia.post<ProposalView>('/proposals', {
      dealId,
      months: 36,
      language: 'en',
      discount: 400,
      lines: [
        { priceId: gold.prices[0]!.id, quantity: 7 },
        { text: 'Mast of 6 m', quantity: 1, amount: 99_999, period: 'one-off' },
      ],
      ...more,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  }
  async function sent(dealId: string, more: object = {}): Promise<ProposalView> {
    const { id, version } = await drafted(dealId, more);
    const { status, body } = await julia.post<ProposalView>(`/proposals/${id}/send`, { version });
    expect(status).toBe(200);
    return body;
  }
  const path = ({ url }: ProposalView): string => new URL(url!).pathname;
  const page = async (of: ProposalView) => {
    const answer = await fetch(`${app.url}${path(of)}`);
    return { status: answer.status, text: await answer.text() };
  };
  const answer = async (of: ProposalView, form: Record<string, string>) => {
    const reply = await fetch(`${app.url}${path(of)}`, { method: 'POST', body: new URLSearchParams(form) });
    return { status: reply.status, text: await reply.text() };
  };
  const contractsOf = async (companyId: string): Promise<ContractView[]> =>
    (await boss.get<{ items: ContractView[] }>(`/contracts?company=${companyId}`)).body.items;

  it('take their prices from the book, add free lines, and keep both when the book changes', async () => {
    const { id } = await deal();
    const draft = await drafted(id);

    // 123.45 less 4 % is 118.51; 999.99 less 4 % is 959.99.
    expect(draft).toMatchObject({
      edition: 1,
      state: 'draft',
      url: null,
      lines: [{ text: 'Gold 24/7', amount: 12_345 }, {}],
    });
    expect(draft.sums).toMatchObject({ month: 7 * 11_851, once: 95_999, total: 36 * 7 * 11_851 + 95_999 });
    const prices = gold.prices.map((one) => ({ ...one, amount: one.amount * 2 }));
    gold = (await boss.patch<PackageView>(`/packages/${gold.id}`, { version: gold.version, prices })).body;
    expect((await julia.get<ProposalView>(`/proposals/${draft.id}`)).body.sums).toEqual(draft.sums);
    const second = await drafted(id, { copyOf: draft.id, lines: undefined });
    expect(second).toMatchObject({ edition: 2, lines: draft.lines });
    const pdf = await fetch(`${app.url}/api/v1/proposals/${draft.id}/pdf`, { headers: { cookie: julia.cookie } });
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('are read by a link that nobody guesses, and that ends with them', async () => {
    const { id } = await deal();
    const first = await sent(id);
    const { status, text } = await page(first);

    expect(status).toBe(200);
    expect(text).toContain('Farmácias Vila Nova');
    expect(text).not.toContain('<script');
    expect((await julia.get<ProposalView>(`/proposals/${first.id}`)).body).toMatchObject({ opens: 1 });
    const forged = { ...first, url: first.url!.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')) };
    expect((await page(forged)).status).toBe(404);
    const second = await sent(id);
    expect((await page(first)).status).toBe(404);
    expect((await answer(first, { choice: 'accept', name: 'Paulo Reis' })).status).toBe(404);
    expect((await page(second)).status).toBe(200);
    const { version } = (await julia.get<ProposalView>(`/proposals/${second.id}`)).body;
    expect((await julia.post(`/proposals/${second.id}/revoke`, { version })).status).toBe(200);
    expect((await page(second)).status).toBe(404);
    expect((await look(id)).state).toBe('open');
  });

  it('that are accepted make one company, one contract and one won deal, however often and by how many', async () => {
    const { id, contact } = await deal();
    const out = await sent(id, { installation: true });
    expect((await answer(out, { choice: 'accept', name: ' ' })).text).toContain('full name');

    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => answer(out, { choice: 'accept', name: `Paulo Reis ${at}` })),
    );
    await answer(out, { choice: 'accept', name: 'Paulo Reis again' });
    await app.settle();

    expect(answers.every(({ status, text }) => status === 200 && text.includes('Accepted by Paulo Reis'))).toBe(true);
    const won = await look(id);
    expect(won).toMatchObject({ state: 'won', prospect: null, company: { name: 'Farmácias Vila Nova' } });
    const contracts = await contractsOf(won.company!.id);
    expect(contracts).toMatchObject([
      { id: won.contract!.id, state: 'active', term: 'long', package: { id: gold.id }, reference: out.number },
    ]);
    const [{ lines }] = contracts as [ContractView];
    const monthly = lines.filter(({ period }) => period === 'month').reduce((n, l) => n + l.quantity * l.amount, 0);
    expect(monthly).toBe(out.sums.month);
    expect((await boss.get(`/contacts/${contact!.id}`)).body).toMatchObject({ company: { id: won.company!.id } });
    expect(won.tickets.filter(({ visitKind }) => visitKind === 'installation')).toHaveLength(1);
    const [{ from }] = await app.db.query<[{ from: string }]>(
      'select accepted_from as "from" from proposals where id = $1',
      [out.id],
    );
    expect(from).toMatch(/(\.0|::)$/);
    const types = await app.db.query<{ type: string }[]>(`select type from deal_events where deal_id = $1`, [id]);
    expect(types.filter(({ type }) => type === 'deal.won')).toHaveLength(1);
    const { body } = await julia.post(`/deals/${id}/reopen`, { version: won.version });
    expect(body).toMatchObject({ code: 'has_contract' });
  });

  it('can be asked about, which is somebody’s next step at once', async () => {
    const { id } = await deal();
    const out = await sent(id);

    const asked = await answer(out, { choice: 'ask', text: 'Is the mast included? <b>' });

    expect(asked.text).toContain('Your question has arrived');
    expect((await look(id)).nextActivity).toMatchObject({
      kind: 'task',
      subject: expect.stringContaining('Is the mast'),
    });
    const timeline = (
      await julia.get<{ items: { event?: { type: string; data: { text?: string } } }[] }>(`/deals/${id}/timeline`)
    ).body.items;
    expect(timeline.find(({ event }) => event?.type === 'proposal.asked')!.event!.data.text).toContain('mast');
  });

  it('are nobody’s who may not see the deal, and are made by nobody who may only read', async () => {
    const { id } = await deal();
    const draft = await drafted(id);
    const analyst = await signIn(app, 'analyst');
    const dispatcher = await signIn(app, 'dispatcher');

    expect((await analyst.post('/proposals', { dealId: id })).status).toBe(403);
    expect((await dispatcher.get(`/proposals/${draft.id}`)).status).toBe(403);
    expect((await julia.post(`/proposals/${draft.id}/send`, { version: 99 })).status).toBe(409);
    expect(
      (await julia.patch(`/proposals/${draft.id}`, { version: draft.version, lines: [{ quantity: 1 }] })).body,
    ).toMatchObject({ errors: [{ path: 'lines[0].text' }] });
  });

  it('for a contract that ends are opened as a deal by themselves, once for each end', async () => {
    const company = await make.company('Rádio Cidade Alta');
    const endsOn = new Date(app.get(Clock).millis() + 30 * DAY).toISOString().slice(0, 10);
    const { body } = await boss.post<ContractView>('/contracts', {
      companyId: company.id,
      kind: 'rental',
      term: 'long',
      state: 'active',
      startsOn: '2025-01-01',
      endsOn,
      lines: [{ text: 'UPS', period: 'month', per: 'contract', quantity: 2, amount: 87_000, currency: 'BRL' }],
    });
    expect(body.number).toBeDefined();

    await Promise.all([app.get(ContractRenewals).open(), app.get(ContractRenewals).open()]);
    await app.get(ContractRenewals).open();

    const { items } = (await julia.get<DealPage>(`/deals?company=${company.id}`)).body;
    expect(items).toMatchObject([{ valueMinor: 174_000, months: 12, expectedClose: endsOn, owner: null }]);
    expect(await look(items[0]!.id)).toMatchObject({ renews: { number: body.number } });
  });

  it('begin on the packages page, where a person asks and a machine learns nothing', async () => {
    const shop = `${app.url}/packages`;
    expect((await fetch(shop)).status).toBe(404);
    expect((await julia.put('/public-packages', { packageIds: [gold.id] })).status).toBe(403);
    await boss.put('/public-packages', { packageIds: [gold.id] });
    const shown = await (await fetch(`${shop}?lang=en`)).text();
    const stamp = /name="stamp" value="([^"]+)"/.exec(shown)![1]!;
    const form = {
      stamp,
      name: 'Ana Lima',
      email: 'ana@lima.example',
      phone: '+55 11 98555-0777',
      company: 'Lima Ltda',
      text: 'Ten routers',
      package: gold.id,
    };
    const send = async (more: object = {}) =>
      (await fetch(`${shop}?lang=en`, { method: 'POST', body: new URLSearchParams({ ...form, ...more }) })).text();
    const made = async () => (await julia.get<DealPage>('/deals?q=lima')).body.items;

    expect(shown).toContain('Gold 24/7');
    expect(await send()).toContain('send it again');
    passed(app, 5_000);
    expect(await send({ website: 'http://spam.example' })).toContain('Thank you');
    expect(await send({ email: 'no address' })).toContain('valid e-mail');
    expect(await send({ stamp: stamp.replace(/^\d/, '2') })).toContain('send it again');
    expect(await made()).toEqual([]);
    expect(await send()).toContain('Thank you');
    await send();
    // Anybody can enter anybody's number: nobody is known by it before a channel proves it.
    const claimed = await app.db.query(
      `select channel, verified from contact_identities where kind = 'phone' and display = '+55 11 98555 0777'`,
    );
    expect(claimed).toEqual([{ channel: 'form', verified: false }]);
    const [deal, ...others] = await made();
    expect(others).toEqual([]);
    expect(await look(deal!.id)).toMatchObject({
      title: 'Gold 24/7 · Lima Ltda',
      prospect: 'Lima Ltda',
      contact: { name: 'Ana Lima' },
      tickets: [{ kind: 'origin', subject: 'Gold 24/7 · Lima Ltda' }],
    });
    await send();
    await send();
    await send();
    expect(await send()).toContain('several messages');
  });

  it('expire, and then cannot be accepted', async () => {
    const { id } = await deal();
    const out = await sent(id);
    passed(app, 32 * DAY);

    expect((await page(out)).text).toContain('This proposal has expired');
    expect((await answer(out, { choice: 'accept', name: 'Paulo Reis' })).text).toContain('This proposal has expired');
    expect(await app.db.query('select state from deals where id = $1', [id])).toEqual([{ state: 'open' }]);
  });
});
