import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const PATHS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real browser of this machine; undefined where there is none, and then journeys count as skipped. */
export const browserPath = PATHS.find((path) => path !== undefined && existsSync(path));

/** `describe` where there is a browser; says 'skipped' where there is none. */
export const journey: typeof describe = (browserPath ? describe : describe.skip) as typeof describe;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export class TestBrowser {
  private constructor(private readonly browser: Browser) {}

  /** `hosts`: names that lead elsewhere, as `portal.acme.example:80 127.0.0.1:4711`. */
  static async launch({ hosts = [] }: { hosts?: string[] } = {}): Promise<TestBrowser> {
    const rules = hosts.length > 0 ? [`--host-resolver-rules=${hosts.map((host) => `MAP ${host}`).join(', ')}`] : [];
    const args = [...FLAGS, ...rules];
    return new TestBrowser(await chromium.launch({ executablePath: browserPath, headless: true, args }));
  }

  /** A person's own window: cookies of nobody else. Fails the test on an error in the page. */
  async person(
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
      ...options,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    return { page, context, errors };
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
