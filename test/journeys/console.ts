import type { Page } from 'playwright-core';
import type { TestApp } from '../harness/app.js';
import type { TestBrowser } from '../harness/browser.js';
import type { Person } from '../harness/people.js';

/** The console as this person sees it, signed in. */
export async function openConsole(
  app: TestApp,
  browser: TestBrowser,
  person: Person,
  path = '/',
  options: Parameters<TestBrowser['person']>[0] = {},
): Promise<{ page: Page; errors: string[] }> {
  const window = await browser.person(options);
  const [name, value] = person.cookie.split('=') as [string, string];
  await window.context.addCookies([{ name, value, url: app.url }]);
  await window.page.goto(app.url + path);
  return window;
}

/** Opens a page of the console and waits until the server tells it what happens: it has us in its rooms. */
export async function openLive(page: Page, address: string): Promise<void> {
  const joined = page
    .waitForEvent('websocket', (socket) => socket.url().includes('/socket.io/'))
    // Socket.IO answers a question with a packet of type 43: here the console's `subscribe`.
    .then((socket) =>
      socket.waitForEvent('framereceived', ({ payload }) => payload.toString().startsWith('43/agent,')),
    );
  await page.goto(address);
  await joined;
}
