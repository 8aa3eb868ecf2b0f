import type { Page } from 'playwright-core';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { administrator, type Person } from '../harness/people.js';

const HOST = 'portal.acme.example';
const PORTAL = `http://${HOST}`;

journey('the portal at an address of its own', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let grace: Person;
  let page: Page;
  const problems: string[] = [];
  const elsewhere = new Set<string>();
  const ana = { id: '', email: 'ana@loja.example' };

  beforeAll(async () => {
    app = await TestApp.boot({ PORTAL_URL: PORTAL, PUBLIC_URL: 'http://desk.acme.example' });
    grace = await administrator(app, { name: 'Grace Okafor' });
    const make = new Make(app);
    const company = await make.company('Mercado Ipê');
    ana.id = (await make.contact({ name: 'Ana Souza', email: ana.email })).id;
    await app.db.query('update contacts set company_id = $2 where id = $1', [ana.id, company.id]);
    await app.get(InboxesService).create({ channel: 'chat', name: 'Site' });
    const port = new URL(app.url).port;
    browser = await TestBrowser.launch({ hosts: [`${HOST}:80 127.0.0.1:${port}`] });
    ({ page } = await browser.person());
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`);
    });
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (/^(http|ws)s?:$/.test(protocol) && host !== HOST) elsewhere.add(host);
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const arrived = async (isIt: (subject: string) => boolean): Promise<number> => {
    for (;;) {
      const { items } = (await grace.get<{ items: { number: number; subject: string }[] }>('/tickets')).body;
      const found = items.find(({ subject }) => isIt(subject));
      if (found) return found.number;
    }
  };

  it('is where the mail leads, and lets in', async () => {
    const invited = await grace.post(`/contacts/${ana.id}/portal-accounts`, {
      rights: { tickets: 'company' },
    });
    expect(invited.status).toBe(201);
    await app.settle();
    const { body } = await grace.get<{ items: { to: string; text: string }[] }>('/mail/system');
    const link = /https?:\S+\/enter#\S+/.exec(body.items.find(({ to }) => to === ana.email)!.text)![0];
    expect(link.startsWith(`${PORTAL}/enter#`)).toBe(true);

    await page.goto(link);
    await page.getByRole('button', { name: 'Enter' }).click();

    await page.getByRole('heading', { name: /^Good .+, Ana$/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect((await page.context().cookies()).map(({ domain }) => domain)).toEqual([HOST]);
  }, 60_000);

  it('shows a ticket with its file, and hears the answer by its socket', async () => {
    await page.getByRole('link', { name: 'New ticket' }).first().click();
    await page.getByLabel('Subject').fill('Router is dead');
    await page.getByLabel('What happens?').fill('Since nine nothing works.');
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'lights.txt', mimeType: 'text/plain', buffer: Buffer.from('two red, one green') });
    await page.getByText('lights.txt').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/tickets\/\d+$/);
    await page.getByText('Since nine nothing works.').waitFor();
    const number = await arrived((subject) => subject === 'Router is dead');
    expect(new URL(page.url()).pathname).toBe(`/tickets/${number}`);

    await grace.post(`/tickets/${number}/messages`, { kind: 'reply', text: 'We are looking at it.' });
    await page.getByText('We are looking at it.').waitFor({ timeout: 6_000 });

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /lights\.txt/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('lights.txt');
    expect(new URL(file.url()).host).toBe(HOST);
    // The page can be opened by its address as well, as from a bookmark.
    await page.goto(`${PORTAL}/tickets/${number}`);
    await page.getByText('We are looking at it.').waitFor();
  }, 60_000);

  it('chats, and marks what waits to be read', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Chat' }).click();
    // The ticket's page, which has a field of its own, stays until this one is loaded.
    const chat = page.getByRole('region', { name: 'Chat' });
    await chat.getByRole('textbox').fill('Is anybody there?');
    await chat.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Is anybody there?').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Tickets', exact: true }).click();
    // What was said arrives although its page was left at once.
    const number = await arrived((subject) => subject !== 'Router is dead');

    await grace.post(`/tickets/${number}/messages`, { kind: 'reply', text: 'Yes, Grace here.' });

    await page.getByRole('img', { name: '1 unread message' }).first().waitFor();
    await page.getByRole('navigation').getByRole('link', { name: /Chat/ }).click();
    await page.getByText('Yes, Grace here.').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Tickets', exact: true }).click();
    await page.waitForFunction(`!document.querySelector('[aria-label$="unread message"]')`);
  }, 60_000);

  it('serves nothing of the console, and asks nobody else', async () => {
    await page.goto(`${PORTAL}/queue`);
    await page.getByRole('navigation').getByRole('link', { name: 'Tickets', exact: true }).waitFor();
    expect(await page.locator('#main').count()).toBe(1);
    expect([...elsewhere]).toEqual([]);
    expect(problems).toEqual([]);
  }, 60_000);
});
