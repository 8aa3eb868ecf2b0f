import { createHmac } from 'node:crypto';
import type { VerifiedIdentity } from '../../src/channels/chat/protocol/protocol.js';
import { MemoryStorage } from '../../src/channels/chat/protocol/storage.js';
import type { TestApp } from '../harness/app.js';
import type { Person } from '../harness/people.js';
import { desk, leave, say, texts, until, visitor, type ChatInbox } from './visitors.js';

let app: TestApp;
let admin: Person;
let inbox: ChatInbox;

beforeAll(async () => {
  ({ app, admin, inbox } = await desk());
});
afterEach(leave);
afterAll(() => app?.close());

const vouched = (id: string, more: Partial<VerifiedIdentity> = {}): VerifiedIdentity => ({
  id,
  hash: createHmac('sha256', inbox.identitySecret).update(id).digest('hex'),
  ...more,
});
const contactOf = async (ticket: number) =>
  (await admin.get<{ contact: { id: string; name: string } }>(`/tickets/${ticket}`)).body.contact;

describe('a device', () => {
  it('is stored by the hash of its token only', async () => {
    const ana = await visitor(app, inbox);
    const rows = await app.db.query<Record<string, unknown>[]>('select * from chat_visitors');
    expect(JSON.stringify(rows)).not.toContain(ana.visitorToken);
  });

  it('keeps what was said on it when its visitor signs in', async () => {
    const ana = await visitor(app, inbox);
    await say(ana, 'before I signed in');

    ana.identify(vouched('upgrade-1', { name: 'Ana Souza' }));
    await until(ana, (s) => s.connection !== 'online');
    await until(ana, (s) => s.connection === 'online');
    await say(ana, 'after I signed in');

    expect(texts(ana)).toEqual(['before I signed in', 'after I signed in']);
  });

  it('shows nothing of the person who signed in on it before', async () => {
    const storage = new MemoryStorage();
    const ana = await visitor(app, inbox, 'socket', { storage, identity: vouched('shared-ana') });
    await say(ana, 'Ana’s secret');
    ana.stop();

    const bob = await visitor(app, inbox, 'socket', { storage, identity: vouched('shared-bob') });
    expect(texts(bob)).toEqual([]);
    const nobody = await visitor(app, inbox, 'socket', { storage });
    expect(texts(nobody)).toEqual([]);
  });
});

describe('a verified person', () => {
  it('has one conversation on all devices, live', async () => {
    const [phone, laptop] = await Promise.all([
      visitor(app, inbox, 'socket', { identity: vouched('devices-1') }),
      visitor(app, inbox, 'http', { identity: vouched('devices-1') }),
    ]);

    await say(phone, 'from the phone');
    await until(laptop, (s) => s.messages.length === 1);
    await say(laptop, 'from the laptop');
    await until(phone, (s) => s.messages.length === 2);

    expect(texts(phone)).toEqual(texts(laptop));
  });

  it('whose id is the address is the contact of that address; an address beside the id is only a claim', async () => {
    const owner = await visitor(app, inbox, 'socket', {
      identity: vouched('ceo@customer.example', { email: 'ceo@customer.example', name: 'The Owner' }),
    });
    await say(owner, 'it is me');
    const thief = await visitor(app, inbox, 'socket', {
      identity: vouched('thief', { email: 'ceo@customer.example', name: 'The Thief' }),
    });
    await say(thief, 'no, it is me');

    const [real, claimed] = [
      await contactOf(owner.state.conversation!.ticket!),
      await contactOf(thief.state.conversation!.ticket!),
    ];
    expect(real.name).toBe('The Owner');
    expect(claimed.id).not.toBe(real.id);
  });
});

describe('two first messages', () => {
  it('in one millisecond, from two tabs, make one ticket', async () => {
    const storage = new MemoryStorage();
    const left = await visitor(app, inbox, 'socket', { storage });
    const right = await visitor(app, inbox, 'socket', { storage });
    expect(right.visitorToken).toBe(left.visitorToken);

    await Promise.all([left.send('from the left'), right.send('from the right')]);
    await until(left, (s) => s.messages.length === 2);
    await until(right, (s) => s.messages.length === 2);

    expect(texts(left)).toEqual(texts(right));
    expect(left.state.messages.map((m) => m.seq)).toEqual([1, 2]);
    const rows = await app.db.query<{ count: string }[]>(
      `select count(distinct ticket_id) from messages where text in ('from the left', 'from the right')`,
    );
    expect(Number(rows[0]!.count)).toBe(1);
  });
});
