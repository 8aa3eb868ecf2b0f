import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { makeUser } from '../harness/people.js';

jest.setTimeout(90_000);

const PASSWORD = 'four quiet words here';
const WORDS = 'We come today at two.';

journey('a session that ends', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let make: Make;
  let page: Page;
  let errors: string[];
  let ana: { email: string };
  let rui: { email: string };
  let number: number;

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    make = new Make(app);
    ana = await makeUser(app, 'agent', { name: 'Ana Prado', password: PASSWORD });
    rui = await makeUser(app, 'agent', { name: 'Rui Tanaka', password: PASSWORD });
    number = (await make.letter({ subject: 'The lift' })).ticket.number;
    ({ page, errors } = await browser.person());
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const enter = async ({ email }: { email: string }) => {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const field = () => page.locator('[contenteditable="true"]').first();
  const atTheTicket = () => page.waitForURL(new RegExp(`/tickets/${number}$`));
  /** As the server answers once the session is over: the draft is what first hears of it. */
  const endWhileWriting = async (words: string) => {
    await page.route('**/draft', (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"unauthorized"}' })
        : route.continue(),
    );
    await field().click();
    await page.keyboard.type(words);
    await page.waitForURL(/\/sign-in\?next=/);
    await page.unroute('**/draft');
  };

  it('leads back to where one was, with what was being written', async () => {
    await page.goto(`${app.url}/tickets/${number}`);
    await page.waitForURL(/\/sign-in\?next=/);
    await enter(ana);
    await atTheTicket();
    await field().waitFor();

    await endWhileWriting(WORDS);
    await page.getByText('Your session has ended.').waitFor();
    await enter(ana);

    await atTheTicket();
    await page.getByText(/^Draft saved/).waitFor();
    expect(await field().innerText()).toContain(WORDS);
  });

  it('leaves nothing of it to somebody else at the same computer', async () => {
    await endWhileWriting(' Or at three.');

    await enter(rui);

    await atTheTicket();
    await page.getByRole('heading', { name: 'The lift' }).waitFor();
    await field().waitFor();
    expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('unsaved')))).toEqual([]);
    expect((await field().innerText()).trim()).toBe('');
    expect(errors).toEqual([]);
  });
});
