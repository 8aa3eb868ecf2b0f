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
