import { TestApp } from '../harness/app.js';
import type { Door } from '../harness/door.js';
import { administrator, agent } from '../harness/people.js';

describe('an Idempotency-Key', () => {
  let app: TestApp;
  let admin: Door;
  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
  });
  afterAll(() => app.close());

  let used = 0;
  const key = (): { 'Idempotency-Key': string } => ({ 'Idempotency-Key': `key-${(used += 1)}` });
  const named = async (name: string): Promise<number> =>
    Number((await app.db.query('select count(*) from companies where name = $1', [name]))[0].count);

  it('makes the same write happen once and answers it the same way', async () => {
    const door = admin.with(key());

    const first = await door.post('/companies', { name: 'Once' });
    const again = await door.post('/companies', { name: 'Once' });

    expect(first.status).toBe(201);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await named('Once')).toBe(1);
  });

  it('holds when fifty arrive at the same time', async () => {
    const door = admin.with(key());

    const answers = await Promise.all(Array.from({ length: 50 }, () => door.post('/companies', { name: 'Fifty' })));

    expect(await named('Fifty')).toBe(1);
    for (const answer of answers) expect([201, 409]).toContain(answer.status);
    expect(answers.some((answer) => answer.status === 201)).toBe(true);
    for (const answer of answers.filter((a) => a.status === 409)) expect(answer.body.code).toBe('in_progress');
  });

  it('is refused for another request', async () => {
    const door = admin.with(key());
    await door.post('/companies', { name: 'Mine' });

    const other = await door.post('/companies', { name: 'Yours' });

    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(await named('Yours')).toBe(0);
  });

  it('is free again after a refusal, for the corrected request', async () => {
    const door = admin.with(key());
    expect((await door.post('/companies', { name: '' })).status).toBe(422);

    expect((await door.post('/companies', { name: 'Corrected' })).status).toBe(201);
  });

  it('belongs to its caller: another person may use the same', async () => {
    const same = key();
    const first = await admin.with(same).post('/companies', { name: 'Same key' });
    const second = await (await agent(app)).with(same).post('/companies', { name: 'Same key' });

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body.id).not.toBe(second.body.id);
  });

  it('is taken over where its first request died without an answer', async () => {
    const door = admin.with(key());
    await door.post('/companies', { name: 'Abandoned' });
    await app.db.query(
      `update idempotency_keys set status = null, body = null, at = now() - interval '2 minutes' where at = (select max(at) from idempotency_keys)`,
    );

    const again = await door.post('/companies', { name: 'Abandoned' });

    expect(again.status).toBe(201);
    expect(again.headers.has('idempotent-replayed')).toBe(false);
  });

  it('of more than 255 characters is refused', async () => {
    const long = await admin.with({ 'Idempotency-Key': 'k'.repeat(256) }).post('/companies', { name: 'Long' });

    expect(long).toMatchObject({ status: 422, body: { code: 'invalid_idempotency_key' } });
  });
});
