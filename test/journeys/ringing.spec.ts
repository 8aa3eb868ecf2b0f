import { jest } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { signIn, type Person } from '../harness/people.js';
import { openConsole, openLive } from './console.js';

jest.setTimeout(90_000);

interface Heard {
  shown: { title: string; body: string }[];
  tones: number;
}

/** Instead of the system and the loudspeaker, which a test has not; and another window is in front. */
function listenIn(): void {
  const heard: Heard = { shown: [], tones: 0 };
  Object.assign(window, { heard });
  document.hasFocus = () => false;
  class Shown {
    static readonly permission = 'granted';
    static readonly requestPermission = () => Promise.resolve('granted');
    constructor(title: string, { body }: { body: string }) {
      heard.shown.push({ title, body });
    }
  }
  Object.assign(window, { Notification: Shown });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when?: number) {
    heard.tones += 1;
    start.call(this, when);
  };
}

journey('what rings', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let make: Make;
  let ana: Person;
  let page: Page;
  let context: BrowserContext;
  let errors: string[];

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    make = new Make(app);
    ana = await signIn(app, 'agent', { name: 'Ana Prado' });
    ({ page, errors } = await openConsole(app, browser, ana, '/settings/profile'));
    context = page.context();
    await context.addInitScript(listenIn);
    await page.reload();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const heard = () => page.evaluate(() => (window as unknown as { heard: Heard }).heard);
  const shown = (title: string) =>
    page.waitForFunction(
      (wanted) => (window as unknown as { heard: Heard }).heard.shown.some((one) => one.title === wanted),
      title,
    );
  const icon = () => page.locator('link[rel="icon"]').getAttribute('href');

  it('is chosen for this browser, and tried', async () => {
    await page.waitForFunction(() => document.title === 'Profile · Frontdesk');
    await page.getByRole('switch', { name: 'Outside the console' }).click({ force: true });
    await page.getByRole('button', { name: 'Try it' }).click();

    await shown('Try it');
    expect((await heard()).tones).toBe(2);
    expect(await icon()).toBe('/favicon.svg');
  });

  it('is a customer’s answer on a ticket of one’s own, also in the tab, until it is read', async () => {
    const contact = await make.contact({ name: 'Bia Campos' });
    const { ticket, conversation } = await make.letter({
      subject: 'The lift',
      contactId: contact.id,
      assigneeId: ana.id,
    });
    await app.settle();
    await openLive(page, `${app.url}/queue`);
    await page.waitForFunction(() => document.title.startsWith('(1) Queue'));

    await make.said(ticket.id, conversation, 'It is dead again');

    await shown('Bia Campos wrote');
    expect((await heard()).shown).toEqual([
      { title: 'Bia Campos wrote', body: `#${ticket.number} The lift\nIt is dead again` },
    ]);
    expect(await icon()).toBe('/favicon-unread.svg');
    expect((await page.request.get(`${app.url}/favicon-unread.svg`)).headers()['content-type']).toContain('svg');

    await page.getByText('The lift').first().click();
    await page.waitForFunction((title) => document.title === title, `#${ticket.number} The lift · Frontdesk`);
    expect(await icon()).toBe('/favicon.svg');
  });

  it('is a new ticket that nobody has', async () => {
    await openLive(page, `${app.url}/queue`);
    const contact = await make.contact({ name: 'Davi Moreira' });
    const { number } = await make.ticket({ subject: 'The gate', contactId: contact.id });

    await shown('New ticket from Davi Moreira');
    expect((await heard()).shown).toMatchObject([{ body: `#${number} The gate` }]);
    expect(errors).toEqual([]);
  });
});
