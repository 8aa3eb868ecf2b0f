import { io, type Socket } from 'socket.io-client';
import { newId } from '../../src/platform/ids.js';
import type { TestApp } from '../harness/app.js';
import type { Person } from '../harness/people.js';
import { desk, type ChatInbox } from './visitors.js';

const SHOP = 'https://shop.example';
const EVIL = 'https://evil.example';

let app: TestApp;
let admin: Person;
let inbox: ChatInbox;
const open: Socket[] = [];

beforeAll(async () => {
  ({ app, admin, inbox } = await desk({ allowedOrigins: [SHOP, '*.shop.example'] }));
});
afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
afterAll(() => app?.close());

const poll = (origin: string, method = 'GET') =>
  fetch(`${app.url}/socket.io/?EIO=4&transport=polling`, {
    method,
    headers: { origin, ...(method === 'OPTIONS' && { 'access-control-request-method': 'POST' }) },
  });

/** 'connected', or why not. By long polling alone, as behind a proxy that knows no WebSocket. */
function enter(namespace: string, origin: string, more: Record<string, unknown> = {}): Promise<string> {
  const { headers, ...options } = more as { headers?: Record<string, string> };
  const socket = io(`${app.url}${namespace}`, {
    transports: ['polling'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin, ...headers },
    ...options,
  });
  open.push(socket);
  return new Promise((done) => {
    socket.on('connect', () => done('connected'));
    socket.on('connect_error', (error) => done(error.message));
  });
}

describe('long polling from a page of another site', () => {
  it('may be read by pages that an inbox lists, never with their cookies', async () => {
    for (const origin of [SHOP, 'https://br.shop.example']) {
      const answer = await poll(origin);
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
    const preflight = await poll(SHOP, 'OPTIONS');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(SHOP);
  });

  it('may not be read by any other', async () => {
    for (const method of ['GET', 'OPTIONS'])
      expect((await poll(EVIL, method)).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('chats', async () => {
    expect(await enter('/chat', SHOP, { auth: { inbox: inbox.publicKey } })).toBe('connected');
    expect(await enter('/chat', EVIL, { auth: { inbox: inbox.publicKey } })).not.toBe('connected');
  });

  it('never reaches the namespace of the agents, whatever cookie comes along', async () => {
    const headers = { cookie: admin.cookie };
    expect(await enter('/agent', SHOP, { headers })).toBe('unauthorized');
    expect(await enter('/agent', app.url, { headers })).toBe('connected');
  });

  it('follows the list as soon as it changes', async () => {
    const { body } = await admin.get<{ version: number }>(`/inboxes/${inbox.id}`);
    const changed = await admin.patch(`/inboxes/${inbox.id}`, {
      version: body.version,
      settings: { allowedOrigins: [EVIL] },
    });
    expect(changed.status).toBe(200);
    await app.settle();

    expect((await poll(SHOP)).headers.get('access-control-allow-origin')).toBeNull();
    expect((await poll(EVIL)).headers.get('access-control-allow-origin')).toBe(EVIL);
  });
});

describe('a visitor who asks again and again', () => {
  let token = '';
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${app.url}/api/v1/chat${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as T;
  };
  const news = async (after: number) =>
    (await ask<{ events: { event: string; data: object }[] }>('GET', `/events?after=${after}&wait=0`)).events;

  it('learns once that the team has read, also where that happened between two polls', async () => {
    token = (await ask<{ visitor: string }>('POST', '/session', { inbox: inbox.publicKey })).visitor;
    const { ticket } = await ask<{ ticket: number }>('POST', '/messages', { clientId: newId(), text: 'Anybody?' });
    expect((await news(0)).map(({ event }) => event)).toEqual(['message']);

    expect((await admin.post(`/tickets/${ticket}/messages`, { kind: 'reply', text: 'Yes.' })).status).toBe(201);
    await app.settle();

    expect(await news(1)).toEqual([
      { event: 'message', data: expect.objectContaining({ seq: 2, text: 'Yes.' }) },
      { event: 'read', data: { seq: expect.any(Number) } },
    ]);
    expect(await news(2)).toEqual([]);
  });
});
