import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { administrator, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

interface Seen {
  number: number;
  subject: string;
  site: { id: string; name: string } | null;
}

journey('where a ticket is', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let boss: Person;
  let page: Page;
  let errors: string[];
  const sites: Record<string, string> = {};

  beforeAll(async () => {
    app = await TestApp.boot();
    const make = new Make(app);
    boss = await administrator(app);
    const company = await make.company('Mercado Ipê');
    for (const name of ['Shop', 'Depot'])
      sites[name] = (
        await boss.post<{ id: string }>('/sites', { companyId: company.id, name, address: 'Rua Nova, 1' })
      ).body.id;
    const ana = await make.contact({ name: 'Ana Souza', email: 'ana@ipe.example' });
    await app.db.query('update contacts set company_id = $2 where id = $1', [ana.id, company.id]);
    for (const subject of ['First of Ana', 'Second of Ana'])
      await make.ticket({ contactId: ana.id, companyId: company.id, subject });
    await make.ticket({ subject: 'Of somebody else' });
    browser = await TestBrowser.launch();
    ({ page, errors } = await openConsole(app, browser, boss, '/tickets/new'));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const find = async (subject: string): Promise<Seen> =>
    (await boss.get<{ items: Seen[] }>('/tickets')).body.items.find((one) => one.subject === subject)!;
  const placeOf = async (subject: string): Promise<string | null> => {
    const { number } = await find(subject);
    return (await boss.get<Seen>(`/tickets/${number}`)).body.site?.name ?? null;
  };
  const tick = async (...subjects: string[]): Promise<void> => {
    for (const subject of subjects) {
      const { number } = await find(subject);
      await page.getByRole('checkbox', { name: `Select ticket ${number}` }).check({ force: true });
    }
  };

  it('is chosen when it is opened, among the places of its customer', async () => {
    await page.getByLabel('Name, address or number').fill('Ana');
    await page.getByRole('radio', { name: /Ana Souza/ }).click();
    await page.getByLabel('Subject').fill('The till does not print');
    await page.getByRole('combobox', { name: 'Place' }).click();
    expect(await page.getByRole('option').allTextContents()).toEqual(['Depot', 'Shop']);
    await page.getByRole('option', { name: 'Depot' }).click();
    await page.getByRole('button', { name: 'Open ticket' }).click();

    await page.waitForURL(/\/tickets\/\d+$/);
    expect(await placeOf('The till does not print')).toBe('Depot');
  }, 60_000);

  it('is set for several of one customer at once, and taken away again', async () => {
    await page.goto(`${app.url}/queue`);
    await tick('First of Ana', 'Second of Ana');
    const bar = page.getByRole('toolbar', { name: 'Actions for the selection' });
    await bar.getByRole('button', { name: 'Place' }).click();
    await page.getByRole('menuitem', { name: 'Shop' }).click();

    await page.getByText('2 tickets: place Shop').waitFor();
    expect([await placeOf('First of Ana'), await placeOf('Second of Ana')]).toEqual(['Shop', 'Shop']);
    await tick('First of Ana');
    await bar.getByRole('button', { name: 'Place' }).click();
    await page.getByRole('menuitem', { name: 'No place named' }).click();
    await page.getByText('1 ticket: no place named').waitFor();
    expect([await placeOf('First of Ana'), await placeOf('Second of Ana')]).toEqual([null, 'Shop']);
  }, 60_000);

  it('is not offered for tickets of several customers', async () => {
    await tick('First of Ana', 'Of somebody else');
    await page
      .getByRole('toolbar', { name: 'Actions for the selection' })
      .getByRole('button', { name: 'Place' })
      .click();
    await page.getByText(/These tickets are of several customers/).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Shop' }).count()).toBe(0);
    await page.keyboard.press('Escape');
  }, 60_000);

  it('is what a rule sets, and the list of rules tells which', async () => {
    await page.goto(`${app.url}/settings/rules`);
    await page.getByRole('button', { name: 'New rule' }).click();
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    await dialog.getByLabel('Name', { exact: true }).fill('Urgent is at the depot');
    await dialog.getByRole('combobox', { name: 'Action' }).click();
    await page.getByRole('option', { name: 'Set place' }).click();
    await dialog.getByRole('combobox', { name: 'Company' }).fill('Ip');
    await page.getByRole('option', { name: 'Mercado Ipê' }).click();
    await dialog.getByRole('combobox', { name: 'Place' }).click();
    await page.getByRole('option', { name: 'Depot' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/Set place.*Depot/).waitFor();

    const { items } = (await boss.get<{ items: { id: string }[] }>('/contacts?q=Ana')).body;
    // Decided already, so that no rule of the desk's own comes first and is the last.
    const opened = { subject: 'It burns', contactId: items[0]!.id, priority: 'urgent', mode: 'in_person' };
    expect((await boss.post('/tickets', opened)).status).toBe(201);

    expect(await placeOf('It burns')).toBe('Depot');
    expect(errors).toEqual([]);
  }, 60_000);
});
