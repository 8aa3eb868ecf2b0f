import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { agent, signIn, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

interface Seen {
  name: string;
  identities: unknown[];
}

journey('two contacts that are one person', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let grace: Person;
  let page: Page;
  let errors: string[];
  const ids = { ana: '', other: '' };

  beforeAll(async () => {
    app = await TestApp.boot();
    const make = new Make(app);
    grace = await agent(app, { name: 'Grace Okafor' });
    ids.ana = (await make.contact({ name: 'Ana Souza', email: 'ana@ipe.example' })).id;
    ids.other = (await make.contact({ name: 'Reception', email: 'front@ipe.example' })).id;
    browser = await TestBrowser.launch();
    ({ page, errors } = await openConsole(app, browser, grace, `/customers/contacts/${ids.ana}`));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const contact = async (id: string): Promise<Seen> => (await grace.get<Seen>(`/contacts/${id}`)).body;

  it('are found, compared and merged, though nothing about them is alike', async () => {
    await page.getByRole('button', { name: 'Merge with another contact' }).click();
    await page.getByLabel('Name, address or number').last().fill('Reception');
    await page.getByRole('radio', { name: /Reception/ }).click();
    await page.getByRole('dialog').getByText('It can be taken apart again at any time').waitFor();
    await page.getByRole('button', { name: 'Merge', exact: true }).click();

    await page.getByRole('heading', { name: 'Merged into this contact' }).waitFor();
    expect((await contact(ids.other)).name).toBe('Ana Souza');
    expect((await contact(ids.ana)).identities).toHaveLength(2);
  }, 60_000);

  it('are taken apart long after the notice is gone', async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Take apart: Reception' }).click();

    await page.getByText('Reception is a contact of their own again').waitFor();
    expect((await contact(ids.other)).name).toBe('Reception');
    expect((await contact(ids.ana)).identities).toHaveLength(1);
    await page.getByRole('heading', { name: 'Merged into this contact' }).waitFor({ state: 'detached' });
  }, 60_000);

  it('stay as they are for somebody who only reads', async () => {
    const { page: reading } = await openConsole(
      app,
      browser,
      await signIn(app, 'analyst'),
      `/customers/contacts/${ids.ana}`,
    );
    await reading.getByRole('heading', { name: 'Ana Souza' }).waitFor();

    expect(await reading.getByRole('button', { name: 'Merge with another contact' }).count()).toBe(0);
  }, 60_000);

  it('had no error in the page', () => expect(errors).toEqual([]));
});
