import type { Page } from 'playwright-core';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { administrator, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

/** Articles are offered by the address that everybody knows. */
const HOST = 'desk.acme.example';
const DESK = `http://${HOST}`;

journey('what is offered before somebody buys or asks', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let boss: Person;
  let inbox: string;
  const errors: string[][] = [];

  beforeAll(async () => {
    app = await TestApp.boot({ PUBLIC_URL: DESK });
    boss = await administrator(app);
    await published('public', 'The gate does not open', 'Hold the red button for five seconds.');
    await published('internal', 'The gate does not open: service code', 'It is 4711.');
    inbox = (await app.get(InboxesService).create({ channel: 'chat', name: 'Site' })).inbox.publicKey!;
    const prices = [{ period: 'month', per: 'site', amount: 189_000, currency: 'BRL' }];
    const gold = (await boss.post('/packages', { key: 'gold', name: 'Gold 24/7', prices, allowances: [] })).body;
    await boss.put('/public-packages', { packageIds: [gold.id] });
    await boss.post('/sla/policies', {
      name: 'Whoever has Gold',
      conditions: { all: [{ field: 'package.key', op: 'is', value: 'gold' }] },
      targets: [{ target: 'resolution', minutes: { normal: 480, urgent: 30 }, hours: 'calendar' }],
    });
    browser = await TestBrowser.launch({ hosts: [`${HOST}:80 127.0.0.1:${new URL(app.url).port}`] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const published = async (audience: string, title: string, words: string): Promise<void> => {
    const article = { language: 'en', title, body: `<p>${words}</p>`, audience };
    const { id, version } = (await boss.post('/knowledge/articles', article)).body;
    expect((await boss.post(`/knowledge/articles/${id}/publish`, { version })).status).toBe(200);
  };
  const visitor = async (path: string): Promise<Page> => {
    const { page, errors: seen } = await browser.person();
    errors.push(seen);
    await page.goto(`${DESK}${path}`);
    return page;
  };
  /** Opens beside what is being written, which stays. */
  const read = async (page: Page): Promise<void> => {
    const opened = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'The gate does not open' }).click();
    const article = await opened;
    await article.getByText('Hold the red button for five seconds.').waitFor();
    await article.close();
  };

  it('is help in the chat’s first message, and no more when it was said', async () => {
    const page = await visitor(`/widget/try?inbox=${inbox}`);
    await page.getByRole('button', { name: 'Open the chat' }).click();
    await page.getByTestId('widget-input').fill('my gate does not open');
    const offers = page.getByTestId('widget-offers');
    await offers.waitFor();
    expect(await offers.getByRole('link').allTextContents()).toEqual(['The gate does not open']);
    await read(page);

    await page.getByTestId('widget-send').click();

    await offers.waitFor({ state: 'detached' });
    await page.getByTestId('widget-input').fill('the gate still does not open');
    await page.getByText('my gate does not open').waitFor();
    expect(await offers.count()).toBe(0);
  }, 60_000);

  it('is help under the form of the packages page', async () => {
    const page = await visitor('/packages?lang=en');
    await page.getByLabel('What do you need?').fill('A gate that does open');
    await read(page);
    expect(await page.getByLabel('What do you need?').inputValue()).toBe('A gate that does open');

    await page.getByLabel('What do you need?').fill('Good day');
    await page.getByRole('link', { name: 'The gate does not open' }).waitFor({ state: 'detached' });
  }, 60_000);

  it('is, of what a package promises, a table in the settings', async () => {
    const { page, errors: seen } = await openConsole(app, browser, boss, '/settings/packages');
    errors.push(seen);
    await page.getByRole('button', { name: 'Promises' }).click();
    const dialog = page.getByRole('dialog', { name: 'What “Gold 24/7” promises' });
    await dialog.getByRole('link', { name: 'Whoever has Gold' }).waitFor();
    const row = dialog.getByRole('row', { name: /^Resolution/ });
    expect(await row.getByRole('cell').allTextContents()).toEqual(['30 min', '–', '8 h', '–', 'day and night']);
    await dialog.getByRole('link', { name: 'Whoever has Gold' }).click();
    await page.waitForURL(/\/settings\/promises\/[\w-]+$/);
    expect(errors.flat()).toEqual([]);
  }, 60_000);
});
