import { jest } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { Crew, ROUND_THE_CLOCK, type CrewMember, type TestVisit } from '../dispatch/crew.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { morningZone } from '../harness/clock.js';
import { signIn } from '../harness/people.js';
import { openConsole } from './console.js';

jest.setTimeout(90_000);

interface Point {
  x: number;
  y: number;
}

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

  it('plans a visit by keyboard alone', async () => {
    const visit = await crew.visit({ about: 'Camera is dark' });
    await page.getByText(visit.ref).first().waitFor();
    await page.locator('body').click({ position: { x: 2, y: 2 } });

    await tabTo((words) => words.includes(visit.ref));
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Suggestions' }).getByRole('button', { name: 'Plan' }).first().waitFor();
    await tabTo((words) => words === 'Plan');
    await page.keyboard.press('Enter');
    await waitUntil(async () => (await read(visit)).state === 'scheduled');

    expect(await read(visit)).toMatchObject({ state: 'scheduled', technicians: [{ name: 'Bia Rocha' }] });
    await crew.dispatcher.post(`/visits/${visit.id}/cancel`, { reason: 'Lights up again' });
  });

  it('plans by dragging what waits onto a row, and takes it back', async () => {
    const visit = await crew.visit({ about: 'Gate does not open' });
    const card = page.getByRole('region', { name: 'Unplanned' }).getByText(visit.ref);
    await card.waitFor();
    await putOffersAway();
    const row = await middle(page.getByRole('region', { name: 'Board' }).getByText('Bia Rocha').first());

    await drag(await middle(card), { x: row.x + 420, y: row.y });
    await planned(visit).waitFor();
    expect(await read(visit)).toMatchObject({ state: 'scheduled', plannedFrom: expect.stringContaining(day) });

    await undo();
    await card.waitFor();
    expect(await read(visit)).toMatchObject({ state: 'proposed', plannedFrom: null, technicians: [] });
  });

  it('moves a bar by dragging it, and puts it back where it was', async () => {
    const visit = await crew.visit({ about: 'Sensor is silent' });
    await crew.schedule(visit, [bia], `${day}T05:00:00Z`);
    await planned(visit).waitFor();
    // The board may draw the bar anew meanwhile: looked up and moved to in one step.
    await planned(visit).evaluate(`(bar) => bar.scrollIntoView({ block: 'nearest', inline: 'nearest' })`);
    await putOffersAway();
    const from = await middle(planned(visit));

    await drag(from, { x: from.x + 120, y: from.y });
    await waitUntil(async () => (await read(visit)).plannedFrom !== `${day}T05:00:00.000Z`);
    expect(Date.parse((await read(visit)).plannedFrom!)).toBeGreaterThan(Date.parse(`${day}T05:30:00Z`));

    await undo();
    await waitUntil(async () => (await read(visit)).plannedFrom === `${day}T05:00:00.000Z`);
    expect((await read(visit)).state).toBe('scheduled');
  });

  it('shows what an optimised day would change, and changes it once somebody accepts', async () => {
    const other = new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const [lat, lng] = [-23.55, -46.63];
    const window = { windowFrom: `${other}T06:00:00Z`, windowTo: `${other}T20:00:00Z` };
    const visits = [
      await crew.visit({ ...window, place: { address: 'Rua C, 3', lat: lat + 0.01, lng } }),
      await crew.visit({ ...window, place: { address: 'Rua D, 4', lat, lng: lng + 0.01 } }),
    ];
    await page.goto(`${app.url}/dispatch?day=${other}`);
    await page.getByText(visits[1]!.ref).first().waitFor();

    await page.getByRole('button', { name: 'Make a proposal' }).click();
    await page.getByRole('button', { name: /Review \d+ change/ }).click();
    const review = page.getByRole('dialog');
    for (const { ref } of visits) await review.getByText(new RegExp(`${ref}\\b`)).waitFor();
    for (const visit of visits) expect((await read(visit)).state).toBe('proposed');
    await page.keyboard.press('Escape');
    await review.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByText('The plan was accepted').waitFor();
    for (const visit of visits)
      expect(await read(visit)).toMatchObject({ state: 'scheduled', plannedFrom: expect.stringContaining(other) });
  });

  it('does not exist for somebody who does not plan, buttons and all', async () => {
    const { page: theirs } = await openConsole(app, browser, await signIn(app, 'agent'), '/dispatch');
    await theirs.getByText('There is no such page').waitFor();

    expect(await theirs.getByRole('button', { name: 'New visit' }).count()).toBe(0);
  }, 60_000);

  it('puts an emergency in, and says who makes room for it', async () => {
    const now = Date.now();
    const begins = Math.ceil(now / 300_000) * 300_000;
    const away = await crew.dispatcher.post(`/technicians/${bia.id}/absences`, {
      from: new Date(now - 3_600_000).toISOString(),
      to: new Date(now + 26 * 3_600_000).toISOString(),
    });
    expect(away.status).toBe(201);
    const caio = await crew.technician({ ...ROUND_THE_CLOCK, timezone: morningZone(new Date(now)) }, 'Caio Lima');
    const booked: TestVisit[] = [];
    for (let n = 0; n < 4; n += 1) {
      const visit = await crew.visit({ minutes: 90, about: `Booked ${n}` });
      const at = new Date(begins + 600_000 + n * 95 * 60_000).toISOString();
      const { status, body } = await crew.schedule(visit, [caio], at, { force: true });
      expect(status).toBe(200);
      booked.push(body);
    }
    const ticket = await crew.make.ticket({ subject: 'Alarm is ringing' });
    await page.goto(`${app.url}/dispatch`);

    await page.getByRole('button', { name: 'Emergency' }).click();
    const form = page.getByRole('dialog', { name: 'Emergency' });
    await form.getByLabel('Ticket number').fill(String(ticket.number));
    await form.getByRole('button', { name: 'Make it' }).click();
    await form.waitFor({ state: 'detached' });
    const suggestions = page.getByRole('region', { name: 'Suggestions' });
    await suggestions
      .getByText(/^(Moves|Unplans) W-/)
      .first()
      .waitFor();
    for (const visit of booked) expect((await read(visit)).version).toBe(visit.version);
    await suggestions.getByRole('button', { name: 'Plan', exact: true }).first().click();
    const ofTicket = async () =>
      (await crew.dispatcher.get<{ items: TestVisit[] }>(`/visits?ticket=${ticket.id}`)).body.items;
    await waitUntil(async () => (await ofTicket())[0]?.state === 'scheduled');

    expect(await ofTicket()).toMatchObject([{ state: 'scheduled', technicians: [{ name: 'Caio Lima' }] }]);
    const moved = await Promise.all(booked.map(async (visit) => (await read(visit)).version !== visit.version));
    expect(moved).toContain(true);
    expect(errors).toEqual([]);
  });

  async function middle(of: Locator): Promise<Point> {
    // Drawn anew after every change of the board, it may be gone for a moment.
    let box = await of.boundingBox();
    for (let turn = 0; !box && turn < 50; turn += 1) {
      await page.waitForTimeout(100);
      box = await of.boundingBox();
    }
    if (!box) throw new Error('it is not drawn');
    return { x: box.x + Math.min(box.width / 2, 24), y: box.y + box.height / 2 };
  }

  async function drag(from: Point, to: Point): Promise<void> {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 8 });
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
  }

  const undo = () => page.getByRole('button', { name: 'Undo' }).click();

  /** What was offered before stands there for a while, and is not what is meant next. */
  async function putOffersAway(): Promise<void> {
    const crosses = page.getByRole('status').getByRole('button', { name: 'Close' });
    for (let left = await crosses.count(); left > 0; left -= 1) await crosses.first().click();
    await page.getByRole('button', { name: 'Undo' }).first().waitFor({ state: 'detached' });
  }

  /** Where the focus goes by tabulator, until it stands on what these words are about. */
  async function tabTo(means: (words: string) => boolean): Promise<void> {
    for (let step = 0; step < 120; step += 1) {
      await page.keyboard.press('Tab');
      const words = await page.evaluate<string>(`document.activeElement?.textContent?.trim() ?? ''`);
      if (means(words)) return;
    }
    throw new Error('the keyboard does not come there');
  }

  async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 100 && !(await holds()); turn += 1) await page.waitForTimeout(100);
    expect(await holds()).toBe(true);
  }
});
