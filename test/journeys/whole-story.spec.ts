import type { Page } from 'playwright-core';
import type { PackageView } from '../../src/contracts/package.dto.js';
import type { ReportRequestView } from '../../src/report-requests/requests/request.dto.js';
import { Crew, ROUND_THE_CLOCK, type CrewMember } from '../dispatch/crew.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { morningZone, passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { administrator, lead, signIn, type Person } from '../harness/people.js';
import { until } from '../harness/platform.js';
import { NOTICE, PhoneLine } from '../voice/phone-line.js';
import { openConsole } from './console.js';

const PHONE = '+5511955550199';
const PLACE = 'Rua das Paineiras, 410';
const HOUR = 3_600_000;

/** One customer from the first word to the invoice, in everybody's own window. Nothing that was said is asked again. */
journey('the whole story of a customer', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let boss: Person;
  let bia: CrewMember;
  let phone: PhoneLine;
  let gold: PackageView;
  let sales: Page;
  let desk: Page;
  let board: Page;
  let field: Page;
  let customer: Page;
  const errors: string[] = [];
  const unit = { tag: '', id: '' };

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    await app.db.query(`update organisation set time_zone = 'UTC'`);
    boss = await administrator(app, { name: 'Grace Okafor' });
    const teamId = (await boss.post('/teams', { name: 'Support' })).body.id as string;
    const julia = await signIn(app, 'sales', { name: 'Julia Reis' });
    const ana = await signIn(app, 'agent', { name: 'Ana Alves', teamIds: [teamId] });
    await ana.put('/me/availability', { state: 'online' });
    await offer();
    await new Make(app).inbox({ address: 'desk@firm.example', teamId });
    bia = await (await Crew.of(app)).technician({ ...ROUND_THE_CLOCK, timezone: morningZone(new Date()) }, 'Bia Rocha');
    phone = await PhoneLine.open(app, {
      teamId,
      steps: [NOTICE, { do: 'queue', teamId, otherwise: [] }],
    });
    customer = (await window()).page;
    sales = await console(julia, '/sales');
    desk = await console(ana, '/queue');
    board = await console(boss, '/dispatch');
    const mobile = await window({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await as(bia.person, mobile);
    field = mobile.page;
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  type Window = Awaited<ReturnType<TestBrowser['person']>>;
  const window = async (options?: Parameters<TestBrowser['person']>[0]): Promise<Window> => {
    const opened = await browser.person(options);
    opened.page.on('pageerror', (error) => errors.push(error.message));
    return opened;
  };
  const console = async (person: Person, path: string): Promise<Page> => {
    const { page } = await openConsole(app, browser, person, path);
    page.on('pageerror', (error) => errors.push(error.message));
    return page;
  };
  const as = async ({ cookie }: Person, { context }: Window): Promise<void> => {
    const [name, value] = cookie.split('=') as [string, string];
    await context.addCookies([{ name, value, url: app.url }]);
  };

  /** What the firm had before this customer came: a package that promises something, a pipeline, a router in stock. */
  async function offer(): Promise<void> {
    const prices = [
      { period: 'month', per: 'site', amount: 189_000, currency: 'BRL' },
      { period: 'setup', per: 'contract', amount: 90_000, currency: 'BRL' },
    ];
    const allowances = [{ what: 'visit', perMonth: 3, extraAmount: 18_000, currency: 'BRL' }];
    gold = (await boss.post<PackageView>('/packages', { key: 'gold', name: 'Gold 24/7', prices, allowances })).body;
    await boss.put('/public-packages', { packageIds: [gold.id] });
    await boss.post('/sla/policies', {
      name: 'Gold',
      conditions: { all: [{ field: 'package.key', op: 'is', value: 'gold' }] },
      targets: [{ target: 'resolution', minutes: { normal: 480, high: 240 }, hours: 'calendar' }],
    });
    await boss.post('/pipelines', {
      name: 'Rental',
      currency: 'BRL',
      stages: [
        { name: 'First contact', probability: 10 },
        { name: 'Proposal', probability: 50, required: ['valueMinor'] },
      ],
    });
    const model = (
      await boss.post('/equipment/models', { name: 'RX-100', maker: 'Acme', kind: 'router', family: 'it' })
    ).body;
    const store = (await boss.post('/equipment/locations', { name: 'Store', kind: 'stock' })).body;
    const made = await boss.post('/equipment', { modelId: model.id, locationId: store.id, serial: 'RX-0001' });
    if (made.status !== 201) throw new Error(JSON.stringify([model, store, made.body]));
    Object.assign(unit, made.body);
    await boss.patch('/billing/settings', { billingFrom: '2026-01-01' });
  }

  /** A dispatcher gives what waits to Bia, on the board. */
  async function plan(ticketAbout: string): Promise<string> {
    // An hour away, for from one customer to the next there is a way. Where she works, it is the same day.
    const at = new Date((Math.ceil(Date.now() / HOUR) + 1) * HOUR).toISOString().slice(0, 16);
    const [{ id, ref }] = await app.db.query<[{ id: string; ref: string }]>(
      `select v.id, 'W-' || v.number as ref from visits v where v.state = 'proposed' and v.about like '%' || $1 || '%'`,
      [ticketAbout],
    );
    await board.goto(`${app.url}/dispatch?day=${at.slice(0, 10)}&visit=${id}`);
    await board.getByRole('button', { name: 'Another time' }).click();
    const form = board.getByRole('dialog', { name: 'Another time' });
    await form.getByLabel('Begins at').fill(at);
    await form.getByLabel('Technicians').first().click();
    await board.getByRole('option', { name: 'Bia Rocha' }).click();
    await board.keyboard.press('Tab');
    await form.getByRole('button', { name: 'Plan' }).click();
    await form.waitFor({ state: 'detached' });
    // The board shows it before the server has said yes.
    await until('the visit is planned', async () => {
      const [visit] = await app.db.query<{ state: string }[]>('select state from visits where id = $1', [id]);
      return visit?.state !== 'proposed';
    });
    await app.settle();
    return ref;
  }

  /** The technician goes there with the field app. */
  async function visit(ref: string, report: string, work: () => Promise<void> = async () => {}): Promise<void> {
    const [{ id }] = await app.db.query<[{ id: string }]>(`select id from visits where number = $1`, [ref.slice(2)]);
    await field.goto(`${app.url}/field`);
    await field.reload();
    await field.goto(`${app.url}/field#/visit/${id}`);
    await field.getByRole('button', { name: 'Start travel' }).click();
    await field.getByRole('button', { name: 'I have arrived' }).click();
    await field.getByText(PLACE).first().waitFor();
    await work();
    await field.getByLabel('Report to the customer').fill(report);
    await field.getByRole('link', { name: /^Finish/ }).click();
    const unsigned = field.getByLabel('Finish without a signature');
    if (!(await unsigned.isChecked())) await unsigned.check();
    const leave = field.getByRole('checkbox', { name: /leave/i });
    if (await leave.count()) await leave.check();
    await field.getByRole('button', { name: 'Finish visit' }).click();
    await until('the visit is done', async () => (await boss.get(`/visits/${id}`)).body.state === 'done');
    await app.settle();
  }

  it('begins with a form on the packages page', async () => {
    await customer.goto(`${app.url}/packages?lang=en`);
    await customer.getByLabel('Your name').fill('Ana Lima');
    await customer.getByLabel('E-mail').fill('ana@lima.example');
    await customer.getByLabel('Phone (optional)').fill(PHONE);
    await customer.getByLabel('Company (optional)').fill('Lima Ltda');
    await customer.getByLabel('What interests you').selectOption({ label: 'Gold 24/7' });
    await customer.getByLabel('What do you need?').fill('A line that does not fail.');
    passed(app, 5_000);
    await customer.getByRole('button', { name: 'Send' }).click();
    await customer.getByText('Thank you. We have your message.').waitFor();
  }, 30_000);

  it('is a prospect, and somebody goes there to look', async () => {
    await sales.getByText('Gold 24/7 · Lima Ltda').first().click();
    await sales.getByRole('button', { name: 'Visit', exact: true }).click();
    const ask = sales.getByRole('dialog');
    await ask.getByLabel('Where').fill(PLACE);
    await ask.getByLabel('What is to be found out').fill('Is there a mast?');
    await ask.getByRole('button', { name: 'Ask' }).click();
    await ask.waitFor({ state: 'detached' });
    await app.settle();

    await visit(await plan('Lima'), 'There is a mast, and it sees our tower.');

    await sales.getByText('There is a mast, and it sees our tower.').first().waitFor();
  }, 60_000);

  it('accepts what is offered by a link, which is a contract at once', async () => {
    await sales.getByRole('tab', { name: 'Proposals' }).click();
    await sales.getByRole('button', { name: 'Write a proposal' }).click();
    const form = sales.getByRole('dialog');
    await form.getByRole('button', { name: 'From the price book' }).click();
    await sales.getByRole('menuitem', { name: /Gold 24\/7 · .*month/ }).click();
    await form.getByRole('textbox', { name: 'Months' }).fill('24');
    await form.getByLabel('Installation').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await sales.getByRole('button', { name: 'Open the link' }).click();
    const link = await sales
      .getByText(/\/p\/[\w-]{40}/)
      .first()
      .textContent();

    await customer.goto(app.url + new URL(link!).pathname + '?lang=en');
    await customer.getByText('Lima Ltda').first().waitFor();
    await customer.getByLabel('Your full name').fill('Ana Lima');
    await customer.getByRole('button', { name: 'Accept this proposal' }).click();
    await customer.getByText('Accepted by Ana Lima').first().waitFor();

    await sales.getByText('It became contract').waitFor();
  }, 60_000);

  it('has its equipment installed by the field app', async () => {
    await app.settle();
    await visit(await plan('Lima'), 'Router installed and tested.', async () => {
      await field.getByRole('button', { name: 'More' }).click();
      await field.getByRole('button', { name: 'Add equipment' }).click();
      await field.getByRole('button', { name: 'Install', exact: true }).click();
      await field.getByLabel('Tag or serial number').fill('RX-0001');
      await field.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await field.getByText('RX-0001').first().waitFor();
    });

    expect((await boss.get(`/equipment/${unit.id}`)).body).toMatchObject({
      state: 'installed',
      company: { name: 'Lima Ltda' },
      site: { name: 'Lima Ltda' },
    });
  }, 60_000);

  it('calls about it: the ticket knows device, site, package and promise', async () => {
    const call = await phone.call({ from: PHONE });
    await desk.getByTestId('incoming-call').getByRole('button', { name: 'Answer' }).click();
    await phone.settle();
    await desk.getByTestId('phone').getByText('Talking').waitFor();
    const { ticket_id: ticketId } = await phone.row(call.sid);
    const { number } = (await boss.get<{ number: number }>(`/tickets/${ticketId}`)).body;
    await desk.goto(`${app.url}/tickets/${number}`);

    const panel = desk.getByRole('complementary', { name: /customer/i });
    await panel.getByRole('link', { name: 'Ana Lima' }).waitFor();
    await panel.getByRole('link', { name: unit.tag, exact: true }).waitFor();
    await panel.getByText(PLACE).first().waitFor();
    await panel.getByText('Gold 24/7').first().waitFor();
    await panel.getByText('3 of 3 left').waitFor();
    await desk
      .getByText(/(4 h|3 h 5\d min)$/)
      .first()
      .waitFor();
    await panel.getByRole('button', { name: `This ticket is about ${unit.tag}` }).click();
    await panel.getByRole('button', { name: `Not about ${unit.tag}` }).waitFor();
    await phone.hangUp(call.sid);
    await desk.getByRole('button', { name: 'Done' }).click();
  }, 60_000);

  it('is visited about it', async () => {
    await desk.getByRole('button', { name: /^More:/ }).click();
    await desk.getByRole('menuitem', { name: 'Plan a visit' }).click();
    const form = desk.getByRole('dialog');
    await form.getByLabel('What is to be done').fill('Replace the power supply');
    await form.getByRole('button', { name: 'Make it' }).click();
    await form.waitFor({ state: 'detached' });
    await app.settle();

    await visit(await plan('power supply'), 'Power supply replaced.');
    await desk.getByText('Power supply replaced.').first().waitFor();
  }, 60_000);

  it('is invoiced, and reads that in the portal', async () => {
    await board.goto(`${app.url}/invoices`);
    await board.getByRole('button', { name: 'Make invoices' }).first().click();
    await board.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
    await app.settle();
    await board.getByText('Lima Ltda').first().waitFor();

    const [{ id }] = await app.db.query<[{ id: string }]>(`select id from contacts where name = 'Ana Lima'`);
    await board.goto(`${app.url}/customers/contacts/${id}`);
    await board.getByRole('button', { name: 'Invite to the portal' }).click();
    const dialog = board.getByRole('dialog');
    await dialog.getByLabel('Contracts and invoices').check();
    await dialog.getByRole('button', { name: 'Invite to the portal' }).click();
    await dialog.waitFor({ state: 'detached' });
    await app.settle();
    const { body } = await boss.get<{ items: { to: string; text: string }[] }>('/mail/system');
    const link = /https?:\S+\/portal\/enter#\S+/.exec(body.items.find(({ to }) => to === 'ana@lima.example')!.text)![0];
    await customer.goto(app.url + link.slice(link.indexOf('/portal/')));
    await customer.getByRole('button', { name: 'Enter' }).click();
    await customer.getByRole('heading', { name: /^Good .+, Ana$/ }).waitFor();
    await customer.goto(`${app.url}/portal/money`);
    await customer
      .getByRole('link', { name: /F-?\d+|\d{5}/ })
      .first()
      .waitFor();
  }, 60_000);

  it('asks for a report, and reads it where it was asked for', async () => {
    await customer.goto(`${app.url}/portal/reports/new`);
    await customer.getByLabel('What is it about?').fill('Power at the Filial Centro');
    await customer.getByLabel('What should it answer?').fill('How often did the power fail?');
    await customer.getByRole('button', { name: 'Ask for a report' }).click();
    await customer.waitForURL(/\/portal\/reports\/\d+$/);
    await customer.getByText('How often did the power fail?').waitFor();

    const rui = await lead(app, { name: 'Rui Tanaka' });
    const { items } = (await boss.get<{ items: ReportRequestView[] }>('/report-requests')).body;
    const path = `/report-requests/${items[0]!.id}`;
    const version = async () => (await boss.get<ReportRequestView>(path)).body;
    const done = async (answer: Promise<{ status: number }>) => expect((await answer).status).toBeLessThan(300);
    await done(boss.put(`${path}/acceptance`, { version: (await version()).version, dueOn: '2199-03-10' }));
    await done(
      boss.post(`${path}/versions`, { version: (await version()).version, summary: 'Once, and it was mended.' }),
    );
    for (const [who, step] of [
      [boss, 'review'],
      [rui, 'approval'],
      [boss, 'publication'],
    ] as const) {
      const draft = (await version()).versions[0]!;
      await done(who.put(`${path}/versions/${draft.id}/${step}`, { version: draft.version }));
    }

    await customer.getByText('Once, and it was mended.').waitFor();
    expect(errors).toEqual([]);
  }, 60_000);
});
