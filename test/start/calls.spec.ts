import { jest } from '@jest/globals';
import pg from 'pg';
import { makeDatabase, type TestDatabase } from '../harness/database.js';
import { until } from '../harness/platform.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Desk } from './desk.js';

jest.setTimeout(120_000);

const ADMIN = { email: 'administrator@desk.example', password: 'a long enough password' };

/** kill -9 while somebody waits in line. Callers do not stop calling because we are away. */
describe('calls that were open when the desk was killed', () => {
  let database: TestDatabase;
  let folder: string;
  let db: pg.Client;
  let desk: Desk | undefined;

  beforeAll(async () => {
    database = await makeDatabase();
    folder = mkdtempSync(join(tmpdir(), 'frontdesk-calls-'));
    db = new pg.Client({ connectionString: database.url });
    await db.connect();
  });
  afterAll(async () => {
    await desk?.kill();
    await db?.end();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const launch = () =>
    (desk = Desk.launch({
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      REDIS_URL: process.env.FRONTDESK_TEST_REDIS ?? '',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
    }));

  it('end when it is back, each once, and what was said meanwhile is there', async () => {
    const url = await launch().ready();
    const post = async (path: string, body: object, cookie = '') => {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-requested-with': 'frontdesk', cookie },
        body: JSON.stringify(body),
      });
      const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
      return {
        status: answer.status,
        cookie: cookies.join('; '),
        body: (await answer.json()) as Record<string, string>,
      };
    };
    const { cookie } = await post('/session', ADMIN);
    const made = await post(
      '/inboxes',
      { channel: 'voice', name: 'Reception', address: '+551140000901', settings: { account: 'simulated' } },
      cookie,
    );
    expect(made.status).toBe(201);
    const inbox = made.body.id;
    const waits = await post(`/inboxes/${inbox}/simulated-calls`, { from: '+5511955550601' }, cookie);
    expect(waits.body.state).toBe('waiting');

    await desk!.kill();
    // The one who waited hangs up; another one speaks to the provider's fallback.
    await db.query(
      `update simulated_calls set call = call || '{"over": true, "waitUrl": null}'::jsonb where sid = $1`,
      [waits.body.sid],
    );
    const at = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
    await db.query(`insert into call_catch_ups values ($1, now() - interval '1 hour')`, [inbox]);
    await db.query('insert into simulated_calls (sid, inbox_id, call, updated_at) values ($1, $2, $3, now())', [
      'CAaway',
      inbox,
      JSON.stringify({
        kind: 'call',
        sid: 'CAaway',
        inboxId: inbox,
        from: '+5511955550602',
        to: '+551140000901',
        over: true,
        heard: [],
        startedAt: at(300),
        endedAt: at(280),
        recordings: [{ sid: 'REaway08', seconds: 8, source: 'RecordVerb', at: at(285) }],
      }),
    ]);

    await launch().ready();

    const rows = () =>
      db.query('select sid, state, outcome, ticket_id is not null as placed from calls order by started_at');
    await until('the calls are reconciled', async () => {
      const { rows: known } = await rows();
      return known.length === 2 && known.every(({ state }) => state === 'ended');
    });
    expect((await rows()).rows).toEqual([
      { sid: 'CAaway', state: 'ended', outcome: 'voicemail', placed: true },
      { sid: waits.body.sid, state: 'ended', outcome: 'abandoned', placed: true },
    ]);
    expect((await db.query('select number, why from call_backs order by number')).rows).toEqual([
      { number: '+5511955550601', why: 'abandoned' },
      { number: '+5511955550602', why: 'voicemail' },
    ]);
  });
});
