import { MemoryStorage } from '../../src/channels/chat/protocol/storage.js';
import type { TestApp } from '../harness/app.js';
import { customer, enter, type SignedInCustomer } from '../harness/customers.js';
import type { Person } from '../harness/people.js';
import { desk, leave, say, texts, until, visitor, type ChatInbox } from '../chat/visitors.js';

interface ChatDoor {
  inbox: string;
  visitor: string;
}
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a customer who chats from the portal', () => {
  let app: TestApp;
  let admin: Person;
  let inbox: ChatInbox;

  beforeAll(async () => {
    ({ app, admin, inbox } = await desk());
  });
  afterEach(leave);
  afterAll(() => app?.close());

  /** As the portal's page does it. */
  const chatOf = async (who: SignedInCustomer, how: 'socket' | 'http' = 'socket') => {
    const { body } = await who.post<ChatDoor>('/portal/chat');
    const storage = new MemoryStorage();
    await storage.write(`visitor:${body.inbox}`, body.visitor);
    return visitor(app, inbox, how, { storage });
  };
  const overHttp = (token: string) => app.anyone.with({ Authorization: `Bearer ${token}` });

  it('is known: the ticket is theirs, and the answer comes at once', async () => {
    const ana = await customer(app, { name: 'Ana Souza' });
    expect((await ana.get<{ chat: boolean }>('/portal/me')).body.chat).toBe(true);
    const chat = await chatOf(ana);

    await say(chat, 'The router is dead');
    const number = chat.state.conversation!.ticket!;
    const ticket = (await admin.get<{ id: string; contact: { id: string } }>(`/tickets/${number}`)).body;
    await admin.post(`/tickets/${number}/messages`, { kind: 'reply', text: 'Which lights are on?' });
    await until(chat, (s) => s.messages.length === 2);

    expect(ticket.contact.id).toBe(ana.contactId);
    expect(texts(chat)).toEqual(['The router is dead', 'Which lights are on?']);
    const said = await ana.get<{ items: { text: string }[] }>(`/portal/tickets/${number}/messages`);
    expect(said.body.items.map(({ text }) => text)).toEqual(['The router is dead', 'Which lights are on?']);
  });

  it('marks what waits to be read, until it was read on any device', async () => {
    const ana = await customer(app, { name: 'Ana' });
    const chat = await chatOf(ana);
    const unread = async (who = ana) => (await who.get<{ chatUnread: number }>('/portal/me')).body.chatUnread;
    await say(chat, 'The router is dead');
    const number = chat.state.conversation!.ticket!;
    const answer = (text: string, kind = 'reply') => admin.post(`/tickets/${number}/messages`, { kind, text });
    await answer('Which lights are on?');
    await answer('Are you there?');
    await answer('not for them', 'note');
    await until(chat, (s) => s.messages.length === 3);
    await app.settle();

    expect(await unread()).toBe(2);
    expect(await unread(await customer(app, { name: 'Bia' }))).toBe(0);

    const { visitor: token } = (await ana.post<ChatDoor>('/portal/chat')).body;
    await overHttp(token).post('/chat/read', { seq: chat.state.messages.at(-1)!.seq });
    expect(await unread()).toBe(0);
  });

  it('finds what was said on every device, and nobody else does', async () => {
    const ana = await customer(app, { name: 'Ana' });
    await say(await chatOf(ana), 'from the phone');
    const elsewhere = await enter(app, ana.accountId, { ...ana, id: ana.contactId });

    expect(texts(await chatOf(elsewhere, 'http'))).toEqual(['from the phone']);
    expect(texts(await chatOf(await customer(app, { name: 'Bia' })))).toEqual([]);
  });

  it('sends files, but no file of somebody else', async () => {
    const [ana, bia] = [await customer(app, { name: 'Ana' }), await customer(app, { name: 'Bia' })];
    const tokens = await Promise.all(
      [ana, bia].map(async (who) => (await who.post<ChatDoor>('/portal/chat')).body.visitor),
    );
    const form = new FormData();
    form.append('file', new Blob([PNG], { type: 'image/png' }), 'lights.png');
    const kept = (await overHttp(tokens[0]!).post<{ id: string }>('/chat/attachments', form)).body;
    const message = (clientId: string) => ({ clientId, text: 'Look', attachments: [kept.id] });

    expect((await overHttp(tokens[1]!).post('/chat/messages', message('b'))).status).toBe(400);
    const mine = await overHttp(tokens[0]!).post<{ ticket: number }>('/chat/messages', message('a'));

    expect(mine.status).toBe(200);
    const said = await ana.get<{ items: { attachments: { name: string }[] }[] }>(
      `/portal/tickets/${mine.body.ticket}/messages`,
    );
    expect(said.body.items[0]!.attachments).toMatchObject([{ name: 'lights.png' }]);
    expect((await bia.get(`/portal/tickets/${mine.body.ticket}`)).status).toBe(404);
  });

  it('is out of the chat when they leave the portal, on every way in', async () => {
    const ana = await customer(app, { name: 'Ana' });
    const chat = await chatOf(ana);
    await say(chat, 'before');
    const token = chat.visitorToken!;
    expect((await overHttp(token).get('/chat/messages')).status).toBe(200);

    await ana.delete('/portal/session');

    await until(chat, (s) => s.connection === 'refused');
    expect(chat.state.refusal).toMatchObject({ code: 'unauthorized' });
    expect((await overHttp(token).get('/chat/messages')).status).toBe(401);
    expect((await ana.post('/portal/chat')).status).toBe(401);
  });

  it('is out when our own people take the access away', async () => {
    const ana = await customer(app, { name: 'Ana' });
    const chat = await chatOf(ana);
    const { body } = await admin.get<{ items: { id: string; version: number }[] }>(
      `/contacts/${ana.contactId}/portal-accounts`,
    );

    const { version } = body.items[0]!;
    expect((await admin.patch(`/portal-accounts/${ana.accountId}`, { version, state: 'revoked' })).status).toBe(200);

    await until(chat, (s) => s.connection === 'refused');
  });

  it('takes no conversation of a person whose address became that of another', async () => {
    const ana = await customer(app, { name: 'Ana' });
    const chat = await chatOf(ana);
    await say(chat, 'a secret of Ana');
    const heir = await customer(app, { name: 'Heir' });
    await app.db.query('update contact_identities set contact_id = $2 where id = $1', [ana.identityId, heir.contactId]);

    expect((await overHttp(chat.visitorToken!).get('/chat/messages')).status).toBe(401);
    expect(texts(await chatOf(ana))).toEqual([]);
  });

  it('finds their conversation after two records of them were merged', async () => {
    const ana = await customer(app, { name: 'Ana S' });
    await say(await chatOf(ana), 'before the merge');
    const other = await customer(app, { name: 'Ana Souza' });
    const merged = await admin.post(`/contacts/${other.contactId}/merge`, { otherId: ana.contactId });
    expect(merged.status).toBe(200);

    expect(texts(await chatOf(ana))).toEqual(['before the merge']);
  });

  it('is told that there is no chat where no line is for them', async () => {
    const ana = await customer(app, { name: 'Ana' });
    const { version } = (await admin.get<{ version: number }>(`/inboxes/${inbox.id}`)).body;
    const set = (forCustomers: boolean, at: number) =>
      admin.patch<{ version: number }>(`/inboxes/${inbox.id}`, { version: at, settings: { forCustomers } });
    const off = await set(false, version);
    expect(off.status).toBe(200);

    expect((await ana.post('/portal/chat')).status).toBe(404);
    expect((await ana.get<{ chat: boolean }>('/portal/me')).body.chat).toBe(false);

    await set(true, off.body.version);
    expect((await ana.post('/portal/chat')).status).toBe(200);
  });
});
