import type { ContractView } from '../../src/contracts/contract.dto.js';
import { DunningService } from '../../src/billing/dunning/dunning.service.js';
import type { InvoicePage, InvoiceSummary, InvoiceView } from '../../src/billing/invoices/invoice.dto.js';
import type { BankResult, PaymentConnectionView, PaymentPage } from '../../src/billing/payments/payment.dto.js';
import { simulatedNotice } from '../../src/billing/payments/signed.provider.js';
import type { RunView } from '../../src/billing/runs/run.dto.js';
import { InvoiceRuns } from '../../src/billing/runs/invoice-runs.service.js';
import type { StatementView } from '../../src/billing/statements/statement.dto.js';
import { Clock } from '../../src/platform/clock.js';
import { TestApp } from '../harness/app.js';
import { goneTo } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { administrator, agent, lead, signIn, type Person } from '../harness/people.js';

describe('invoices', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let admin: Person;
  let tax: { id: string };
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    await later('2026-04-20T12:00:00Z');
    tax = (await admin.post<{ id: string }>('/tax-rates', { name: 'ISS', rateBp: 500, included: true })).body;
    await admin.patch('/billing/settings', { billingFrom: '2026-03-01', taxRateIds: [tax.id], termsDays: 10 });
  });
  afterAll(() => app.close());

  /** Sessions do not last so long. */
  const later = async (moment: string) => {
    goneTo(app, moment);
    [boss, admin] = [await lead(app), await administrator(app)];
  };

  const sign = async (more: object = {}): Promise<ContractView> => {
    const { id: companyId } = await make.company();
    const { status, body } = await boss.post<ContractView>('/contracts', {
      companyId,
      kind: 'rental',
      term: 'long',
      state: 'active',
      startsOn: '2026-03-16',
      lines: [{ text: 'Routers', period: 'month', per: 'device', quantity: 2, amount: 31_000, currency: 'BRL' }],
      ...more,
    });
    expect(status).toBe(201);
    return body;
  };
  const run = async (body: object = {}): Promise<RunView> => {
    const { status, body: begun } = await boss.post<RunView>('/invoices/runs', body);
    expect(status).toBe(202);
    await app.settle();
    return (await boss.get<RunView>(`/invoices/runs/${begun.id}`)).body;
  };
  const of = async (contractId: string) =>
    (await boss.get<InvoicePage>(`/invoices?contract=${contractId}`)).body.items.reverse();
  const whole = async (id: string) => (await boss.get<InvoiceView>(`/invoices/${id}`)).body;
  const written = async (companyId: string, unitAmount = 10_000, more: object = {}) =>
    (
      await boss.post<InvoiceView>('/invoices', {
        companyId,
        currency: 'BRL',
        taxRateIds: [],
        lines: [{ text: 'Data study', unitAmount }],
        ...more,
      })
    ).body;
  const issued = async (companyId: string, unitAmount = 10_000, more: object = {}) =>
    (await boss.post<InvoiceView>(`/invoices/${(await written(companyId, unitAmount, more)).id}/issue`, {})).body;

  it('come from contracts by the month, by days where it begins in the middle, once however often a run is begun', async () => {
    const contract = await sign();

    const first = await run({ contractId: contract.id });
    const again = await run({ contractId: contract.id });

    expect([first.made, again.made, first.state]).toEqual([2, 0, 'done']);
    const [march, april] = await of(contract.id);
    expect([march, april]).toMatchObject([
      { period: '2026-03', total: 32_000, state: 'issued', dueOn: '2026-04-30', issuedOn: '2026-04-20' },
      { period: '2026-04', total: 62_000 },
    ]);
    expect(await whole(march!.id)).toMatchObject({
      net: 30_476,
      taxes: [{ name: 'ISS', rateBp: 500, included: true, amount: 1_524 }],
      lines: [{ kind: 'recurring', text: 'Routers', quantity: 2, from: '2026-03-16', to: '2026-03-31', tax: 1_524 }],
      language: 'en',
    });
  });

  it('take what was used beyond the package with the next month, also what was told late', async () => {
    const allowances = [{ what: 'visit', perMonth: 1, extraAmount: 18_000, currency: 'BRL' }];
    const contract = await sign({ startsOn: '2026-03-01', allowances });
    const use = (day: string) => boss.post(`/contracts/${contract.id}/use`, { what: 'visit', day });
    for (const day of ['2026-03-03', '2026-03-04', '2026-03-05']) await use(day);
    await run({ contractId: contract.id, until: '2026-04-10' });
    await use('2026-03-30');

    await run({ contractId: contract.id, until: '2026-05-01' });

    const [, april, may] = await of(contract.id);
    expect((await whole(april!.id)).lines[1]).toMatchObject({ kind: 'extra', quantity: 2, amount: 36_000 });
    expect((await whole(may!.id)).lines[1]).toMatchObject({
      kind: 'extra',
      quantity: 1,
      text: expect.stringContaining('2026-03'),
    });
  });

  it('go on where a run was cut off, without a gap in the numbers or a month twice', async () => {
    const companies = await Promise.all(Array.from({ length: 5 }, () => make.company()));
    // Nobody reminds of those: there are many.
    for (const { id } of companies) await boss.patch(`/companies/${id}/billing`, { dunning: false });
    const [{ id: template }] = [await sign({ state: 'draft', startsOn: '2026-04-01' })];
    await app.db.query(
      `insert into contracts (id, number, company_id, kind, term, state, starts_on, created_at, updated_at)
       select gen_random_uuid(), 'X-' || n, ($1::uuid[])[n % 5 + 1], 'rental', 'long', 'active', '2026-04-01', now(), now()
       from generate_series(1, 450) n`,
      [companies.map(({ id }) => id)],
    );
    await app.db.query(
      `insert into contract_lines (id, contract_id, place, text, period, per, quantity, amount, currency)
       select gen_random_uuid(), k.id, 0, l.text, l.period, l.per, 1, 5000, 'BRL' from contracts k, contract_lines l
       where k.number like 'X-%' and l.contract_id = $1`,
      [template],
    );
    const runs = app.get(InvoiceRuns);
    const { step, letGo } = held(runs);
    const { body: begun } = await boss.post<RunView>('/invoices/runs', { until: '2026-04-20' });
    await app.settle();
    expect((await boss.post('/invoices/runs', {})).status).toBe(409);

    expect(await step(begun.id)).toBe(true);
    // Cut off in the middle of the next batch: everything of it is taken back, numbers too.
    const broken = breakNext(app);
    await expect(step(begun.id)).rejects.toThrow('cut off');
    broken();
    const between = (await boss.get<RunView>(`/invoices/runs/${begun.id}`)).body;
    letGo();
    await runs.sweep();

    expect(between).toMatchObject({ state: 'running', lookedAt: 200 });
    expect((await boss.get<RunView>(`/invoices/runs/${begun.id}`)).body).toMatchObject({ state: 'done', failed: 0 });
    const [{ gaps, doubles, count }] = (await app.db.query(
      `select (select count(*)::int from (select number - lag(number) over (order by number) as step from invoices where series = 'invoice' and number is not null) s where step <> 1) as gaps,
         (select count(*)::int from (select contract_id, period from invoices where period is not null group by 1, 2 having count(*) > 1) d) as doubles,
         (select count(*)::int from invoices i join contracts k on k.id = i.contract_id where k.number like 'X-%') as count`,
    )) as [{ gaps: number; doubles: number; count: number }];
    expect([gaps, doubles, count]).toEqual([0, 0, 450]);
  });

  it('get their numbers one after the other, also fifty at once', async () => {
    const { id } = await make.company();
    const drafts = await Promise.all(Array.from({ length: 50 }, () => written(id)));

    const answers = await Promise.all(drafts.map((draft) => boss.post<InvoiceView>(`/invoices/${draft.id}/issue`, {})));

    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    const numbers = answers.map(({ body }) => Number(body.ref!.slice(2))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, at) => numbers[0]! + at));
    expect((await boss.post(`/invoices/${drafts[0]!.id}/issue`, {})).body).toMatchObject({ code: 'invoice_issued' });
  });

  it('are changed while they are drafts, then only credited: in part, and whole, which makes them void', async () => {
    const { id } = await make.company();
    const draft = await written(id, 10_000, { taxRateIds: [tax.id] });
    const changed = await boss.patch<InvoiceView>(`/invoices/${draft.id}`, {
      version: 1,
      lines: [{ text: 'Data study', quantity: 2, unitAmount: 10_500 }],
    });
    expect((await boss.patch(`/invoices/${draft.id}`, { version: 1, notes: 'x' })).status).toBe(409);
    await boss.post(`/invoices/${draft.id}/issue`, {});

    const part = await boss.post<InvoiceView>(`/invoices/${draft.id}/credit-notes`, {
      amount: 1_001,
      reason: 'Half a day less',
    });
    const rest = await boss.post<InvoiceView>(`/invoices/${draft.id}/credit-notes`, { reason: 'Never ordered' });

    expect(changed.body).toMatchObject({ total: 21_000, net: 20_000, version: 2 });
    expect(part.body).toMatchObject({ kind: 'credit-note', total: 1_001, net: 953, taxes: [{ amount: 48 }] });
    expect([part.body.ref, rest.body.ref].map((ref) => ref!.slice(0, 3))).toEqual(['NC-', 'NC-']);
    expect(await whole(draft.id)).toMatchObject({
      state: 'void',
      open: 0,
      creditNotes: [{ id: part.body.id }, { id: rest.body.id }],
    });
    expect((await boss.post(`/invoices/${draft.id}/credit-notes`, { reason: 'x' })).status).toBe(409);
    expect((await boss.patch(`/invoices/${draft.id}`, { notes: 'x' })).body).toMatchObject({ code: 'invoice_issued' });
  });

  it('are paid by hand in parts, never more than is open, and a payment is taken back', async () => {
    const { id } = await make.company();
    const invoice = await issued(id);
    const pay = (amount: number) =>
      boss.post<InvoiceView>(`/invoices/${invoice.id}/payments`, { amount, paidOn: '2026-04-20' });

    const part = await pay(4_000);
    const tooMuch = await pay(6_001);
    const rest = await pay(6_000);
    await boss.post(`/payments/${rest.body.payments[1]!.id}/reverse`, { reason: 'Bounced' });

    expect([part.body.state, tooMuch.status, rest.body.state]).toEqual(['partly_paid', 422, 'paid']);
    expect(await whole(invoice.id)).toMatchObject({
      state: 'partly_paid',
      open: 6_000,
      payments: [{}, { reversedWhy: 'Bounced' }],
    });
  });

  it('are paid by a provider that signs, once for each notice; for no invoice it waits for somebody', async () => {
    const { id } = await make.company();
    const invoice = await issued(id);
    const { body: connection } = await admin.post<PaymentConnectionView>('/billing/payment-connections', {
      provider: 'signed',
      name: 'Pix',
    });
    const notice = { id: 'evt_1', reference: invoice.ref!, amount: 10_000, currency: 'BRL', paidOn: '2026-04-19' };
    const tell = (what = notice, secret = connection.secret!) => {
      const { headers, body } = simulatedNotice(secret, what, app.get(Clock).now());
      return app.anyone.with(headers).post(`//hooks/payments/${connection.id}`, body);
    };

    expect((await tell(notice, 'pay_of_somebody_else')).status).toBe(403);
    expect([(await tell()).status, (await tell()).status]).toEqual([200, 200]);
    expect((await tell({ ...notice, id: 'evt_2', reference: 'F-99999' })).status).toBe(200);

    expect(await whole(invoice.id)).toMatchObject({
      state: 'paid',
      paid: 10_000,
      payments: [{ method: 'provider', by: 'Pix' }],
    });
    const { items } = (await boss.get<PaymentPage>('/payments?unmatched=true')).body;
    expect(items).toMatchObject([{ reference: 'F-99999', invoice: null }]);
    const other = await issued(id, 15_000);
    await boss.post(`/payments/${items[0]!.id}/match`, { invoiceId: other.id });
    expect(await whole(other.id)).toMatchObject({ state: 'partly_paid', open: 5_000 });
    expect(JSON.stringify((await admin.get('/billing/payment-connections')).body)).not.toContain(connection.secret);
  });

  it('are paid by the bank’s file: first said, then done, and the same file again changes nothing', async () => {
    const { id } = await make.company();
    const [one, two] = [await issued(id, 123_456), await issued(id, 5_000)];
    const content = [
      'Data;Valor;Histórico',
      `18/04/2026;"1.234,56";PIX ${one.ref}`,
      `18/04/2026;20,00;TED ${two.ref!.replace('-', '')} parte`,
      '19/04/2026;-80,00;Tarifa',
      '19/04/2026;77,77;aluguel',
      '31/02/2026;10,00;x',
    ].join('\r\n');
    const send = async (apply: boolean) =>
      (await boss.post<BankResult>('/payments/import', { content, currency: 'BRL', apply })).body;

    const said = await send(false);
    expect(await whole(one.id)).toMatchObject({ paid: 0 });
    const done = await send(true);
    const again = await send(true);

    expect(said.rows.map(({ outcome }) => outcome)).toEqual(['matched', 'matched', 'ignored', 'unmatched', 'bad']);
    expect(said.rows[4]).toMatchObject({ line: 6, problem: 'date' });
    expect([done.applied, done.total, again.matched]).toEqual([true, 125_456, 0]);
    expect([(await whole(one.id)).state, (await whole(two.id)).state]).toEqual(['paid', 'partly_paid']);
    expect((await boss.post('/payments/import', { content: 'a,b\n1,2', currency: 'BRL' })).body).toMatchObject({
      errors: [{ path: 'columns.date' }],
    });
  });

  it('add up to a statement, sums and an export that leaves nothing out', async () => {
    const { id } = await make.company('=Norte "Ltda"');
    const first = await issued(id, 10_000);
    await later('2026-05-20T12:00:00Z');
    const second = await issued(id, 7_000);
    await boss.post(`/invoices/${first.id}/payments`, { amount: 4_000, paidOn: '2026-05-02' });
    await boss.post(`/invoices/${second.id}/credit-notes`, { amount: 500, reason: 'Late' });

    const { body } = await boss.get<StatementView>(`/companies/${id}/statement?from=2026-05-01&to=2026-05-31`);
    const sums = (await boss.get<InvoiceSummary>(`/invoices/summary?company=${id}`)).body.items;
    const overdue = (await boss.get<InvoicePage>(`/invoices?company=${id}&state=overdue`)).body.items;
    const csv = await fetch(`${app.url}/api/v1/invoices/export?from=2026-05-20`, { headers: { cookie: boss.cookie } });
    const text = await csv.text();

    expect(body.items).toMatchObject([{ currency: 'BRL', opening: 10_000, closing: 12_500 }]);
    expect(body.items[0]!.entries.map(({ kind, amount, balance }) => [kind, amount, balance])).toEqual([
      ['payment', -4_000, 6_000],
      ['credit-note', -500, 5_500],
      ['invoice', 7_000, 12_500],
    ]);
    expect(sums).toMatchObject([
      { open: 12_500, overdue: 6_000, overdueCount: 1, paidThisMonth: 4_000, balance: 12_500 },
    ]);
    expect(overdue.map(({ ref }) => ref)).toEqual([first.ref]);
    expect(text).toContain(`${second.ref},issued,2026-05-20`);
    expect(text).toContain(`"'=Norte ""Ltda"""`);
    const json = await fetch(`${app.url}/api/v1/invoices/export?from=2026-05-20&format=json`, {
      headers: { cookie: boss.cookie },
    });
    expect(((await json.json()) as { invoices: unknown[] }).invoices).toHaveLength(2);
  });

  it('go out by mail with their PDF in the customer’s language, and remind once for each step', async () => {
    const { id } = await make.company('Clínica Sul');
    await make.inbox();
    const contact = await make.contact({ name: 'Ana Souza' });
    await app.db.query('update contacts set company_id = $1 where id = $2', [id, contact.id]);
    await later('2026-05-20T12:00:00Z');
    const draft = await written(id, 10_000, { language: 'pt-BR' });
    await boss.post(`/invoices/${draft.id}/issue`, { send: true });
    await app.settle();
    expect(await whole(draft.id)).toMatchObject({ sentAt: null, sendProblem: 'no_contact' });
    await boss.patch(`/companies/${id}/billing`, { contactId: contact.id, legalName: 'Clínica Sul Ltda' });

    const sent = await boss.post<InvoiceView>(`/invoices/${draft.id}/send`);
    await later('2026-06-03T12:00:00Z');
    await app.get(DunningService).run();
    const quiet = await whole(draft.id);
    await admin.patch('/billing/settings', { dunning: true });
    await app.get(DunningService).run();
    await app.get(DunningService).run();

    expect(sent.body).toMatchObject({ sendProblem: null, sentAt: expect.any(String) });
    expect(quiet.letters.filter(({ daysAfter }) => daysAfter)).toEqual([]);
    const { letters } = await whole(draft.id);
    expect(letters.map(({ daysAfter, problem }) => [daysAfter, problem])).toEqual([
      [null, 'no_contact'],
      [null, null],
      [3, null],
    ]);
    const said = await app.db.query(
      `select m.subject, m.text, a.name, a.type from messages m join attachments a on a.message_id = m.id
       where m.meta -> 'invoice' ->> 'id' = $1 order by m.id`,
      [draft.id],
    );
    expect(said).toMatchObject([
      {
        subject: expect.stringContaining('Fatura F-'),
        text: expect.stringContaining('Ana Souza'),
        type: 'application/pdf',
      },
      { subject: expect.stringContaining('Lembrete'), text: expect.stringContaining('100,00') },
    ]);
    const pdf = await fetch(`${app.url}/api/v1/invoices/${draft.id}/pdf`, { headers: { cookie: boss.cookie } });
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('are read by agents and made by leads; technicians see none, and their settings are the administrator’s', async () => {
    const [ana, tom] = [await agent(app), await signIn(app, 'technician')];
    const { id } = await make.company();
    const invoice = await issued(id);

    expect((await ana.get(`/invoices/${invoice.id}`)).status).toBe(200);
    expect((await ana.post(`/invoices/${invoice.id}/payments`, { amount: 1, paidOn: '2026-04-20' })).status).toBe(403);
    expect((await tom.get(`/invoices/${invoice.id}`)).status).toBe(403);
    expect((await boss.patch('/billing/settings', { termsDays: 1 })).status).toBe(403);
    expect((await boss.get('/invoices/01900000-0000-7000-8000-00000000dead')).status).toBe(404);
  });
});

/** The job finds nothing to do until it is let go: the spec takes the steps itself. */
function held(runs: InvoiceRuns): { step: InvoiceRuns['step']; letGo: () => void } {
  const step = runs.step.bind(runs);
  runs.step = () => Promise.resolve(false);
  return {
    step,
    letGo: () => {
      runs.step = step;
    },
  };
}

/** The next batch dies behind its last write, before the commit. */
function breakNext(app: TestApp): () => void {
  const runs = app.get(InvoiceRuns) as unknown as { keepExtras: () => Promise<void> };
  const whole = runs.keepExtras.bind(runs);
  runs.keepExtras = () => Promise.reject(new Error('cut off'));
  return () => {
    runs.keepExtras = whole;
  };
}
