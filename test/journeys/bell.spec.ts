import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { lead, signIn, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

jest.setTimeout(90_000);

journey('the bell', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let make: Make;
  let boss: Person;
  let ana: Person;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    make = new Make(app);
    boss = await lead(app, { name: 'Rui Tanaka' });
    ana = await signIn(app, 'agent', { name: 'Ana Prado' });
    ({ page, errors } = await openConsole(app, browser, ana, '/queue'));
    await quiet().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const quiet = () => page.getByRole('button', { name: 'Notifications', exact: true });
  const ringing = () => page.getByRole('button', { name: 'Notifications, 1 unread' });
  const mention = (ticketId: string, text: string) =>
    boss.post(`/tickets/${ticketId}/messages`, { kind: 'note', text, mentions: [ana.id] });

  it('counts at once, and what it shows leads to the ticket, which is then read', async () => {
    const ticket = await make.ticket({ subject: 'The gate does not open' });
    await mention(ticket.id, 'Can you look?');

    await ringing().click();
    const item = page.getByTestId('notification');
    await item.getByText('Rui Tanaka mentioned you').waitFor();
    await item.getByText('Can you look?').waitFor();
    await item.click();

    await page.waitForURL(new RegExp(`/tickets/${ticket.number}$`));
    await quiet().waitFor();
  });

  it('stays quiet about the ticket that is open', async () => {
    const { number, id } = await make.ticket({ subject: 'The camera is dark' });
    await page.goto(`${app.url}/tickets/${number}`);
    await page.getByRole('heading', { name: 'The camera is dark' }).waitFor();
    const read = page.waitForResponse((response) => response.url().endsWith('/notifications/read'));
    await mention(id, 'And this one?');

    await read;
    await quiet().waitFor();
  });

  it('is asked what comes by mail in the profile, and g n opens all that it told', async () => {
    await page.goto(`${app.url}/settings/profile`);
    const given = page.getByRole('switch', { name: 'Tickets given to you: By mail' });
    const chosen = page.waitForResponse((response) => response.url().endsWith('/choices/assigned'));
    await given.click({ force: true });
    await chosen;

    await page.getByRole('heading', { name: 'Profile' }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('n');

    await page.waitForURL(/\/notifications$/);
    await page.getByTestId('notification').nth(1).waitFor();
    expect(errors).toEqual([]);
  });
});
