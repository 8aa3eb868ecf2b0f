import type { Page } from 'playwright-core';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { signIn } from '../harness/people.js';
import { openConsole } from './console.js';

journey('a chat between a visitor and an agent', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let visitor: Page;
  let agent: Page;
  const errors: string[][] = [];

  beforeAll(async () => {
    app = await TestApp.boot();
    const { inbox } = await app.get(InboxesService).create({ channel: 'chat', name: 'Site' });
    browser = await TestBrowser.launch();
    const window = await browser.person();
    errors.push(window.errors);
    visitor = window.page;
    await visitor.goto(`${app.url}/widget/try?inbox=${inbox.publicKey}`);
    const desk = await openConsole(app, browser, await signIn(app, 'agent', { name: 'Rui Tanaka' }), '/queue');
    errors.push(desk.errors);
    agent = desk.page;
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const write = async (text: string) => {
    await visitor.getByTestId('widget-input').fill(text);
    await visitor.getByTestId('widget-send').click();
  };
  const answer = async (text: string) => {
    await agent.getByRole('textbox', { name: /Reply by/ }).click();
    await agent.keyboard.type(text);
    await agent.keyboard.press('Control+Enter');
  };

  it('stores nothing on the visitor’s device before it is opened', async () => {
    expect(await visitor.context().cookies()).toEqual([]);
    expect(await visitor.evaluate('localStorage.length')).toBe(0);
  });

  it('reaches the queue at once', async () => {
    await visitor.getByRole('button', { name: 'Open the chat' }).click();
    await write('Good morning, the gate does not open');

    await agent.getByText('Good morning, the gate does not open').first().waitFor();
  });

  it('is answered from the console and read in the widget', async () => {
    await agent.getByText('Good morning, the gate does not open').first().click();
    await agent.waitForURL(/\/tickets\/\d+/);
    await answer('We are on it, Rui');

    await visitor.getByText('We are on it, Rui').waitFor();
  });

  it('survives a restart of the server: what is written meanwhile waits and arrives once, in order', async () => {
    const restarted = app.restart();
    await write('first while away');
    await write('second while away');
    await restarted;

    await agent.getByText('second while away').first().waitFor({ timeout: 30_000 });
    const rows = await app.db.query<{ text: string; seq: number }[]>(
      `select m.text, m.seq from messages m where m.channel = 'chat' order by m.seq`,
    );
    expect(rows.map((row) => row.text)).toEqual([
      'Good morning, the gate does not open',
      'We are on it, Rui',
      'first while away',
      'second while away',
    ]);
    await answer('Seen both');
    await visitor.getByText('Seen both').waitFor({ timeout: 30_000 });
  }, 90_000);

  it('is there again after the visitor goes to another page', async () => {
    await visitor.reload();

    // It was open, so it opens again by itself.
    await visitor.getByText('Seen both').waitFor();
    expect(await visitor.getByText('first while away').count()).toBe(1);
  });

  it('had no error in either page', () => expect(errors.flat()).toEqual([]));
});
