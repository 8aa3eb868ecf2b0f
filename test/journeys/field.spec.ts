import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page, Route } from 'playwright-core';
import sharp from 'sharp';
import { Crew, ROUND_THE_CLOCK, type CrewMember, type TestVisit } from '../dispatch/crew.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Where to put pictures of the screens; none without it. */
const PICTURES = process.env.FIELD_PICTURES;

journey('a day in the field app', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let crew: Crew;
  let bia: CrewMember;
  let visit: TestVisit;
  let second: TestVisit;
  let page: Page;
  let context: BrowserContext;
  const problems: string[] = [];

  beforeAll(async () => {
    app = await TestApp.boot();
    crew = await Crew.of(app);
    bia = await crew.technician({ ...ROUND_THE_CLOCK, timezone: 'UTC' }, 'Bianca Rocha');
    visit = await crew.visit({
      about: 'Link down, nurse station to core',
      place: { name: 'Hospital Santa Helena', address: 'Rua Domingos de Morais, 2187', lat: -23.59, lng: -46.63 },
      accessNotes: 'Gate 3, badge at reception.',
      checklist: ['Power measured', 'Both fibre ends measured', 'Module replaced', 'Link up for 15 min'].map(
        (text) => ({
          text,
          required: true,
        }),
      ),
    });
    // Late in the evening what surely lies on today is over, which is against the rules.
    await crew.schedule(visit, [bia], within(3_600_000), { force: true });
    second = await crew.visit({ kind: 'installation', about: 'New access point', checklist: [{ text: 'Mount it' }] });
    await crew.schedule(second, [bia], within(3 * 3_600_000), { force: true });
    browser = await TestBrowser.launch();
    const window = await browser.person({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    ({ page, context } = window);
    const [name, value] = bia.person.cookie.split('=') as [string, string];
    await context.addCookies([{ name, value, url: app.url }]);
    page.on('pageerror', (error) => problems.push(error.message));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  /** A visit that surely lies on today, whatever the hour. */
  const within = (ms: number): string => {
    const now = Date.now();
    const midnight = Math.ceil(now / 86_400_000) * 86_400_000;
    return new Date(Math.min(now + ms, midnight - 9 * 3_600_000 + ms)).toISOString();
  };
  const now = async ({ id } = visit): Promise<TestVisit> =>
    (await crew.dispatcher.get<TestVisit>(`/visits/${id}`)).body;
  const look = async (name: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate<AxeResults>(`axe.run({ runOnly: ${JSON.stringify(RULES)} })`);
      for (const { id, nodes } of violations)
        problems.push(`${name} ${colorScheme}: ${id} at ${nodes[0]?.target.join(' ')}`);
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      if (wide > 0) problems.push(`${name}: ${wide} px too wide`);
      if (!PICTURES) continue;
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  };
  const tick = (text: string) => page.getByRole('checkbox', { name: text }).click();

  it('opens with the visits of today, and is kept on the phone', async () => {
    await page.goto(`${app.url}/field`);
    await page.getByText('Hospital Santa Helena').first().waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await look('day');

    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await page.getByText('Gate 3, badge at reception.').waitFor();
    await look('visit');
  }, 60_000);

  it('is worked with a network, then without one', async () => {
    await page.getByRole('button', { name: 'Start travel' }).click();
    await page.getByRole('button', { name: 'I have arrived' }).click();
    await tick('Power measured');
    await waitUntil(async () => (await now()).checklist.filter((item) => item.doneAt).length === 1);

    await context.setOffline(true);
    await tick('Both fibre ends measured');
    await tick('Module replaced');
    await page.setInputFiles('input[aria-label="Add photo"]', {
      name: 'IMG_1.JPG',
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 2_400, height: 1_200, channels: 3, background: '#446688' } })
        .jpeg()
        .toBuffer(),
    });
    await page.getByRole('img', { name: 'Waiting to be sent', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Add part' }).click();
    await page.getByLabel('Part', { exact: true }).fill('SFP module 1G');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('SFP module 1G').waitFor();
    expect((await now()).checklist.filter((item) => item.doneAt)).toHaveLength(1);
  }, 60_000);

  it('opens again without a network, with everything that waits', async () => {
    await page.reload();
    await page.getByText('SFP module 1G').waitFor();
    await page.getByRole('link', { name: '4 waiting' }).waitFor();
    await look('visit-offline');
    await tick('Link up for 15 min');
    await page.getByLabel('Report to the customer').fill('Port 2 module failed after a power dip. Replaced it.');
    await page
      .getByRole('link', { name: 'Finish with signature' })
      .or(page.getByRole('link', { name: 'Finish visit' }))
      .click();
    const unsigned = page.getByLabel('Finish without a signature');
    if (await unsigned.isChecked()) await unsigned.uncheck();
    await page.getByLabel('Name', { exact: true }).fill('Osvaldo Pereira');
    const box = (await page.getByRole('img', { name: 'Signature pad' }).boundingBox())!;
    await page.mouse.move(box.x + 60, box.y + 90);
    await page.mouse.down();
    for (const [x, y] of [
      [90, 40],
      [130, 110],
      [190, 50],
      [250, 100],
      [300, 60],
    ] as const) {
      await page.mouse.move(box.x + x, box.y + y, { steps: 6 });
    }
    await page.mouse.up();
    await look('sign');
    await page.getByRole('button', { name: 'Finish visit' }).click();
    await page.getByText('8 changes waiting').last().waitFor();
    await look('day-offline');
    await page.getByRole('link', { name: 'Waiting' }).last().click();
    await page.getByText('Waiting to be sent').waitFor();
    await look('waiting');
    expect((await now()).state).toBe('on_site');
  }, 90_000);

  it('sends everything exactly once when the network is back, and the report stands on the visit', async () => {
    await context.setOffline(false);
    await page.getByText('Everything is sent').waitFor({ timeout: 40_000 });
    await app.settle();

    const whole = await now();
    expect(whole).toMatchObject({
      state: 'done',
      parts: [{ name: 'SFP module 1G', quantity: 1 }],
      signature: { name: 'Osvaldo Pereira' },
      outcome: { code: 'solved', text: 'Port 2 module failed after a power dip. Replaced it.' },
    });
    expect(whole.steps.map((step) => step.type)).toEqual(['propose', 'schedule', 'start-travel', 'arrive', 'complete']);
    expect(whole.checklist.every((item) => item.doneAt)).toBe(true);
    const kinds = (whole.files as { kind: string }[]).map((file) => file.kind).toSorted();
    expect(kinds).toEqual(['photo', 'report', 'signature']);
    const [{ times, distinct }] = (await app.db.query(
      'select count(*)::int as times, count(distinct device_seq)::int as distinct from field_changes where visit_id = $1',
      [visit.id],
    )) as [{ times: number; distinct: number }];
    expect([times, distinct]).toEqual([9, 9]);
  }, 90_000);

  it('shows the checklist as the desk changed it for this visit', async () => {
    const { version, checklist } = await now(second);
    const lines = [
      { id: checklist[0]!.id, text: 'Mount it under the ceiling' },
      { text: 'Ask for the key of the roof' },
    ];
    const changed = await crew.dispatcher.patch(`/visits/${second.id}`, { version, checklist: lines });
    expect(changed.status).toBe(200);

    await page.goto(`${app.url}/field#/visit/${second.id}`);
    await page.reload();

    await page.getByText('Ask for the key of the roof').waitFor();
    await page.getByText('Mount it under the ceiling').waitFor();
  }, 60_000);

  it('sends a photo and a tick once, also where the answers to them were lost', async () => {
    const lost = new Map([
      ['**/api/v1/field/files', 1],
      ['**/api/v1/field/changes', 2],
    ]);
    for (const [path, times] of lost) {
      // It arrives at the desk, and what the desk says does not arrive at the phone.
      const loses = async (route: Route): Promise<void> => {
        await route.fetch();
        await route.abort('connectionreset');
      };
      await page.route(path, loses, { times });
    }
    await tick('Ask for the key of the roof');
    await page.setInputFiles('input[aria-label="Add photo"]', {
      name: 'IMG_2.JPG',
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 800, height: 600, channels: 3, background: '#668844' } })
        .jpeg()
        .toBuffer(),
    });
    await waitUntil(async () => {
      const seen = await now(second);
      return (seen.files as unknown[]).length > 0 && seen.checklist.some((item) => item.doneAt);
    });
    await page.goto(`${app.url}/field#/waiting`);
    await page.getByText('Everything is sent').waitFor({ timeout: 40_000 });

    expect((await now(second)).files).toHaveLength(1);
    const [told] = await app.db.query<{ times: number }[]>(
      `select count(*)::int as times from field_changes where visit_id = $1`,
      [second.id],
    );
    expect(told!.times).toBe(1);
  }, 90_000);

  it('shows what the desk decided while the phone had no network, and overwrites nothing', async () => {
    const caio = await crew.technician({ ...ROUND_THE_CLOCK, timezone: 'UTC' }, 'Caio Lima');
    await page.goto(`${app.url}/field#/visit/${second.id}`);
    await page.getByRole('button', { name: 'Start travel' }).waitFor();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Start travel' }).click();
    await page.getByRole('button', { name: 'I have arrived' }).waitFor();

    const given = await crew.schedule(second, [caio], (await now(second)).plannedFrom!, { force: true });
    expect(given.status).toBe(200);
    await context.setOffline(false);

    await page.goto(`${app.url}/field#/waiting`);
    await page.getByText('Somebody else goes there now, or it waits to be planned again.').waitFor({ timeout: 40_000 });
    await look('conflict');
    const seen = await now(second);
    expect([seen.state, seen.technicians.map(({ name }) => name)]).toEqual(['scheduled', ['Caio Lima']]);
    expect(seen.steps.map(({ type }) => type)).not.toContain('start-travel');

    await page.getByRole('button', { name: 'Take mine back' }).click();
    await page.getByText('Everything is sent').waitFor();
  }, 90_000);

  it('forgets everything when the desk signs the phone out', async () => {
    await app.db.query('delete from sessions where id = $1', [bia.person.sessionId]);
    await page.goto(`${app.url}/field`);
    await page.waitForURL(/\/sign-in\?next=%2Ffield/);

    const left = await page.evaluate<number>(`new Promise((done) => {
      const open = indexedDB.open('frontdesk-field');
      open.onsuccess = () => {
        const read = open.result.transaction('day').objectStore('day').count();
        read.onsuccess = () => done(read.result);
      };
    })`);
    expect(left).toBe(0);
    expect(problems).toEqual([]);
  }, 60_000);

  async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 100 && !(await holds()); turn += 1) await page.waitForTimeout(100);
    expect(await holds()).toBe(true);
  }
});
