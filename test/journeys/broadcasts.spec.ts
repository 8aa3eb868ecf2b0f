import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { administrator, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

journey('a message to many', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let boss: Person;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    boss = await administrator(app);
    const make = new Make(app);
    await make.inbox({ address: 'hello@desk.example' });
    for (const name of ['Ana Lima', 'Bob Stone', 'Carla Dias']) {
      const { id } = await make.contact({ name });
      await app.db.query(`update contacts set tags = '{vip}' where id = $1 and name <> 'Carla Dias'`, [id]);
    }
    ({ page, errors } = await openConsole(app, browser, boss, '/broadcasts'));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('shows whom it reaches and how it reads while it is written', async () => {
    await page.getByRole('link', { name: 'New broadcast' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Closed on Friday');
    await page.getByPlaceholder('On which line it goes').click();
    await page.getByRole('option', { name: /hello@desk/ }).click();
    await page.getByText('Say who gets it').waitFor();

    await page.getByRole('combobox', { name: 'With one of these tags', exact: true }).fill('vip');
    await page.keyboard.press('Enter');
    await page.getByLabel('Subject', { exact: true }).fill('Closed on Friday');
    await page.getByLabel('Text', { exact: true }).fill('Hi ');
    await page.getByRole('button', { name: 'Insert what differs' }).click();
    await page.getByRole('menuitem', { name: 'First name' }).click();

    await page.getByRole('status').filter({ hasText: '2 will get it' }).waitFor();
    await page.getByText(/Hi (Ana|Bob)/).waitFor();
  });

  it('is asked about once more, goes out, and is followed', async () => {
    await page.getByRole('button', { name: 'Send…' }).click();
    await page.getByRole('dialog').getByText('Send to 2 customers').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Send to 2' }).click();
    await page.getByText('Everybody', { exact: true }).waitFor();
    await app.settle(30_000);

    await page.getByText('2 of 2 have it').waitFor();
    await page.getByText('Done', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Ana Lima' }).waitFor();
    expect(await page.getByRole('link', { name: 'Carla Dias' }).count()).toBe(0);
  });

  it('leaves no work behind, and stands in what was said with the customer', async () => {
    expect((await boss.get<{ items: unknown[] }>('/tickets')).body.items).toEqual([]);
    await page.getByRole('link', { name: 'Ana Lima' }).click();
    await page.getByText('Hi Ana').waitFor();

    await page.getByRole('link', { name: 'Write to them' }).click();
    await page.getByText('Ana Lima').first().waitFor();
    expect(errors).toEqual([]);
  });
});
