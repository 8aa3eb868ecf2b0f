import { jest } from '@jest/globals';
import { TestApp } from '../harness/app.js';
import { Browser } from '../harness/cookie-jar.js';
import { customer } from '../harness/customers.js';
import { administrator, makeUser, type Person } from '../harness/people.js';
import { TestProvider, type Account } from '../identity/provider.js';

const PORTAL = 'http://portal.example';

describe('a customer who signs in through a provider', () => {
  let app: TestApp;
  let admin: Person;
  let provider: TestProvider;
  let made: { id: string; redirectUri: string };

  beforeAll(async () => {
    for (const level of ['warn', 'info'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
    provider = await TestProvider.start();
    app = await TestApp.boot({ PUBLIC_URL: 'http://desk.example', PORTAL_URL: PORTAL, EGRESS_ALLOW: '127.0.0.1' });
    admin = await administrator(app);
    const answer = await admin.post<{ id: string; redirectUri: string }>('/sso-connections', {
      ...{ name: 'Mercado Ipê', audience: 'customers', issuer: provider.issuer },
      ...{ clientId: 'frontdesk', clientSecret: 'a secret between two' },
    });
    expect(answer.status).toBe(201);
    made = answer.body;
    provider.register(made.redirectUri);
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await provider.stop();
  });

  /** What a browser does at the provider, until it is sent back to us. */
  async function atTheProvider(location: string): Promise<string> {
    const cookies = new Map<string, string>();
    for (let url = location; ;) {
      if (url.startsWith(PORTAL)) return url.slice(PORTAL.length);
      const answer = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        cookies.set(name!, value!);
      }
      const next = answer.headers.get('location');
      if (!next) throw new Error(`the provider stopped at ${url}`);
      url = new URL(next, url).href;
    }
  }

  const startOf = async (browser: Browser) =>
    (await browser.get(`/portal/sso/${made.id}/start?next=/tickets`)).headers.get('location')!;

  async function come(account: Account, browser = new Browser(app.url)): Promise<string> {
    provider.account = account;
    const back = await atTheProvider(await startOf(browser));
    return (await browser.get(`/${back}`)).headers.get('location')!;
  }

  const verified = (email: string): Account => ({ sub: email, email, email_verified: true });

  it('comes in with a verified address that has access, at the portal’s own address', async () => {
    const ana = await customer(app, { name: 'Ana Souza' });
    const browser = new Browser(app.url);
    expect(made.redirectUri).toBe(`${PORTAL}/api/v1/portal/sso/${made.id}/callback`);

    expect(await come(verified(ana.email.toUpperCase()), browser)).toBe(`${PORTAL}/tickets`);

    expect((await browser.get('/portal/me')).body).toMatchObject({ name: 'Ana Souza' });
    const { items } = (await browser.get<{ items: { method: string; current: boolean }[] }>('/portal/sessions')).body;
    expect(items.find(({ current }) => current)).toMatchObject({ method: 'sso' });
  });

  it('comes in with no other address: not a stranger’s, not one of ours, none unverified, none whose access ended', async () => {
    const ended = await customer(app, { name: 'Ended' });
    const accounts = await admin.get<{ items: { version: number }[] }>(`/contacts/${ended.contactId}/portal-accounts`);
    const { version } = accounts.body.items[0]!;
    await admin.patch(`/portal-accounts/${ended.accountId}`, { version, state: 'revoked' });
    const open = await customer(app, { name: 'Open' });
    const agent = await makeUser(app, 'agent');
    const cases: [Account, string][] = [
      [verified('eve@else.example'), 'unknown_person'],
      [verified(agent.email), 'unknown_person'],
      [verified(ended.email), 'unknown_person'],
      [{ ...verified(open.email), email_verified: false }, 'unverified_email'],
      [{ sub: 'nobody' }, 'no_email'],
    ];
    for (const [account, reason] of cases) {
      const browser = new Browser(app.url);
      expect(await come(account, browser)).toBe(`${PORTAL}/?sso=${reason}`);
      expect((await browser.get('/portal/me')).status).toBe(401);
    }
  });

  it('cannot finish in another browser, nor twice', async () => {
    const ana = await customer(app, { name: 'Ana' });
    provider.account = verified(ana.email);
    const browser = new Browser(app.url);
    const back = await atTheProvider(await startOf(browser));

    expect((await new Browser(app.url).get(`/${back}`)).headers.get('location')).toBe(`${PORTAL}/?sso=other_browser`);
    expect((await browser.get(`/${back}`)).headers.get('location')).toBe(`${PORTAL}/tickets`);
    expect((await browser.get(`/${back}`)).headers.get('location')).toBe(`${PORTAL}/?sso=expired`);
  });

  it('finds a button for them alone: the way in of our own people is another', async () => {
    expect((await app.anyone.get('/portal/sso')).body).toEqual({ items: [{ id: made.id, name: 'Mercado Ipê' }] });
    expect((await app.anyone.get('/sso')).body).toEqual({ items: [] });
    expect((await new Browser(app.url).get(`/sso/${made.id}/start`)).headers.get('location')).toBe(
      '/sign-in?sso=provider',
    );
    const provisioning = await admin.post('/sso-connections', {
      ...{ name: 'No', audience: 'customers', issuer: provider.issuer, provision: true },
      ...{ clientId: 'frontdesk', clientSecret: 'a secret between two' },
    });
    expect(provisioning.status).toBe(422);
  });

  it('is mailed links to the portal’s own address', async () => {
    const ana = await customer(app, { name: 'Ana Mail' });
    await app.settle();
    const { body } = await admin.get<{ items: { to: string; text: string }[] }>('/mail/system');
    expect(body.items.find(({ to }) => to === ana.email)!.text).toContain(`${PORTAL}/enter#`);
  });
});
