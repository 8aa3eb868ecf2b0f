import { jest } from '@jest/globals';
import { generate } from 'otplib';
import { CredentialsService } from '../../src/identity/credentials/credentials.service.js';
import { Clock } from '../../src/platform/clock.js';
import { Work } from '../../src/platform/database/work.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Browser } from '../harness/cookie-jar.js';
import { administrator, lead, makeUser, type Person } from '../harness/people.js';
import { TestProvider, type Account } from './provider.js';

const DESK = 'http://desk.example';

describe('signing in through a provider', () => {
  let app: TestApp;
  let admin: Person;
  let provider: TestProvider;
  let connection: string;

  // The provider reminds everybody that its default keys are for development.
  beforeAll(() => {
    for (const level of ['warn', 'info'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
  });
  beforeEach(async () => {
    provider = await TestProvider.start();
    app = await TestApp.boot({ PUBLIC_URL: DESK, EGRESS_ALLOW: '127.0.0.1' });
    admin = await administrator(app);
    const made = await connect();
    expect(made.status).toBe(201);
    connection = made.body.id;
    provider.register(made.body.redirectUri);
  });
  afterEach(async () => {
    await app.close();
    await provider.stop();
  });

  const connect = (more: object = {}) =>
    admin.post<{ id: string; redirectUri: string }>('/sso-connections', {
      name: 'Company account',
      issuer: provider.issuer,
      clientId: 'frontdesk',
      clientSecret: 'a secret between two',
      ...more,
    });

  /** What a browser does at the provider, until it is sent back to us. */
  async function atTheProvider(location: string): Promise<string> {
    const cookies = new Map<string, string>();
    for (let url = location; ;) {
      if (url.startsWith(DESK)) return url.slice(DESK.length);
      const answer = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        cookies.set(name!, value!);
      }
      const next = answer.headers.get('location');
      if (!next) throw new Error(`the provider stopped at ${url}: ${await answer.text()}`);
      url = new URL(next, url).href;
    }
  }

  async function start(browser: Browser, next = ''): Promise<string> {
    const { status, headers } = await browser.get(`/sso/${connection}/start${next && `?next=${next}`}`);
    expect(status).toBe(302);
    return headers.get('location')!;
  }

  async function come(account: Account, browser = new Browser(app.url), next = ''): Promise<string> {
    provider.account = account;
    const back = await atTheProvider(await start(browser, next));
    return (await browser.get(`/${back}`)).headers.get('location')!;
  }

  const verified = (email: string, sub = email): Account => ({ sub, email, email_verified: true, name: 'Ana Souza' });

  it('lets somebody in who has an account with the verified address, and knows them by `sub` from then on', async () => {
    const ana = await makeUser(app, 'agent');
    const browser = new Browser(app.url);

    expect(await come(verified(ana.email, 'ana-1'), browser, '/tickets/12')).toBe('/tickets/12');
    expect((await browser.get('/me')).body).toMatchObject({ id: ana.id });

    const later = new Browser(app.url);
    expect(await come(verified('new-address@desk.example', 'ana-1'), later)).toBe('/');
    expect((await later.get('/me')).body).toMatchObject({ id: ana.id });
    expect((await later.get<{ items: { method: string }[] }>('/sessions')).body.items[0]!.method).toBe('sso');
  });

  it('sends to the provider with PKCE, state and nonce', async () => {
    const url = new URL(await start(new Browser(app.url)));

    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('scope')).toBe('openid email profile');
    for (const name of ['code_challenge', 'state', 'nonce'])
      expect(url.searchParams.get(name)!.length).toBeGreaterThan(40);
  });

  it('does not believe an address that the provider has not verified', async () => {
    const ana = await makeUser(app, 'administrator');
    const browser = new Browser(app.url);

    expect(await come({ ...verified(ana.email), email_verified: false }, browser)).toBe(
      '/sign-in?sso=unverified_email',
    );
    expect((await browser.get('/me')).status).toBe(401);
  });

  it('does not make accounts unless it is told to', async () => {
    expect(await come(verified('stranger@desk.example'))).toBe('/sign-in?sso=unknown_person');

    const roles = await admin.get<{ items: { id: string; key: string }[] }>('/roles');
    const roleId = roles.body.items.find((r) => r.key === 'agent')!.id;
    expect((await admin.patch(`/sso-connections/${connection}`, { provision: true })).status).toBe(422);
    const change = { provision: true, roleId, domains: ['desk.example'] };
    expect((await admin.patch(`/sso-connections/${connection}`, change)).status).toBe(200);
    const browser = new Browser(app.url);

    expect(await come(verified('stranger@desk.example'), browser)).toBe('/');
    expect((await browser.get('/me')).body).toMatchObject({ name: 'Ana Souza', roles: [{ key: 'agent' }] });
    expect(await come(verified('stranger@other.example'))).toBe('/sign-in?sso=domain');
  });

  it('keeps out who was deactivated here', async () => {
    const ana = await makeUser(app, 'agent');
    await come(verified(ana.email));
    await admin.patch(`/users/${ana.id}`, { active: false });

    expect(await come(verified(ana.email))).toBe('/sign-in?sso=inactive');
  });

  it('finishes only in the browser that began it, once, and in time', async () => {
    const ana = await makeUser(app, 'agent');
    provider.account = verified(ana.email);
    const [mine, theirs] = [new Browser(app.url), new Browser(app.url)];
    const finish = async (browser: Browser, back: string) => (await browser.get(`/${back}`)).headers.get('location');

    const back = await atTheProvider(await start(mine));
    await start(theirs);
    expect(await finish(theirs, back)).toBe('/sign-in?sso=other_browser');
    expect(await finish(new Browser(app.url), back)).toBe('/sign-in?sso=other_browser');
    expect(await finish(mine, back)).toBe('/');
    expect(await finish(mine, back)).toBe('/sign-in?sso=expired');

    const late = await atTheProvider(await start(mine));
    passed(app, 10 * 60_000 + 1);
    expect(await finish(mine, late)).toBe('/sign-in?sso=expired');
  });

  it('refuses a forged state, issuer or code, and never sends people elsewhere', async () => {
    const ana = await makeUser(app, 'agent');
    provider.account = verified(ana.email);
    const tamper = async (change: (query: URLSearchParams) => void) => {
      const browser = new Browser(app.url);
      const url = new URL(await atTheProvider(await start(browser)), DESK);
      change(url.searchParams);
      return (await browser.get(`/${url.pathname}${url.search}`)).headers.get('location');
    };

    expect(await tamper((q) => q.set('state', 'x'.repeat(43)))).toBe('/sign-in?sso=expired');
    expect(await tamper((q) => q.set('iss', 'https://evil.example'))).toBe('/sign-in?sso=provider');
    expect(await tamper((q) => q.set('code', 'made-up'))).toBe('/sign-in?sso=provider');
    expect(await tamper((q) => q.delete('code'))).toBe('/sign-in?sso=provider');
    expect(await come(verified(ana.email), new Browser(app.url), '//evil.example')).toBe('/');
  });

  describe('where a second factor is enforced', () => {
    const enforce = async () => {
      const { body } = await admin.get<{ version: number }>('/settings');
      // The administrator came by password and enrols later; only the people behind the provider are looked at here.
      expect((await admin.patch('/settings', { requireTotp: true, version: body.version })).status).toBe(200);
    };
    const trust = () => app.db.query('update sso_connections set trust_second_factor = true, version = version + 1');
    const arrive = async (account: Account) => {
      const browser = new Browser(app.url);
      expect(await come(account, browser)).toBe('/');
      return browser;
    };
    const meOf = async (browser: Browser) => (await browser.get('/me')).body;

    it('asks for one after a provider that is not trusted with it, and lets on who shows it', async () => {
      const ana = await makeUser(app, 'agent');
      await enforce();
      const first = await arrive(verified(ana.email, 'ana-2'));
      expect(await meOf(first)).toMatchObject({ mustEnrolTotp: true, mustProveTotp: false });
      expect((await first.get('/tickets')).status).toBe(403);

      const enrolment = await first.post<{ secret: string }>('/me/totp');
      const secret = enrolment.body.secret;
      const confirmed = await first.post<{ recoveryCodes: string[] }>('/me/totp/confirm', {
        code: await generate({ secret, epoch: Math.floor(app.get(Clock).millis() / 1_000) }),
      });
      expect(confirmed.status).toBe(200);
      expect((await first.get('/tickets')).status).toBe(200);

      const again = await arrive(verified(ana.email, 'ana-2'));
      expect(await meOf(again)).toMatchObject({ mustEnrolTotp: false, mustProveTotp: true });
      expect((await again.get('/tickets')).body).toMatchObject({ code: 'totp_proof_required' });
      expect((await again.delete('/me/totp', { code: '000000' })).status).toBe(403);
      expect((await again.post('/me/totp')).status).toBe(409);
      expect((await again.post('/me/totp/proof', { code: '000000' })).status).toBe(422);
      expect((await again.get('/tickets')).status).toBe(403);

      const [recovery] = confirmed.body.recoveryCodes;
      expect((await again.post('/me/totp/proof', { code: recovery })).status).toBe(204);
      expect((await again.get('/tickets')).status).toBe(200);
      expect(await meOf(again)).toMatchObject({ mustProveTotp: false });

      // An administrator takes it away, for a lost telephone: the session that had shown it enrols anew.
      await app.get(Work).run((tx) => app.get(CredentialsService).removeTotp(tx, ana.id));
      expect(await meOf(again)).toMatchObject({ mustEnrolTotp: true });
    });

    it('takes the word of a provider that is trusted with it, unless that says there was only one', async () => {
      const ana = await makeUser(app, 'agent');
      await enforce();
      await trust();

      const silent = await arrive(verified(ana.email, 'ana-3'));
      expect((await silent.get('/tickets')).status).toBe(200);
      const strong = await arrive({ ...verified(ana.email, 'ana-3'), amr: ['pwd', 'mfa'] });
      expect((await strong.get('/tickets')).status).toBe(200);
      const weak = await arrive({ ...verified(ana.email, 'ana-3'), amr: ['pwd'] });
      expect(await meOf(weak)).toMatchObject({ mustEnrolTotp: true });
      expect((await weak.get('/tickets')).status).toBe(403);
    });

    it('asks again as soon as the trust is taken back', async () => {
      const ana = await makeUser(app, 'agent');
      await trust();
      const browser = await arrive(verified(ana.email, 'ana-4'));
      const { status } = await admin.patch(`/sso-connections/${connection}`, { trustSecondFactor: false });
      expect(status).toBe(200);
      await enforce();
      expect((await browser.get('/tickets')).status).toBe(403);
    });
  });

  it('is offered on the sign-in page while it is enabled', async () => {
    expect((await app.anyone.get('/sso')).body).toEqual({ items: [{ id: connection, name: 'Company account' }] });

    await admin.patch(`/sso-connections/${connection}`, { enabled: false });

    expect((await app.anyone.get('/sso')).body).toEqual({ items: [] });
    expect((await app.anyone.get(`/sso/${connection}/start`)).headers.get('location')).toBe('/sign-in?sso=provider');
  });

  it('is connected by administrators, checked at once, and its secret is never shown again', async () => {
    expect((await (await lead(app)).get('/sso-connections')).status).toBe(403);
    expect((await connect({ issuer: 'http://desk.example' })).status).toBe(422);
    expect((await connect({ issuer: 'http://169.254.169.254' })).status).toBe(422);
    expect((await connect({ issuer: `${provider.issuer}/nothing-here` })).body).toMatchObject({
      errors: [{ path: 'issuer' }],
    });

    const shown = [
      await admin.get('/sso-connections'),
      await admin.patch(`/sso-connections/${connection}`, { name: 'Other' }),
      await app.db.query('select * from sso_connections'),
      await app.db.query('select * from audit_log'),
    ];

    expect(
      JSON.stringify(shown.map((s) => ('body' in (s as object) ? (s as { body: unknown }).body : s))),
    ).not.toContain('a secret between two');
    expect((await admin.delete(`/sso-connections/${connection}`)).status).toBe(204);
  });
});
