import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, signIn, type Person } from '../harness/people.js';

interface Row {
  id: string;
  number: number;
  subject: string;
  version: number;
  seq: number;
  status: { id: string; name: string; category: string };
}
interface Page {
  items: Row[];
  nextCursor: string | null;
}

describe('tickets', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  afterAll(() => app.close());

  it('are opened for somebody who has never written', async () => {
    const team = await makeTeam(app);

    const opened = await boss.post('/tickets', {
      subject: 'Printer on fire',
      contact: { name: 'Ana Souza', email: 'ana@loja.example' },
      text: 'She called from the shop.',
      priority: 'high',
      teamId: team.id,
      tags: ['Fire', 'fire', ' printer '],
    });

    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      subject: 'Printer on fire',
      status: { category: 'new' },
      priority: 'high',
      contact: { name: 'Ana Souza' },
      team,
      assignee: null,
      tags: ['fire', 'printer'],
      conversations: [],
      participants: [
        { role: 'requester', name: 'Ana Souza' },
        { role: 'agent', id: boss.id },
      ],
      clocks: [],
      visits: [],
      links: [],
    });
    const said = await boss.get<{ items: object[] }>(`/tickets/${String(opened.body.number)}/messages`);
    expect(said.body.items).toMatchObject([{ kind: 'note', direction: 'internal', text: 'She called from the shop.' }]);
  });

  it('are found by id and by number', async () => {
    const ticket = await make.ticket();

    expect((await boss.get(`/tickets/${ticket.id}`)).body).toMatchObject({ number: ticket.number });
    expect((await boss.get(`/tickets/${ticket.number}`)).body).toMatchObject({ id: ticket.id });
    for (const none of ['999999999', 'nonsense', '01900000-0000-7000-8000-00000000dead', '99999999999999999999']) {
      expect((await boss.get(`/tickets/${none}`)).status).toBe(404);
    }
  });

  it('do not exist for somebody of another team', async () => {
    const [ours, theirs] = [await makeTeam(app), await makeTeam(app)];
    const stranger = await agent(app, { teamIds: [theirs.id] });
    const insider = await agent(app, { teamIds: [ours.id] });
    const ticket = await make.ticket({ teamId: ours.id });

    expect((await insider.get(`/tickets/${ticket.id}`)).status).toBe(200);
    for (const path of ['', '/messages', '/events']) {
      expect((await stranger.get(`/tickets/${ticket.id}${path}`)).status).toBe(404);
    }
    expect((await stranger.patch(`/tickets/${ticket.id}`, { version: 1, subject: 'x' })).status).toBe(404);
    expect((await stranger.post(`/tickets/${ticket.id}/messages`, { kind: 'note', text: 'x' })).status).toBe(404);
    const list = await stranger.get<Page>('/tickets?limit=200');
    expect(list.body.items.map((row) => row.id)).not.toContain(ticket.id);
  });

  it('change by a version, and say what happened', async () => {
    const ticket = await make.ticket();
    const ana = await agent(app);

    const changed = await boss.patch<Row>(`/tickets/${ticket.id}`, {
      version: 1,
      priority: 'high',
      assigneeId: ana.id,
      status: 'open',
    });

    expect(changed.body).toMatchObject({
      priority: 'high',
      assignee: { id: ana.id },
      status: { name: 'Open', category: 'open' },
      version: 2,
    });
    const events = await boss.get<{ items: { type: string; actor: object }[] }>(`/tickets/${ticket.id}/events?after=1`);
    expect(events.body.items.map((e) => e.type).sort()).toEqual([
      'ticket.assigned',
      'ticket.priority-changed',
      'ticket.status-changed',
    ]);
    expect(events.body.items[0]!.actor).toEqual({ kind: 'user', id: boss.id, name: boss.name });
    const late = await boss.patch(`/tickets/${ticket.id}`, { version: 1, priority: 'low' });
    expect(late.body).toMatchObject({ status: 409, code: 'stale_version', currentVersion: 2 });
  });

  it.each([
    ['an unknown member', { shoe: 1 }],
    ['a priority that is none', { priority: 'huge' }],
    ['a person who does not exist', { assigneeId: '01900000-0000-7000-8000-00000000dead' }],
    ['a team that does not exist', { teamId: '01900000-0000-7000-8000-00000000dead' }],
    ['a status in words', { status: 'done' }],
    ['null where a value must stand', { subject: null }],
    ['a text that cannot be stored', { subject: 'a\u0000b' }],
  ])('refuse %s', async (_, change) => {
    const ticket = await make.ticket();

    expect((await boss.patch(`/tickets/${ticket.id}`, { version: 1, ...change })).status).toBe(422);
  });

  it('are not changed by those who only read', async () => {
    const analyst = await signIn(app, 'analyst');
    const ticket = await make.ticket();

    expect((await analyst.get(`/tickets/${ticket.id}`)).status).toBe(200);
    expect((await analyst.patch(`/tickets/${ticket.id}`, { version: 1, subject: 'x' })).status).toBe(403);
    expect((await analyst.post('/tickets', { subject: 'x', contactId: ticket.contactId })).status).toBe(403);
  });

  it('are paged without loss or repeat, in every order', async () => {
    const contact = await make.contact();
    for (let n = 0; n < 7; n += 1) await make.ticket({ contactId: contact.id, priority: (n % 4) + 1 });

    for (const sort of ['due', 'updated', 'created', 'priority']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await boss.get<Page>(`/tickets?contact=${contact.id}&sort=${sort}&limit=3${cursor}`);
        expect(page.status).toBe(200);
        seen.push(...page.body.items.map((row) => row.id));
        cursor = page.body.nextCursor ? `&cursor=${page.body.nextCursor}` : '';
      } while (cursor);
      expect(new Set(seen).size).toBe(7);
      expect(seen).toHaveLength(7);
    }
  });

  it('are filtered', async () => {
    const [ana, contact] = [await agent(app), await make.contact()];
    const wanted = await make.ticket({
      contactId: contact.id,
      assigneeId: ana.id,
      priority: 4,
      tags: ['vip'],
      category: 'open',
    });
    await make.ticket({ contactId: contact.id, category: 'solved' });
    const only = async (query: string): Promise<string[]> =>
      (await boss.get<Page>(`/tickets?contact=${contact.id}&${query}`)).body.items.map((row) => row.id);

    for (const query of [
      `assignee=${ana.id}`,
      'priority=urgent,high',
      'tag=vip',
      'status=open',
      'status=unsolved',
      `status=${wanted.statusId}`,
      `status=new,${wanted.statusId}`,
      'view=all-open',
    ]) {
      expect([query, await only(query)]).toEqual([query, [wanted.id]]);
    }
    expect(await only('assignee=me')).toEqual([]);
    expect(await only('team=none')).toHaveLength(2);
    expect((await boss.get('/tickets?status=nonsense')).status).toBe(422);
    expect((await boss.get('/tickets?view=nonsense')).status).toBe(404);
    expect((await boss.get('/tickets?cursor=nonsense')).status).toBe(422);
  });
});
