import { ChatClient, type ChatClientOptions } from './chat.client.js';
import { ManualScheduler, ScriptedServer, settled } from './scripted.server.js';
import { MemoryStorage } from './storage.js';
import type { OpenTransport } from './transport.js';

let ids = 0;
let server: ScriptedServer;
let time: ManualScheduler;
let storage: MemoryStorage;

beforeEach(() => {
  ids = 0;
  server = new ScriptedServer();
  time = new ManualScheduler();
  storage = new MemoryStorage();
});

const client = (options: Partial<ChatClientOptions> = {}): ChatClient =>
  new ChatClient({
    inbox: 'wgt_1',
    transports: [server.transport],
    storage,
    scheduler: time,
    newId: () => `id-${(ids += 1)}`,
    random: () => 0.5,
    ...options,
  });

async function online(options: Partial<ChatClientOptions> = {}): Promise<ChatClient> {
  const chat = client(options);
  await chat.start();
  await settled();
  expect(chat.state.connection).toBe('online');
  return chat;
}

const texts = (chat: ChatClient): string[] => chat.state.messages.map((m) => m.text);
const stored = (): string[] => server.messages.map((m) => m.text);

describe('saying something', () => {
  it('is acknowledged, shown once and no longer kept on the device', async () => {
    const chat = await online();

    await chat.send('hello');
    await settled();

    expect(texts(chat)).toEqual(['hello']);
    expect(chat.state.waiting).toEqual([]);
    expect(await storage.list('out:')).toEqual([]);
    expect(chat.state.conversation).toMatchObject({ id: 'c1', ticket: 1 });
  });

  it('waits on the device, in order, while there is no connection', async () => {
    server.accepting = false;
    const chat = client();
    await chat.start();
    await chat.send('one');
    await chat.send('two');
    expect(chat.state.waiting.map((w) => w.text)).toEqual(['one', 'two']);
    expect(await storage.list('out:')).toHaveLength(2);

    server.accepting = true;
    await time.advance(60_000);

    expect(stored()).toEqual(['one', 'two']);
    expect(chat.state.waiting).toEqual([]);
  });

  it('survives the page: the next one sends what the last one could not', async () => {
    server.accepting = false;
    const first = client();
    await first.start();
    await first.send('written on the first page');
    first.stop();

    server.accepting = true;
    const second = await online();
    await settled();

    expect(stored()).toEqual(['written on the first page']);
    expect(texts(second)).toEqual(['written on the first page']);
  });

  it('goes on in memory where the browser refuses to store', async () => {
    const refusing = { read: fail, write: fail, remove: fail, list: fail };
    const chat = await online({ storage: refusing });

    await chat.send('hello');
    await settled();

    expect(stored()).toEqual(['hello']);
  });
});

describe('a network that fails', () => {
  it('in the way to the server: the same id is sent again until it is acknowledged', async () => {
    const chat = await online();
    server.up = false;
    await chat.send('hello');
    await time.advance(30_000);
    expect(stored()).toEqual([]);

    server.up = true;
    await time.advance(60_000);

    expect(stored()).toEqual(['hello']);
    expect(new Set(server.calls('message').map((m) => (m as { clientId: string }).clientId))).toEqual(
      new Set(['id-1']),
    );
    expect(chat.state.waiting).toEqual([]);
  });

  it('in the way back: the message exists once although its acknowledgement was lost', async () => {
    const chat = await online();
    server.down = false;
    await chat.send('hello');
    await chat.send('again');
    await time.advance(12_000);

    server.down = true;
    await time.advance(60_000);

    expect(stored()).toEqual(['hello', 'again']);
    expect(texts(chat)).toEqual(['hello', 'again']);
    expect(chat.state.waiting).toEqual([]);
  });

  it('in the way back while the agent writes: the missing messages are fetched', async () => {
    const chat = await online();
    server.agentSays('lost 1', { deliver: false });
    server.agentSays('lost 2', { deliver: false });

    server.agentSays('arrived');
    await settled();

    expect(texts(chat)).toEqual(['lost 1', 'lost 2', 'arrived']);
  });

  it('a server that restarts: nothing is lost and nothing doubled', async () => {
    const chat = await online();
    server.holdAcks = true;
    await chat.send('one');
    await chat.send('two');
    await settled();
    server.dropAll();
    server.holdAcks = false;
    server.agentSays('while you were away', { deliver: false });

    await time.advance(60_000);

    expect(texts(chat)).toEqual(['one', 'while you were away', 'two']);
  });

  it('gives up a connection that looks alive but does not answer', async () => {
    const chat = await online();
    server.up = false;
    await chat.send('hello');
    await time.advance(20_000);
    expect(chat.state.connection).not.toBe('online');
  });

  it('falls back to another way to connect where the first one never works', async () => {
    const dead: OpenTransport = (_, listener) => {
      queueMicrotask(() => listener.down());
      return { request: () => Promise.reject(new Error('dead')), notify: () => undefined, close: () => undefined };
    };
    const chat = client({ transports: [dead, server.transport] });
    await chat.start();

    await time.advance(10_000);

    expect(chat.state.connection).toBe('online');
  });
});

describe('acknowledgements and messages in any order', () => {
  it('takes its own message that comes back as the acknowledgement', async () => {
    const chat = await online();
    server.holdAcks = true;
    await chat.send('hello');
    await settled();
    expect(chat.state.waiting).toEqual([]);

    server.releaseAcks('reversed');
    await settled();

    expect(texts(chat)).toEqual(['hello']);
  });

  it('fetches what the acknowledgement shows to be missing', async () => {
    const chat = await online();
    server.sendsOwnBack = false;
    server.agentSays('unseen', { deliver: false });

    await chat.send('mine');
    await settled();

    expect(texts(chat)).toEqual(['unseen', 'mine']);
  });

  it('shows a message that arrives twice once', async () => {
    const chat = await online();
    const message = server.agentSays('once');

    server.broadcast(message);
    await settled();

    expect(texts(chat)).toEqual(['once']);
  });
});

describe('two tabs', () => {
  it('show the same and send what waits once', async () => {
    server.accepting = false;
    const left = client();
    await left.start();
    await left.send('written in the left tab');
    const right = client();
    await right.start();
    await settled();
    server.accepting = true;

    await time.advance(60_000);
    await right.send('written in the right tab');
    await settled();

    expect(stored()).toEqual(['written in the left tab', 'written in the right tab']);
    expect(texts(left)).toEqual(texts(right));
    expect([...left.state.waiting, ...right.state.waiting]).toEqual([]);
  });
});

describe('a laptop that sleeps', () => {
  it('asks on waking and reconnects where nobody answers', async () => {
    const chat = await online();
    server.agentSays('while you slept', { deliver: false });
    time.sleep(600_000);
    server.up = false;
    void chat.wake();
    await time.advance(4_500);
    expect(chat.state.connection).not.toBe('online');

    server.up = true;
    await time.advance(60_000);

    expect(texts(chat)).toEqual(['while you slept']);
  });

  it('only asks where the connection still works', async () => {
    const chat = await online();
    server.agentSays('while you slept', { deliver: false });

    await chat.wake();

    expect(texts(chat)).toEqual(['while you slept']);
    expect(server.handshakes).toHaveLength(1);
  });
});

describe('what a server refuses', () => {
  it('waits as long as it says when there is too much, and keeps the order', async () => {
    const chat = await online();
    server.refuse = () => ({ ok: false, error: { code: 'rate_limited', message: 'slow down', retryAfter: 5_000 } });
    await chat.send('one');
    await chat.send('two');
    await settled();
    expect(server.calls('message')).toHaveLength(1);
    server.refuse = undefined;

    await time.advance(4_900);
    expect(stored()).toEqual([]);
    await time.advance(200);

    expect(stored()).toEqual(['one', 'two']);
  });

  it.each(['too_long', 'bad_request', 'closed'] as const)(
    'keeps what was %s for the visitor and lets the next pass',
    async (code) => {
      const chat = await online();
      server.refuse = ({ text }) => (text === 'bad' ? { ok: false, error: { code, message: 'no' } } : undefined);

      await chat.send('bad');
      await chat.send('good');
      await settled();

      expect(stored()).toEqual(['good']);
      expect(chat.state.waiting).toMatchObject([{ text: 'bad', state: 'refused', error: { code } }]);
      await chat.discard('id-1');
      expect(chat.state.waiting).toEqual([]);
      expect(await storage.list('out:')).toEqual([]);
    },
  );

  it('does not hammer a server that does not want it', async () => {
    let tries = 0;
    const closed: OpenTransport = (_, listener) => {
      tries += 1;
      queueMicrotask(() => listener.down({ code: 'unauthorized', message: 'no such inbox' }));
      return { request: () => Promise.reject(new Error('closed')), notify: () => undefined, close: () => undefined };
    };
    const chat = client({ transports: [closed] });
    await chat.start();

    await time.advance(59_000);

    expect(tries).toBe(1);
    expect(chat.state).toMatchObject({ connection: 'refused', refusal: { code: 'unauthorized' } });
  });
});

describe('who the visitor is', () => {
  it('comes back with the token of the first session', async () => {
    (await online()).stop();

    await online();

    expect(server.handshakes.map((h) => h.visitor)).toEqual([undefined, 'visitor-1']);
  });

  it('does not touch the device before the start', () => {
    const touched = jestStorage();
    client({ storage: touched.storage });
    expect(touched.count()).toBe(0);
  });
});

describe('read marks and typing', () => {
  it('counts what the team said and the visitor has not read', async () => {
    const chat = await online();
    server.agentSays('one');
    server.agentSays('two');
    expect(chat.state.unread).toBe(2);

    chat.read(2);
    chat.read(1);

    expect(chat.state).toMatchObject({ unread: 0, readSeq: 2 });
    expect(server.calls('read')).toEqual([{ seq: 2 }]);
  });

  it('tells after a reconnect what was read meanwhile', async () => {
    const chat = await online();
    server.agentSays('one');
    server.dropAll();
    chat.read(1);

    await time.advance(30_000);

    expect(server.calls('read')).toContainEqual({ seq: 1 });
  });

  it('never takes a read mark of the team back', async () => {
    const chat = await online();
    server.tellAll('read', { seq: 4 });
    server.tellAll('read', { seq: 2 });
    expect(chat.state.teamReadSeq).toBe(4);
  });

  it('tells typing at most every three seconds and its end once', async () => {
    const chat = await online();

    for (let i = 0; i < 10; i += 1) {
      chat.typing(true);
      await time.advance(500);
    }
    chat.typing(false);
    chat.typing(false);

    expect(server.calls('typing')).toEqual([{ on: true }, { on: true }, { on: false }]);
  });

  it('forgets that somebody types when nothing more is heard', async () => {
    const chat = await online();
    server.tellAll('typing', { on: true, name: 'Rui' });
    expect(chat.state.typing).toBe('Rui');

    await time.advance(6_100);

    expect(chat.state.typing).toBeNull();
  });

  it('knows that the conversation rests, until somebody writes', async () => {
    const chat = await online();
    server.tellAll('ended', { by: 'agent', at: '2026-11-21T12:00:00.000Z' });
    expect(chat.state.ended).toMatchObject({ by: 'agent' });

    await chat.rate(5, 'quick');
    expect(chat.state.ended).toMatchObject({ rated: true });
    await chat.send('one more thing');

    expect(chat.state.ended).toBeNull();
  });
});

function fail(): Promise<never> {
  return Promise.reject(new Error('storage is off'));
}

function jestStorage(): { storage: MemoryStorage; count: () => number } {
  let calls = 0;
  const counting = new Proxy(new MemoryStorage(), {
    get: (target, key, receiver) => {
      calls += 1;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  return { storage: counting, count: () => calls };
}
