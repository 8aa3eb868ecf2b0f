import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { TicketView } from '../../src/tickets/ticket.dto.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { signIn, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

jest.setTimeout(90_000);

/** Holds keys of commands: assign, solve, take, snooze. */
const WORDS = 'A test as late';

journey('keys that come before the field that they are for', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let make: Make;
  let ana: Person;
  let page: Page;
  let errors: string[];
  /** Lets the composer come, which a slow line held up. */
  let letComposerCome: () => void;

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    make = new Make(app);
    ana = await signIn(app, 'agent', { name: 'Ana Prado' });
    ({ page, errors } = await openConsole(app, browser, ana, '/queue'));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const open = async (subject: string): Promise<number> => {
    const { ticket } = await make.letter({ subject });
    const held = new Promise<void>((resolve) => (letComposerCome = resolve));
    await page.route('**/assets/composer-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${app.url}/tickets/${ticket.number}`);
    await page.getByRole('heading', { name: subject }).waitFor();
    return ticket.number;
  };
  const isAsItWas = async (number: number) => {
    const { body } = await ana.get<TicketView>(`/tickets/${number}`);
    expect(body).toMatchObject({ assignee: null, status: { category: 'new' }, snoozedUntil: null });
  };

  it('become the reply, and no commands', async () => {
    const number = await open('The lift');

    await page.keyboard.press('r');
    await page.keyboard.type(WORDS);
    letComposerCome();

    await page.locator('[aria-label^="Reply by"]:focus', { hasText: WORDS }).waitFor();
    await page.getByText(/^Draft saved/).waitFor();
    await isAsItWas(number);
  });

  it('become the note that was asked for', async () => {
    const number = await open('The gate');

    await page.keyboard.press('n');
    await page.keyboard.type(WORDS);
    letComposerCome();

    const note = page.getByRole('textbox', { name: /note/i });
    await note.and(page.locator(':focus')).waitFor();
    await page.getByText(/^Draft saved/).waitFor();
    expect(await note.inputValue()).toBe(WORDS);
    await isAsItWas(number);
    expect(errors).toEqual([]);
  });
});
