import { jest } from '@jest/globals';
import { PasswordHasher } from '../../src/identity/credentials/password-hasher.js';
import { TestApp } from '../harness/app.js';
import { Browser } from '../harness/cookie-jar.js';
import { passed, stopped } from '../harness/clock.js';
import { agent, makeUser } from '../harness/people.js';

const password = 'seven rusty kettles';

describe('signing in', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  it('gives a cookie that scripts cannot read and other sites cannot use, and tells who one is', async () => {
    const { email, id } = await makeUser(app, 'agent', { password });

    const answer = await app.anyone.post('/session', { email: ` ${email.toUpperCase()} `, password });

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ id, email });
    expect(answer.headers.get('set-cookie')).toMatch(/^frontdesk_session=[\w-]{43}; .*HttpOnly.*SameSite=Lax/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('keeps neither the token nor the password', async () => {
    const { email } = await makeUser(app, 'agent', { password });
    const browser = new Browser(app.url);
    await browser.post('/session', { email, password });
    const token = browser.cookies.split('=')[1]!;

    const rows = await app.db.query<object[]>('select s.*, c.* from sessions s join credentials c using (user_id)');

    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(password);
    expect(JSON.stringify(rows)).toMatch(/\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/);
  });

  it('answers alike whether the account is unknown, inactive, or the password is wrong', async () => {
    const known = await makeUser(app, 'agent', { password });
    const gone = await makeUser(app, 'agent', { password });
    await app.db.query('update users set active = false where id = $1', [gone.id]);

    const answers = [
      await app.anyone.post('/session', { email: known.email, password: 'wrong password' }),
      await app.anyone.post('/session', { email: gone.email, password }),
      await app.anyone.post('/session', { email: 'nobody@desk.example', password }),
    ];

    for (const { status, body } of answers) {
      expect({ ...body, correlationId: '' }).toEqual({ ...answers[0]!.body, correlationId: '' });
      expect([status, body.code]).toEqual([401, 'invalid_credentials']);
    }
  });

  it('does the same work for an unknown account as for a known one', async () => {
    const { email } = await makeUser(app, 'agent', { password });
    const verify = jest.spyOn(app.get(PasswordHasher), 'verify');

    await app.anyone.post('/session', { email, password: 'wrong password' });
    await app.anyone.post('/session', { email: 'stranger@desk.example', password: 'wrong password' });

    expect(verify.mock.calls).toEqual([
      [expect.stringMatching(/^\$argon2id\$/), 'wrong password'],
      [null, 'wrong password'],
    ]);
    verify.mockRestore();
  });

  it('replaces the session that the browser had before', async () => {
    const { email } = await makeUser(app, 'agent', { password });
    const browser = new Browser(app.url);
    await browser.post('/session', { email, password });
    const before = app.anyone.with({ cookie: browser.cookies });

    await browser.post('/session', { email, password });

    expect((await browser.get('/me')).status).toBe(200);
    expect((await before.get('/me')).status).toBe(401);
  });

  it('ends by signing out', async () => {
    const { email } = await makeUser(app, 'agent', { password });
    const browser = new Browser(app.url);
    await browser.post('/session', { email, password });
    const copy = app.anyone.with({ cookie: browser.cookies });

    expect((await browser.delete('/session')).status).toBe(204);

    expect(browser.cookies).toBe('');
    expect((await copy.get('/me')).status).toBe(401);
  });

  it('refuses a made-up, empty or foreign cookie', async () => {
    for (const cookie of ['frontdesk_session=', 'frontdesk_session=%00', 'frontdesk_session=abc', 'other=1', '=;;=']) {
      expect((await app.anyone.with({ cookie }).get('/me')).status).toBe(401);
    }
  });
});

describe('guessing', () => {
  let app: TestApp;
  beforeEach(async () => void (app = await TestApp.boot({ TRUSTED_PROXIES: '127.0.0.1' })));
  afterEach(() => app.close());

  const from = (address: string) => app.anyone.with({ 'X-Forwarded-For': address });

  it('is slowed more with every failure, also when the guesses come at once', async () => {
    const { email } = await makeUser(app, 'agent', { password });
    stopped(app);

    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => from('203.0.113.1').post('/session', { email, password: `guess ${i}` })),
    );

    const refused = answers.filter((a) => a.status === 429);
    expect(answers.filter((a) => a.status === 401)).toHaveLength(5);
    expect(refused).toHaveLength(7);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused[0]!.body).toMatchObject({ code: 'too_many_attempts' });
    expect((await from('203.0.113.1').post('/session', { email, password })).status).toBe(429);

    passed(app, 2_000);
    expect((await from('203.0.113.1').post('/session', { email, password })).status).toBe(201);
  });

  it('does not lock out whoever has been here before', async () => {
    const { email } = await makeUser(app, 'agent', { password });
    expect((await from('198.51.100.7').post('/session', { email, password })).status).toBe(201);
    await app.db.query(
      `insert into sign_in_failures select gen_random_uuid(), encode(sha256($1::bytea), 'hex'), '203.0.113.' || i, now()
       from generate_series(1, 200) i`,
      [email],
    );

    expect((await from('192.0.2.1').post('/session', { email, password })).status).toBe(429);
    expect((await from('198.51.100.7').post('/session', { email, password })).status).toBe(201);

    passed(app, 21_000);
    expect((await from('192.0.2.1').post('/session', { email, password })).status).toBe(201);
  });

  it('cannot be spread over accounts from one address', async () => {
    await app.db.query(
      `insert into sign_in_failures select gen_random_uuid(), 'a' || i, '203.0.113.9', now() from generate_series(1, 60) i`,
    );
    const { email } = await makeUser(app, 'agent', { password });

    expect((await from('203.0.113.9').post('/session', { email, password })).status).toBe(429);
    expect((await from('203.0.113.10').post('/session', { email, password })).status).toBe(201);
  });

  it('cannot hide behind a forged address where no proxy is trusted', async () => {
    const open = await TestApp.boot();
    try {
      const { email } = await makeUser(open, 'agent', { password });
      stopped(open);
      const statuses = [];
      for (let i = 0; i < 7; i += 1) {
        const door = open.anyone.with({ 'X-Forwarded-For': `203.0.113.${i}` });
        statuses.push((await door.post('/session', { email, password: 'wrong password' })).status);
      }
      expect(statuses.slice(-2)).toEqual([429, 429]);
    } finally {
      await open.close();
    }
  });
});

describe('a session', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  it('ends when it is not used for a night', async () => {
    const ana = await agent(app);
    passed(app, 15 * 3_600_000);
    expect((await ana.get('/me')).status).toBe(200);
    passed(app, 15 * 3_600_000);
    expect((await ana.get('/me')).status).toBe(200);

    passed(app, 17 * 3_600_000);

    expect((await ana.get('/me')).status).toBe(401);
  });

  it('ends after a week, however much it is used', async () => {
    const ana = await agent(app);
    for (let hours = 0; hours < 7 * 24; hours += 12) {
      expect((await ana.get('/me')).status).toBe(200);
      passed(app, 12 * 3_600_000);
    }

    expect((await ana.get('/me')).status).toBe(401);
  });

  it('is listed for its owner, who can end it from another', async () => {
    const { email } = await makeUser(app, 'agent', { password });
    const [here, there] = [new Browser(app.url), new Browser(app.url)];
    await here.post('/session', { email, password });
    await there.post('/session', { email, password });

    const { body } = await here.get<{ items: { id: string; current: boolean; ip: string }[] }>('/sessions');
    expect(body.items.map((s) => s.current).sort()).toEqual([false, true]);
    const other = body.items.find((s) => !s.current)!;
    expect((await here.delete(`/sessions/${other.id}`)).status).toBe(204);

    expect((await there.get('/me')).status).toBe(401);
    expect((await here.get('/me')).status).toBe(200);
  });

  it('of somebody else looks like nothing at all', async () => {
    const [ana, rui] = [await agent(app), await agent(app)];

    expect((await ana.delete(`/sessions/${rui.sessionId}`)).status).toBe(404);
    expect((await ana.get(`/sessions?user=${rui.id}`)).status).toBe(403);
  });

  it('gets a new token when rights change, and the old one counts only while requests are under way', async () => {
    const { email, id } = await makeUser(app, 'agent', { password });
    const browser = new Browser(app.url);
    await browser.post('/session', { email, password });
    const old = app.anyone.with({ cookie: browser.cookies });
    await app.db.query('update sessions set rotate_due = true where user_id = $1', [id]);

    const answers = await Promise.all([browser.get('/me'), browser.get('/me'), browser.get('/me')]);

    expect(answers.map((a) => a.status)).toEqual([200, 200, 200]);
    expect(answers.filter((a) => a.headers.has('set-cookie'))).toHaveLength(1);
    expect((await old.get('/me')).status).toBe(200);
    passed(app, 31_000);
    expect((await old.get('/me')).status).toBe(401);
    expect((await browser.get('/me')).status).toBe(200);
  });

  it('does not carry a change that another site sends', async () => {
    const ana = await agent(app);
    const plain = (headers: Record<string, string>) =>
      fetch(`${app.url}/api/v1/me`, {
        method: 'PATCH',
        headers: { cookie: ana.cookie, 'Content-Type': 'application/json', ...headers },
        body: '{"theme":"dark"}',
      });

    expect((await plain({})).status).toBe(403);
    expect((await plain({ Origin: 'https://evil.example' })).status).toBe(403);
    expect((await plain({ Origin: 'https://evil.example', 'X-Requested-With': 'x' })).status).toBe(403);
    expect((await plain({ Origin: app.url })).status).toBe(200);
    expect((await plain({ 'X-Requested-With': 'frontdesk' })).status).toBe(200);
  });

  it('ends everywhere else when the password changes', async () => {
    const { email } = await makeUser(app, 'agent', { password });
    const [here, there] = [new Browser(app.url), new Browser(app.url)];
    await here.post('/session', { email, password });
    await there.post('/session', { email, password });
    const before = here.cookies;

    expect((await here.post('/me/password', { current: 'not it at all', password: 'nine blue kettles' })).status).toBe(
      422,
    );
    expect((await here.post('/me/password', { current: password, password: 'frontdesk1' })).body).toMatchObject({
      errors: [{ path: 'password' }],
    });
    expect((await here.post('/me/password', { current: password, password: 'nine blue kettles' })).status).toBe(204);

    expect(here.cookies).not.toBe(before);
    expect((await here.get('/me')).status).toBe(200);
    expect((await there.get('/me')).status).toBe(401);
    expect((await app.anyone.post('/session', { email, password: 'nine blue kettles' })).status).toBe(201);
  });
});

it('carries the __Host- prefix and Secure where people come by https', async () => {
  const app = await TestApp.boot({ PUBLIC_URL: 'https://desk.example' });
  try {
    const { email } = await makeUser(app, 'agent', { password });

    const answer = await app.anyone.post('/session', { email, password });

    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-frontdesk_session=.*; Path=\/; .*HttpOnly; Secure/);
  } finally {
    await app.close();
  }
});
