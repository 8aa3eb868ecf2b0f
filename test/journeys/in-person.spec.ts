import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { agent, signIn } from '../harness/people.js';
import { openConsole } from './console.js';

journey('a customer at the counter', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let make: Make;
  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    make = new Make(app);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function writeDown(page: Page, words: { about: string; outcome: string }): Promise<void> {
    await page.getByRole('button', { name: 'Plan or write down' }).click();
    await page.getByRole('menuitem', { name: 'Write down what took place' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it was about').fill(words.about);
    await dialog.getByLabel('Who was there').fill('Paulo Reis');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('What came of it').fill(words.outcome);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  it('is written down by an agent on the ticket and with the person, among mails and calls', async () => {
    const { ticket } = await make.letter({ text: 'The router is dead.' });
    const { page, errors } = await openConsole(app, browser, await agent(app), `/tickets/${ticket.number}`);

    await writeDown(page, { about: 'They came by', outcome: 'A new one by Friday' });

    await page.getByText('A new one by Friday').first().waitFor();
    await page.goto(`${app.url}/customers/contacts/${ticket.contactId}`);
    await page.getByText('The router is dead.').first().waitFor();
    await page.getByText('A new one by Friday').first().waitFor();
    await writeDown(page, { about: 'On the street', outcome: 'All is well now' });
    await page.getByText('All is well now').first().waitFor();
    expect(errors).toEqual([]);
  });

  it('signs the contract on paper, which sales writes down', async () => {
    const julia = await signIn(app, 'sales');
    const { id: companyId } = await make.company('Loja do Porto');
    const terms = { companyId, kind: 'service', term: 'long', startsOn: '2026-03-01' };
    const { id } = (await julia.post<{ id: string }>('/contracts', terms)).body;
    const { page, errors } = await openConsole(app, browser, julia, `/contracts/${id}`);

    await page.getByText('Nobody has signed it yet.').waitFor();
    await page.getByRole('button', { name: 'Write down a signature' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Paulo Reis');
    await dialog.getByRole('button', { name: 'Save' }).click();

    await page.getByText('For the customer').first().waitFor();
    await page.getByText('Signed by Paulo Reis').first().waitFor();
    await page.getByRole('button', { name: 'What was signed: Paulo Reis' }).click();
    await dialog.locator('input[type=file]').setInputFiles({
      ...{ name: 'both-sides.txt', mimeType: 'text/plain', buffer: Buffer.from('signed by both') },
    });
    await dialog.getByRole('combobox', { name: 'What was signed' }).waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some(({ value }) => value === 'both-sides.txt'),
    );
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const opened = page.waitForEvent('download');
    await page.getByRole('link', { name: 'both-sides.txt' }).first().click();
    expect((await opened).suggestedFilename()).toBe('both-sides.txt');
    expect(errors).toEqual([]);
  });

  it('gets a contract, which is found by the company afterwards', async () => {
    const julia = await signIn(app, 'sales');
    await make.company('Padaria São João');
    const { page, errors } = await openConsole(app, browser, julia, '/contracts');

    await page.getByRole('button', { name: 'New contract' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Company' }).fill('padaria');
    await page.getByRole('option', { name: 'Padaria São João' }).click();
    await dialog.getByLabel('Number').fill('PAD-77');
    await dialog.getByRole('button', { name: 'Save' }).click();

    await page.getByRole('heading', { name: 'PAD-77' }).waitFor();
    await page.goto(`${app.url}/contracts`);
    await page.getByRole('textbox', { name: 'Number or company' }).fill('sao jo');
    await page.getByText('PAD-77').waitFor();
    await page.getByText('Loja do Porto').waitFor({ state: 'hidden' });
    expect(errors).toEqual([]);
  });

  it('does not come after all: what was planned is called off, and back where that was a mistake', async () => {
    const julia = await signIn(app, 'sales');
    const { id: companyId } = await make.company('Farmácias Vila Nova');
    const dueAt = '2199-03-01T12:00:00Z';
    const planned = await julia.post('/activities', { kind: 'call', subject: 'Call about the mast', dueAt, companyId });
    expect(planned.status).toBe(201);
    const { page, errors } = await openConsole(app, browser, julia, `/customers/companies/${companyId}`);
    const step = page.getByText('Call about the mast', { exact: true });

    await page.getByRole('button', { name: 'Change: Call about the mast' }).click();
    await page.getByRole('button', { name: 'Call it off' }).click();

    await step.waitFor({ state: 'hidden' });
    await page.getByText('“Call about the mast” is called off').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await step.waitFor();
    expect(errors).toEqual([]);
  });
});
