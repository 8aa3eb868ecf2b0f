import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { probeRecipients } from '../../src/channels/email/check/smtp-probe.js';
import { makeDatabase, type TestDatabase } from '../harness/database.js';
import { until } from '../harness/platform.js';
import { Door } from '../harness/door.js';
import { freePort } from '../../src/platform/database/free-port.js';
import { describeWithRedis, startRedis, type RedisServer } from '../harness/redis.js';
import { Desk } from './desk.js';

jest.setTimeout(90_000);

const ADMIN = { email: 'ana@desk.example', password: 'correct horse battery' };

/** docker/compose.scaled.yaml by hand, with a second web server: on one PostgreSQL and one Redis. */
describeWithRedis('two web processes and two workers', () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'frontdesk-scaled-'));
  let redis: RedisServer;
  let database: TestDatabase;
  const desks: Desk[] = [];
  let admin: Door;
  let smtpPort: number;
  let socket: Socket;
  const heard: { name: string; body: unknown }[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    database = await makeDatabase();
    const shared = {
      DATA_DIR,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
    };
    smtpPort = await freePort();
    for (const ROLE of ['web', 'worker', 'worker']) desks.push(Desk.launch({ ...shared, ROLE }));
    // Receives mail, while people change inboxes at the first one.
    desks.push(Desk.launch({ ...shared, ROLE: 'web', SMTP_PORT: String(smtpPort) }));
    const [url] = await Promise.all(desks.map((desk) => desk.ready()));
    const signedIn = await new Door(url!).post('/session', ADMIN);
    expect(signedIn.status).toBe(201);
    const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    admin = new Door(url!, { cookie });
    socket = io(`${url}/agent`, { transports: ['websocket'], extraHeaders: { cookie, origin: url! } });
    socket.onAny((name: string, body: unknown) => heard.push({ name, body }));
    await until('the agent is connected', () => socket.connected);
    await socket.emitWithAck('subscribe', { views: ['all-open'] });
  });

  afterAll(async () => {
    socket?.disconnect();
    await Promise.all(desks.map((desk) => desk.interrupt()));
    await database?.drop();
    await redis?.stop();
    rmSync(DATA_DIR, { recursive: true, force: true });
  });

  it('takes a mail at the web process, works on it in a worker, and tells the agent’s socket', async () => {
    const inbox = await admin.post('/inboxes', { channel: 'email', name: 'Support', address: 'support@desk.example' });
    expect(inbox.status).toBe(201);

    const tried = await admin.post(`/inboxes/${String(inbox.body.id)}/test`, {
      name: 'João Lima',
      address: 'joao@customer.example',
      subject: 'Router offline',
      text: 'The router has been offline since nine.',
    });
    expect(tried.status).toBeLessThan(300);

    await until(
      'the ticket is there',
      async () => {
        const { body } = await admin.get<{ items: { subject: string }[] }>('/tickets?view=all-open');
        return body.items?.some((ticket) => ticket.subject === 'Router offline') ?? false;
      },
      30_000,
    );
    await until('the agent hears of it', () => heard.some(({ name }) => name === 'ticket' || name === 'event'), 10_000);
  });

  it('knows at every door at once which addresses there are', async () => {
    const says = async (address: string) =>
      (await probeRecipients('127.0.0.1', smtpPort, [address])).recipients[0]!.slice(0, 3);
    expect(await says('sales@desk.example')).toBe('550');

    const made = await admin.post('/inboxes', { channel: 'email', name: 'Sales', address: 'sales@desk.example' });

    expect(await says('sales@desk.example')).toBe('250');
    const { id, version } = made.body;
    await admin.patch(`/inboxes/${String(id)}`, { version, address: 'orders@desk.example' });
    expect(await says('orders@desk.example')).toBe('250');
    // Three times sooner than memory would have forgotten it by itself.
    await until('the old address is forgotten', async () => (await says('sales@desk.example')) === '550', 10_000);
  });

  it('does jobs in the workers only', async () => {
    const { body } = await admin.get<{ parts: Record<string, { ok: boolean; detail: string }> }>('//health/ready');

    expect(body.parts.jobs).toEqual({ ok: true, detail: 'run by another process' });
  });

  it('ends each process within ten seconds', async () => {
    const ends = await Promise.all(desks.splice(0).map((desk) => desk.interrupt()));

    for (const end of ends) expect(end).toEqual({ code: 0, seconds: expect.any(Number) });
    expect(Math.max(...ends.map((end) => end.seconds))).toBeLessThan(10);
  });
});
