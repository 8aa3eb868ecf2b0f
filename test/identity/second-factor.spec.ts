import { generate } from 'otplib';
import { Clock } from '../../src/platform/clock.js';
import { TestApp } from '../harness/app.js';
import { Browser } from '../harness/cookie-jar.js';
import { passed } from '../harness/clock.js';
import { administrator, agent, makeUser } from '../harness/people.js';

const password = 'seven rusty kettles';

describe('the second factor', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  const codeOf = (secret: string) => generate({ secret, epoch: Math.floor(app.get(Clock).millis() / 1_000) });

  async function enrolled() {
    const user = await makeUser(app, 'agent', { password });
    const browser = new Browser(app.url);
    await browser.post('/session', { email: user.email, password });
    const { secret } = (await browser.post<{ secret: string; uri: string; qrSvg: string }>('/me/totp')).body;
    const confirmed = await browser.post<{ recoveryCodes: string[] }>('/me/totp/confirm', {
      code: await codeOf(secret),
    });
    expect(confirmed.status).toBe(200);
    passed(app, 31_000);
    const signIn = (totp?: string) => app.anyone.post('/session', { email: user.email, password, totp });
    return { user, browser, secret, signIn, recoveryCodes: confirmed.body.recoveryCodes };
  }

  it('is enrolled by a code and asked for from then on', async () => {
    const { browser, secret, signIn, recoveryCodes } = await enrolled();

    expect((await browser.get('/me')).body).toMatchObject({ totpEnabled: true });
    expect(recoveryCodes).toHaveLength(10);
    expect((await signIn()).body).toMatchObject({ status: 401, code: 'totp_required' });
    expect((await signIn('000000')).body).toMatchObject({ status: 401, code: 'totp_invalid' });
    expect((await signIn(await codeOf(secret))).status).toBe(201);
  });

  it('shows a picture to scan and keeps the secret sealed', async () => {
    const ana = await agent(app);

    const { body } = await ana.post<{ secret: string; uri: string; qrSvg: string }>('/me/totp');

    expect(body.uri).toMatch(/^otpauth:\/\/totp\/.*secret=/);
    expect(body.qrSvg).toContain('<svg');
    const rows = await app.db.query('select * from credentials');
    expect(JSON.stringify(rows)).not.toContain(body.secret);
  });

  it('accepts a code once, also when it comes twice at the same moment', async () => {
    const { secret, signIn } = await enrolled();
    const code = await codeOf(secret);

    const answers = await Promise.all([signIn(code), signIn(code), signIn(code)]);

    expect(answers.map((a) => a.status).sort()).toEqual([201, 401, 401]);
    expect((await signIn(code)).status).toBe(401);
  });

  it('does not accept yesterday’s code', async () => {
    const { secret, signIn } = await enrolled();
    const code = await codeOf(secret);
    passed(app, 86_400_000);

    expect((await signIn(code)).status).toBe(401);
  });

  it('is replaced by a recovery code, once', async () => {
    const { signIn, recoveryCodes } = await enrolled();

    expect((await signIn(recoveryCodes[3]!.toUpperCase())).status).toBe(201);
    expect((await signIn(recoveryCodes[3]!)).status).toBe(401);
    expect((await signIn('aaaa-aaaa-aaaa')).status).toBe(401);
  });

  it('signs out who was in before', async () => {
    const user = await makeUser(app, 'agent', { password });
    const [here, there] = [new Browser(app.url), new Browser(app.url)];
    await here.post('/session', { email: user.email, password });
    await there.post('/session', { email: user.email, password });
    const { secret } = (await here.post<{ secret: string }>('/me/totp')).body;

    await here.post('/me/totp/confirm', { code: await codeOf(secret) });

    expect((await here.get('/me')).status).toBe(200);
    expect((await there.get('/me')).status).toBe(401);
  });

  it('is removed only by who proves themselves again, or by an administrator', async () => {
    const { browser, user, signIn } = await enrolled();

    expect((await browser.delete('/me/totp', {})).status).toBe(422);
    expect((await browser.delete('/me/totp', { password: 'wrong password' })).status).toBe(422);
    expect((await browser.delete('/me/totp', { password })).status).toBe(204);
    expect((await signIn()).status).toBe(201);

    await browser.post('/me/totp');
    const admin = await administrator(app);
    expect((await admin.patch(`/users/${user.id}`, { totpEnabled: false })).status).toBe(200);
    expect((await browser.get('/me')).status).toBe(401);
  });

  it('can be demanded from everybody: without it nothing but its enrolment is reached', async () => {
    const [admin, ana] = [await administrator(app), await agent(app)];

    expect((await admin.patch('/settings', { requireTotp: true })).status).toBe(200);

    expect((await ana.get('/me')).body).toMatchObject({ mustEnrolTotp: true });
    for (const path of ['/users', '/settings', '/sessions', '/tokens']) {
      expect((await ana.get(path)).body).toMatchObject({ status: 403, code: 'totp_enrolment_required' });
    }
    expect((await ana.post('/tokens', { name: 'x' })).status).toBe(403);
    const { secret } = (await ana.post<{ secret: string }>('/me/totp')).body;
    const confirmed = await ana.post('/me/totp/confirm', { code: await codeOf(secret) });
    const cookie = confirmed.headers.get('set-cookie')!.split(';')[0]!;
    expect((await app.anyone.with({ cookie }).get('/users')).status).toBe(200);
  });
});
