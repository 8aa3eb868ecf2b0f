import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Crew, ROUND_THE_CLOCK, type CrewMember, type TestVisit } from '../dispatch/crew.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { signIn } from '../harness/people.js';
import { openConsole } from './console.js';

jest.setTimeout(90_000);

journey('the dispatch board', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let crew: Crew;
  let bia: CrewMember;
  let waiting: TestVisit;
  let page: Page;
  let errors: string[];

  /** Well ahead, so that nothing is over while the browser starts. */
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    await app.db.query(`update organisation set time_zone = 'UTC'`);
    crew = await Crew.of(app);
    bia = await crew.technician({ ...ROUND_THE_CLOCK, timezone: 'UTC' }, 'Bia Rocha');
    waiting = await crew.visit({ place: { address: 'Rua A, 1' }, skills: [await skill('Fibre')] });
    const ana = await signIn(app, 'dispatcher', { name: 'Ana Prado' });
    await app.settle();
    ({ page, errors } = await openConsole(app, browser, ana, `/dispatch?day=${day}`));
    await page.getByText('Bia Rocha').first().waitFor();
    await page.getByText(waiting.ref).first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const skill = async (name: string): Promise<{ skillId: string; level: number }> => ({
    skillId: (await crew.dispatcher.post<{ id: string }>('/skills', { name })).body.id,
    level: 1,
  });
  const read = async ({ id }: TestVisit): Promise<TestVisit> =>
    (await crew.dispatcher.get<TestVisit>(`/visits/${id}`)).body;

  const planned = ({ ref }: TestVisit) =>
    page.getByRole('region', { name: 'Board' }).getByText(`${ref}, Planned`).first();

  it('shows at once what somebody else plans', async () => {
    const visit = await crew.visit({ place: { address: 'Rua B, 2' } });
    await page.getByText(visit.ref).first().waitFor();

    await crew.schedule(visit, [bia], `${day}T10:00:00Z`);

    // Far sooner than the board looks by itself.
    await planned(visit).waitFor({ timeout: 10_000 });
  });

  it('says which rules a time breaks, and plans it anyway for whoever may and wants to', async () => {
    const plan = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Another time' }).click();
      const form = page.getByRole('dialog', { name: 'Another time' });
      await form.getByLabel('Begins at').fill(`${day}T15:00`);
      await form.getByLabel('Technicians').first().click();
      await page.getByRole('option', { name: 'Bia Rocha' }).click();
      await page.keyboard.press('Tab');
      await form.getByRole('button', { name: 'Plan' }).click();
      await page.getByRole('dialog').getByText('Bia Rocha lacks the skill Fibre').waitFor();
    };
    await page.getByText(waiting.ref).first().click();

    await plan();
    await page.getByRole('button', { name: 'Do not plan' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await read(waiting)).state).toBe('proposed');
    await plan();
    await page.getByRole('button', { name: 'Plan anyway' }).click();
    await planned(waiting).waitFor();

    const { state, steps } = await read(waiting);
    expect([state, steps.at(-1)!.actorName]).toEqual(['scheduled', 'Ana Prado']);
    expect(errors).toEqual([]);
  });
});
