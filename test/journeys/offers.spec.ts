import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { lead, makeTeam, signIn, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

jest.setTimeout(90_000);

journey('work that is given to people', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let make: Make;
  let ana: Person;
  let page: Page;
  let errors: string[];
  let team: { id: string };

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    make = new Make(app);
    team = await makeTeam(app, 'Support');
    ana = await signIn(app, 'agent', { name: 'Ana Prado', teamIds: [team.id] });
    const boss = await lead(app);
    await boss.patch(`/teams/${team.id}/assignment`, { strategy: 'least_busy', acceptSeconds: 60 });
    await app.settle();
    ({ page, errors } = await openConsole(app, browser, ana, '/queue'));
    await page.getByRole('button', { name: /account/ }).waitFor();
    await until(async () => (await ana.get('/me/availability')).body.state === 'online');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await page.waitForTimeout(50);
  };
  const become = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: /account/ }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
    await page.keyboard.press('Escape');
  };

  it('is a card with the time that is left; accepting it opens the ticket, which says why', async () => {
    const ticket = await make.ticket({ teamId: team.id, subject: 'The gate does not open' });
    const card = page.getByTestId('offer');
    await card.getByText('The gate does not open').waitFor();
    await card.getByText(/seconds left/).waitFor();

    await card.getByRole('button', { name: 'Accept' }).click();

    await page.waitForURL(new RegExp(`/tickets/${ticket.number}$`));
    await card.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.getByText('The least busy').first().waitFor();
  });

  it('is not given to who goes away, and what they have not begun goes back', async () => {
    await become('Away and give back');

    await page.getByText('1 ticket went back into the queue').waitFor();
    await until(async () => (await ana.get('/me/availability')).body.state === 'away');
    await page.reload();
    await until(async () => (await ana.get('/me/availability')).body.state === 'away');
  });

  it('comes again when they are back', async () => {
    await become('Available');

    await page.getByTestId('offer').getByRole('button', { name: 'Pass on' }).click();
    await page.getByTestId('offer').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });
});

journey('work that people take', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let make: Make;
  let ana: Person;
  let bob: Person;
  let page: Page;
  let errors: string[];
  let team: { id: string };

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    make = new Make(app);
    team = await makeTeam(app, 'Support');
    ana = await signIn(app, 'agent', { name: 'Ana Prado', teamIds: [team.id] });
    bob = await signIn(app, 'agent', { name: 'Bob Reis', teamIds: [team.id] });
    ({ page, errors } = await openConsole(app, browser, ana, '/queue'));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const assigneeOf = async ({ id }: { id: string }) =>
    (await ana.get<{ assignee: { id: string } | null }>(`/tickets/${id}`)).body.assignee?.id ?? null;
  const take = () => page.getByRole('button', { name: 'Take it' });

  it('is theirs by a button or a key, and goes back by undo', async () => {
    const ticket = await make.ticket({ teamId: team.id, subject: 'The gate does not open' });
    await page.goto(`${app.url}/tickets/${ticket.number}`);
    await take().waitFor();

    await page.keyboard.press('t');
    await page.getByText(`#${ticket.number} is yours`).waitFor();
    expect(await assigneeOf(ticket)).toBe(ana.id);
    await take().waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Undo' }).click();
    await take().waitFor();
    expect(await assigneeOf(ticket)).toBeNull();
    await take().click();
    await take().waitFor({ state: 'detached' });
    expect(await assigneeOf(ticket)).toBe(ana.id);
  });

  it('is never taken from whoever was quicker, and says so', async () => {
    const ticket = await make.ticket({ teamId: team.id, subject: 'Two reach for this' });
    await page.goto(`${app.url}/tickets/${ticket.number}`);
    await take().waitFor();
    // Bob's click arrives while Ana's is on its way.
    await page.route('**/claim', async (route) => {
      expect((await bob.post(`/tickets/${ticket.id}/claim`)).status).toBe(200);
      await route.continue();
    });

    await take().click();

    await page.getByText('Somebody else has this ticket already.').waitFor();
    await page.unroute('**/claim');
    await page.getByRole('button', { name: /Assignee: Bob Reis/ }).waitFor();
    expect(await assigneeOf(ticket)).toBe(bob.id);
  });

  it('comes one after the other with “Take the next ticket”, the most urgent first', async () => {
    await make.ticket({ teamId: team.id, subject: 'Can wait', priority: 1 });
    const urgent = await make.ticket({ teamId: team.id, subject: 'Cannot wait', priority: 4 });
    await page.goto(`${app.url}/queue`);

    await page.getByRole('button', { name: 'Take the next ticket' }).first().click();
    await page.getByRole('heading', { name: 'Cannot wait' }).waitFor();
    expect(await assigneeOf(urgent)).toBe(ana.id);

    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await page.getByRole('heading', { name: 'Can wait' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await page.getByText('Nothing waits in your teams').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL(/\/customers/);
    expect(errors).toEqual([]);
  });
});
