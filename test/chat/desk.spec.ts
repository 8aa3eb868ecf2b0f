import type { TestApp } from '../harness/app.js';
import type { Person } from '../harness/people.js';
import { agentSocket, desk, leave, say, texts, until, visitor, type ChatInbox } from './visitors.js';

let app: TestApp;
let admin: Person;
let inbox: ChatInbox;

beforeAll(async () => {
  ({ app, admin, inbox } = await desk({ team: 'Araucária support' }));
});
afterEach(leave);
afterAll(() => app?.close());

/** The status that the migration makes the default of its category. */
const SOLVED = '01900000-0000-7000-8000-000000000006';

const reply = (ticket: number, text: string) =>
  admin.post<{ id: string }>(`/tickets/${ticket}/messages`, { kind: 'reply', text });

describe.each(['socket', 'http'] as const)('a visitor by %s', (how) => {
  it('opens a ticket with the first message, and reads the answer', async () => {
    const ana = await visitor(app, inbox, how);
    await say(ana, 'The router is dead');
    const ticket = ana.state.conversation!.ticket!;

    const whole = await admin.get<{ subject: string; channels: string[] }>(`/tickets/${ticket}`);
    expect(whole.body).toMatchObject({ subject: 'The router is dead', channels: ['chat'] });
    expect((await reply(ticket, 'Which lights are on?')).status).toBe(201);

    await until(ana, (s) => s.messages.length === 2);
    expect(texts(ana)).toEqual(['The router is dead', 'Which lights are on?']);
    expect(ana.state.messages[1]).toMatchObject({ from: { kind: 'agent', name: admin.name }, seq: 2 });
    expect(ana.state.unread).toBe(1);
  });

  it('sees that the team has read, and the team that the visitor has', async () => {
    const ana = await visitor(app, inbox, how);
    const asked = await say(ana, 'Anybody there?');
    const answer = await reply(ana.state.conversation!.ticket!, 'Yes.');
    await until(ana, (s) => s.messages.length === 2 && s.teamReadSeq >= asked);

    ana.read(2);

    await expectState(answer.body.id, 'read');
  });

  it('learns that the ticket is solved, rates it, and opens it again by writing', async () => {
    const ana = await visitor(app, inbox, how);
    await say(ana, 'A question');
    const number = ana.state.conversation!.ticket!;
    const ticket = (await admin.get<{ id: string; version: number }>(`/tickets/${number}`)).body;
    expect((await admin.patch(`/tickets/${ticket.id}`, { version: ticket.version, status: SOLVED })).status).toBe(200);

    await until(ana, (s) => s.ended !== null);
    expect(ana.state.ended).toMatchObject({ by: 'agent' });
    expect(await ana.rate(4, 'Quick')).toEqual({ ok: true });
    await say(ana, 'One more thing');

    const after = await admin.get<{ status: { category: string } }>(`/tickets/${number}`);
    expect(after.body.status.category).toBe('open');
    expect(ana.state.ended).toBeNull();
  });
});

describe('typing', () => {
  it('is seen by the other side, in both directions', async () => {
    const ana = await visitor(app, inbox);
    await say(ana, 'Hello');
    const { id: ticketId } = (await admin.get<{ id: string }>(`/tickets/${ana.state.conversation!.ticket}`)).body;
    const agent = await agentSocket(app, admin);
    await agent.emitWithAck('subscribe', { tickets: [ticketId] });
    await agent.emitWithAck('viewing', { ticketId });

    const heard = new Promise<object>((resolve) => agent.once('typing', resolve));
    ana.typing(true);
    expect(await heard).toMatchObject({ ticketId, on: true });

    await agent.emitWithAck('typing', { ticketId, on: true });
    await until(ana, (s) => s.typing === admin.name);
  });
});

describe('the team', () => {
  it('is shown by name, and as here when somebody is', async () => {
    await admin.patch('/me', { availability: 'away' });
    const ana = await visitor(app, inbox);
    expect(ana.state.team).toMatchObject({ name: 'Araucária support', online: false });

    await admin.patch('/me', { availability: 'online' });
    const agent = await agentSocket(app, admin);
    await agent.emitWithAck('availability', { state: 'online' });

    await until(ana, (s) => s.team?.online === true);
    expect(ana.state.team!.people![0]!.name).toBe(admin.name);
  });

  it('is back when its hours begin, where nobody is there outside of them', async () => {
    await admin.patch('/me', { availability: 'online' });
    const inTwoDays = new Date(Date.now() + 2 * 86_400_000);
    const day = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[inTwoDays.getUTCDay()]!;
    const made = await admin.post('/sla/calendars', {
      name: 'One day a week',
      timezone: 'UTC',
      hours: { [day]: [['09:00', '17:00']] },
      uses: [{ kind: 'inbox', id: inbox.id }],
    });
    expect(made.status).toBe(201);
    const ana = await visitor(app, inbox);
    expect(ana.state.team).toMatchObject({ online: true, opensAt: null });

    await admin.patch('/me', { availability: 'away' });

    await until(ana, (s) => s.team?.online === false);
    expect(ana.state.team!.opensAt).toBe(`${inTwoDays.toISOString().slice(0, 10)}T09:00:00.000Z`);
  });
});

describe('an inbox', () => {
  it('that is paused takes nobody in and lets its visitors go', async () => {
    const made = (await admin.post<ChatInbox>('/inboxes', { channel: 'chat', name: 'Short-lived' })).body;
    const ana = await visitor(app, made);

    await admin.patch(`/inboxes/${made.id}`, { version: made.version, state: 'paused' });

    await until(ana, (s) => s.connection !== 'online');
    expect((await app.anyone.post('/chat/session', { inbox: made.publicKey })).body).toMatchObject({
      code: 'unauthorized',
    });
  });

  it('that lists its pages refuses others', async () => {
    const made = (
      await admin.post<ChatInbox>('/inboxes', {
        channel: 'chat',
        name: 'Shop',
        settings: { allowedOrigins: ['https://shop.example'] },
      })
    ).body;
    const from = (origin: string) =>
      app.anyone.with({ Origin: origin }).post('/chat/session', { inbox: made.publicKey });

    expect((await from('https://shop.example')).status).toBe(200);
    expect((await from('https://evil.example')).body).toMatchObject({ code: 'unauthorized' });
    expect(
      (await app.anyone.with({ Origin: 'https://evil.example' }).get(`/chat/inbox?inbox=${made.publicKey}`)).status,
    ).toBe(401);
  });

  it('that is for verified visitors refuses the others', async () => {
    const made = (
      await admin.post<ChatInbox>('/inboxes', { channel: 'chat', name: 'Members', settings: { requireIdentity: true } })
    ).body;
    expect((await app.anyone.post('/chat/session', { inbox: made.publicKey })).body).toMatchObject({
      code: 'unauthorized',
    });
  });

  it('shows its secret once and never to the widget', async () => {
    expect(inbox.identitySecret).toMatch(/^ids_/);
    const shown = await admin.get(`/inboxes/${inbox.id}`);
    const page = await app.anyone.get(`/chat/inbox?inbox=${inbox.publicKey}`);
    expect(JSON.stringify([shown.body, page.body])).not.toContain(inbox.identitySecret);
    expect(page.body).toMatchObject({ name: 'Araucária support', color: '#0f6e6e', position: 'right' });
  });

  it('can be tried by a simulated visitor', async () => {
    expect((await admin.post(`/inboxes/${inbox.id}/test`, { text: 'a test of the chat' })).status).toBe(202);
    const found = await admin.get<{ items: { subject: string }[] }>('/tickets?channel=chat&limit=5');
    expect(found.body.items.map((t) => t.subject)).toContain('a test of the chat');
  });
});

describe('who may call from other pages', () => {
  it('is everybody, without cookies', async () => {
    const preflight = await app.anyone
      .with({ Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST' })
      .send('OPTIONS', '/chat/messages');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
  });
});

async function expectState(messageId: string, state: string): Promise<void> {
  const until = Date.now() + 5_000;
  for (;;) {
    const [row] = await app.db.query<{ state: string }[]>('select state from messages where id = $1', [messageId]);
    if (row?.state === state) return;
    if (Date.now() > until) throw new Error(`the message is ${row?.state}, not ${state}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
