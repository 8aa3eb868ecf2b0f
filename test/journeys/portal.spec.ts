import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { administrator, type Person } from '../harness/people.js';
import { PAINTED } from './painted.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Accounts {
  items: { id: string; version: number }[];
}

journey('a customer in the portal', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let grace: Person;
  let desk: Page;
  let page: Page;
  const problems: string[] = [];
  const ana = { id: '', email: 'ana@loja.example' };

  beforeAll(async () => {
    app = await TestApp.boot();
    grace = await administrator(app, { name: 'Grace Okafor' });
    const make = new Make(app);
    const company = await make.company('Mercado Ipê');
    await grace.post('/sites', { companyId: company.id, name: 'Filial Centro', address: 'Rua das Paineiras, 410' });
    await grace.post('/sla/policies', {
      name: 'Everybody',
      targets: [{ target: 'first_response', minutes: { normal: 30 }, hours: 'calendar' }],
    });
    ana.id = (await make.contact({ name: 'Ana Souza', email: ana.email })).id;
    await app.db.query('update contacts set company_id = $2 where id = $1', [ana.id, company.id]);
    browser = await TestBrowser.launch();
    const window = await browser.person();
    desk = window.page;
    const [name, value] = grace.cookie.split('=') as [string, string];
    await window.context.addCookies([{ name, value, url: app.url }]);
    ({ page } = await browser.person({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }));
    for (const one of [desk, page]) one.on('pageerror', (error) => problems.push(error.message));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const look = async (name: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(PAINTED);
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate<AxeResults>(`axe.run({ runOnly: ${JSON.stringify(RULES)} })`);
      for (const { id, nodes } of violations)
        problems.push(`${name} ${colorScheme}: ${id} at ${nodes[0]?.target.join(' ')}`);
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      if (wide > 0) problems.push(`${name}: ${wide} px too wide`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  };

  it('is invited from their page in the console', async () => {
    await desk.goto(`${app.url}/customers/contacts/${ana.id}`);
    await desk.getByRole('button', { name: 'Invite to the portal' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByLabel('Sees', { exact: true }).click();
    await desk.getByRole('option', { name: 'All tickets of the company' }).click();
    await dialog.getByRole('button', { name: 'Invite to the portal' }).click();
    await desk.getByText('All tickets of the company').waitFor();
  }, 60_000);

  it('enters by the link of the mail, with one press', async () => {
    await app.settle();
    const { body } = await grace.get<{ items: { to: string; text: string }[] }>('/mail/system');
    const link = /https?:\S+\/portal\/enter#\S+/.exec(body.items.find(({ to }) => to === ana.email)!.text)![0];
    await page.goto(app.url + link.slice(link.indexOf('/portal/')));
    await page.getByText('The link of the mail works once').waitFor();
    await look('enter');
    await page.getByRole('button', { name: 'Enter' }).click();

    await page.getByRole('heading', { name: /^Good .+, Ana$/ }).waitFor();
    await page.getByText('Nothing is open').waitFor();
    await look('home');
  }, 60_000);

  it('asks for help, and sees until when we answer', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'New', exact: true }).click();
    await page.getByLabel('Subject').fill('Router is dead');
    await page.getByLabel('At which site?').selectOption({ label: 'Filial Centro' });
    await page.getByLabel('What happens?').fill('Since nine nothing works.');
    await look('new');
    await page.getByRole('button', { name: 'Send' }).click();

    await page
      .getByText(/\d+ min left/)
      .first()
      .waitFor();
    await page
      .getByText(/^Answer by/)
      .first()
      .waitFor();
    await page.getByText('Since nine nothing works.').waitFor();
    await look('ticket');
  }, 60_000);

  it('reads the answer as soon as it is given, and that the promise was kept', async () => {
    const { items } = (await grace.get<{ items: { number: number; subject: string }[] }>('/tickets')).body;
    const ticket = items.find(({ subject }) => subject === 'Router is dead')!;
    await grace.post(`/tickets/${ticket.number}/messages`, { kind: 'note', text: 'Not for customers' });
    await grace.post(`/tickets/${ticket.number}/messages`, { kind: 'reply', text: 'We are looking at it.' });

    await page.getByText('We are looking at it.').waitFor();
    await page.getByText(/kept, in/).waitFor();
    expect(await page.getByText('Not for customers').count()).toBe(0);
    await page.getByLabel('Your answer').fill('Thank you!');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('article').getByText('Thank you!').waitFor();
    const said = (await grace.get<{ items: { text: string; channel: string }[] }>(`/tickets/${ticket.number}/messages`))
      .body;
    expect(said.items.at(-1)).toMatchObject({ text: 'Thank you!', channel: 'portal' });
  }, 60_000);

  /** The whole company to look at, an invoice, two packages, and a report with live figures. */
  const openTheRest = async (): Promise<number> => {
    const accounts = (await grace.get<Accounts>(`/contacts/${ana.id}/portal-accounts`)).body;
    const { id, version } = accounts.items[0]!;
    const rights = { tickets: 'company', equipment: true, money: true };
    expect((await grace.patch(`/portal-accounts/${id}`, { version, rights })).status).toBe(200);
    const companyId = (await grace.get<{ company: { id: string } }>(`/contacts/${ana.id}`)).body.company.id;
    const lines = [{ text: 'Rent', unitAmount: 12_300 }];
    const invoice = await grace.post<{ id: string }>('/invoices', { companyId, lines, currency: 'BRL' });
    expect((await grace.post(`/invoices/${invoice.body.id}/issue`, {})).status).toBe(200);
    const prices = [{ period: 'month', per: 'contract', amount: 89_000, currency: 'BRL' }];
    const allowances = [{ what: 'report', perMonth: 2 }];
    const pack = await grace.post<{ id: string }>('/packages', { key: 'silver', name: 'Silver', prices, allowances });
    await grace.put('/public-packages', { packageIds: [pack.body.id] });
    const asked = { companyId, contactId: ana.id, title: 'Uptime by site' };
    const report = await grace.post<{ id: string; number: number }>('/report-requests', asked);
    const tiles = ['tickets-opened', 'tickets-by-channel', 'spend'].map((kind) => ({ kind, months: 6 }));
    await grace.put(`/report-requests/${report.body.id}/dashboard`, { tiles, shared: true });
    return report.body.number;
  };

  it('finds everything else in its place, on a phone and in both themes', async () => {
    const report = await openTheRest();
    for (const [path, words] of [
      ['tickets', 'Router is dead'],
      ['visits', 'No visit is planned.'],
      ['figures', 'How we count'],
      ['statement', 'Owed at the end'],
      ['packages', 'Silver'],
      ['reports', 'Uptime by site'],
      ['reports/new', 'What should it answer?'],
      [`reports/${report}`, 'Tickets by channel'],
      ['profile', 'Where you are signed in'],
      ['more', 'Profile and privacy'],
      ['advisories', 'No advisories'],
      ['chat', 'There is no chat here'],
    ] as const) {
      await page.goto(`${app.url}/portal/${path}`);
      await page.getByText(words).first().waitFor();
      await look(path);
    }
    expect(problems).toEqual([]);
  }, 120_000);

  it('says that there is no such page, and leads home', async () => {
    await page.goto(`${app.url}/portal/old/address`);
    await page.getByText('There is no such page').waitFor();
    await look('no-page');

    await page.getByRole('link', { name: 'To the start' }).click();

    await page.getByRole('heading', { name: /^Good .+, Ana$/ }).waitFor();
  }, 60_000);

  it('chats with us, and has the answer at once', async () => {
    expect((await grace.post('/inboxes', { channel: 'chat', name: 'Website' })).status).toBe(201);
    await page.goto(`${app.url}/portal/chat`);
    await page.getByLabel('Your message').fill('Is anybody there?');
    await page.keyboard.press('Enter');
    await page.getByText(/Ticket #\d+/).waitFor();

    const { items } = (await grace.get<{ items: { number: number }[] }>('/tickets?channel=chat')).body;
    await grace.post(`/tickets/${items[0]!.number}/messages`, { kind: 'reply', text: 'Yes, we are.' });

    await page.getByText('Yes, we are.').waitFor();
    await look('chat');
  }, 60_000);

  it('is out at once when the door is shut', async () => {
    const { items } = (
      await grace.get<{ items: { id: string; version: number }[] }>(`/contacts/${ana.id}/portal-accounts`)
    ).body;
    await grace.patch(`/portal-accounts/${items[0]!.id}`, { version: items[0]!.version, state: 'revoked' });

    await page.getByRole('button', { name: 'Send me a link' }).waitFor();
  }, 60_000);
});
