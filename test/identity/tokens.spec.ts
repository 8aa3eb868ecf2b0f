import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { administrator, agent, lead } from '../harness/people.js';

interface Made {
  id: string;
  token: string;
  lastUsedAt: string | null;
}

describe('an API token', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  const script = (token: string) => app.anyone.with({ Authorization: `Bearer ${token}`, 'X-Requested-With': '' });

  it('acts for its owner without a cookie, and tells when it was last used', async () => {
    const boss = await lead(app);
    const made = await boss.post<Made>('/tokens', { name: 'report' });
    expect(made.status).toBe(201);
    expect(made.body.token).toMatch(/^fdt_[\w-]{43}$/);

    expect((await script(made.body.token).get('/me')).body).toMatchObject({ id: boss.id });
    expect((await script(made.body.token).post('/teams', { name: 'By script' })).status).toBe(201);

    const { body } = await boss.get<{ items: Made[] }>('/tokens');
    expect(body.items[0]!.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(body)).not.toContain(made.body.token);
    expect(JSON.stringify(await app.db.query('select * from api_tokens'))).not.toContain(made.body.token);
  });

  it('may no more than its scopes, and no more than its owner', async () => {
    const [boss, ana] = [await lead(app), await agent(app)];
    const narrow = await boss.post<Made>('/tokens', { name: 'narrow', scopes: ['users:read'] });
    const none = await boss.post<Made>('/tokens', { name: 'none', scopes: [] });

    expect((await script(narrow.body.token).get('/users')).status).toBe(200);
    expect((await script(narrow.body.token).post('/teams', { name: 'No' })).status).toBe(403);
    expect((await script(none.body.token).get('/users')).status).toBe(403);
    expect((await ana.post('/tokens', { name: 'more', scopes: ['teams:manage'] })).body).toMatchObject({
      status: 422,
      errors: [{ path: 'scopes[0]' }],
    });
  });

  it('cannot take the account over', async () => {
    const boss = await lead(app);
    const { token } = (await boss.post<Made>('/tokens', { name: 'all' })).body;

    for (const [method, path, body] of [
      ['POST', '/tokens', { name: 'another' }],
      ['POST', '/me/password', { current: 'x', password: 'y' }],
      ['POST', '/me/totp', undefined],
      ['DELETE', `/sessions/${boss.sessionId}`, undefined],
    ] as const) {
      expect((await script(token).send(method, path, body)).status).toBe(403);
    }
  });

  it('ends at its time, when it is revoked, and with its owner', async () => {
    const [admin, boss] = [await administrator(app), await lead(app)];
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const timed = (await boss.post<Made>('/tokens', { name: 'an hour', expiresAt })).body;
    const revoked = (await boss.post<Made>('/tokens', { name: 'revoked' })).body;
    const kept = (await boss.post<Made>('/tokens', { name: 'kept' })).body;

    expect((await (await agent(app)).delete(`/tokens/${revoked.id}`)).status).toBe(404);
    expect((await boss.delete(`/tokens/${revoked.id}`)).status).toBe(204);
    expect((await script(revoked.token).get('/me')).status).toBe(401);

    expect((await script(timed.token).get('/me')).status).toBe(200);
    passed(app, 3_600_001);
    expect((await script(timed.token).get('/me')).status).toBe(401);

    expect((await script(kept.token).get('/me')).status).toBe(200);
    await admin.patch(`/users/${boss.id}`, { active: false });
    expect((await script(kept.token).get('/me')).status).toBe(401);
  });

  it('is made once for one Idempotency-Key, and the repeated answer is not kept in clear', async () => {
    const boss = (await lead(app)).with({ 'Idempotency-Key': 'a-key-of-mine' });

    const [first, again] = [
      await boss.post<Made>('/tokens', { name: 'once' }),
      await boss.post<Made>('/tokens', { name: 'once' }),
    ];

    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await boss.post('/tokens', { name: 'other' })).body).toMatchObject({ code: 'idempotency_key_reused' });
    const kept = JSON.stringify(await app.db.query('select * from idempotency_keys'));
    expect(kept).not.toContain(first.body.token);
  });

  it('is not looked for where a header is nonsense', async () => {
    for (const header of ['Bearer', 'Bearer ', 'Basic YTpi', 'Bearer fdt_\u00e9', `Bearer ${'x'.repeat(5000)}`]) {
      expect((await app.anyone.with({ Authorization: header }).get('/me')).status).toBe(401);
    }
  });
});
