import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { lead, makeTeam, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

interface Seen {
  tags: string[];
  team: { name: string } | null;
}

journey('several tickets in the queue', () => {
  let app: TestApp;
  let make: Make;
  let browser: TestBrowser;
  let boss: Person;
  let page: Page;
  let errors: string[];
  const numbers: number[] = [];

  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    await makeTeam(app, 'Night shift');
    for (const subject of ['First', 'Second']) {
      const { ticket } = await make.letter({ subject });
      numbers.push(ticket.number);
    }
    // It waits for its visit: nobody solves it.
    numbers.push((await make.ticket({ subject: 'Urgent', priority: 4 })).number);
    const say = { type: 'reply', value: 'We are on it' };
    await boss.post('/macros', { name: 'Calm down', actions: [say, { type: 'status', value: 'solved' }] });
    browser = await TestBrowser.launch();
    ({ page, errors } = await openConsole(app, browser, boss, '/queue'));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const tick = async (...which: number[]): Promise<void> => {
    for (const at of which)
      await page.getByRole('checkbox', { name: `Select ticket ${numbers[at]}` }).check({ force: true });
  };
  const press = (name: string) =>
    page.getByRole('toolbar', { name: 'Actions for the selection' }).getByRole('button', { name, exact: true }).click();
  const seen = async (at: number): Promise<Seen> => (await boss.get<Seen>(`/tickets/${numbers[at]}`)).body;

  it('get a tag that nobody had used, and lose it again', async () => {
    await tick(0, 1);
    await press('Tags');
    await page.getByLabel('Find or name a tag').fill('Storm');
    await page.getByRole('menuitem', { name: 'Add storm' }).click();
    await page.getByText('2 tickets: tag storm added').waitFor();
    expect([(await seen(0)).tags, (await seen(1)).tags]).toEqual([['storm'], ['storm']]);

    await tick(0, 1);
    await press('Tags');
    await page.getByRole('menuitem', { name: 'Remove storm from 2 tickets' }).click();
    await page.getByText('2 tickets: tag storm removed').waitFor();
    expect((await seen(0)).tags).toEqual([]);
  }, 60_000);

  it('go to a team', async () => {
    await tick(0, 1);
    await press('Team');
    await page.getByRole('menuitem', { name: 'Night shift' }).click();

    await page.getByText('2 tickets given to Night shift').waitFor();
    expect([(await seen(0)).team, (await seen(1)).team]).toMatchObject([
      { name: 'Night shift' },
      { name: 'Night shift' },
    ]);
  }, 60_000);

  it('a macro asks before it writes to customers, and names the one that it could not be done on', async () => {
    await tick(0, 2);
    await press('Macros');
    await page.getByRole('menuitem', { name: /Calm down/ }).click();
    const question = page.getByRole('dialog', { name: 'Run “Calm down”?' });
    await question.getByText('It writes to the customers of 2 tickets.').waitFor();
    await question.getByRole('button', { name: 'Run on 2 tickets' }).click();

    const refused = page.getByRole('alert').filter({ hasText: '1 ticket could not be changed' });
    await refused.getByText(`#${numbers[2]}: A visit is still open`).waitFor();
    // What was not reached stays ticked.
    await page.getByRole('button', { name: '1 selected: Clear selection' }).waitFor();
    const said = async (at: number) =>
      (await boss.get<{ items: { direction: string }[] }>(`/tickets/${numbers[at]}/messages`)).body.items;
    expect((await said(0)).filter(({ direction }) => direction === 'out')).toHaveLength(1);
    expect(await said(2)).toEqual([]);
    expect(errors).toEqual([]);
  }, 60_000);
});
