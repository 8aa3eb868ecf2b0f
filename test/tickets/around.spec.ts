import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, signIn, type Person } from '../harness/people.js';

interface Listed<T> {
  items: T[];
}

describe('around a ticket', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  afterAll(() => app.close());

  it('a draft is kept for its writer, and two windows do not overwrite each other', async () => {
    const ticket = await make.ticket();
    const path = `/tickets/${ticket.id}/draft`;

    expect((await boss.get(path)).status).toBe(204);
    const first = await boss.put(path, { kind: 'reply', text: 'Dear', version: 0 });
    expect(first.body).toMatchObject({ kind: 'reply', text: 'Dear', version: 1 });
    expect((await boss.put(path, { kind: 'note', text: 'Dear Ana', version: 1 })).body).toMatchObject({ version: 2 });
    expect((await boss.put(path, { kind: 'note', text: 'Old', version: 1 })).body).toMatchObject({
      code: 'stale_version',
      currentVersion: 2,
    });
    expect((await (await agent(app)).get(path)).status).toBe(204);
    expect((await boss.delete(path)).status).toBe(204);
    expect((await boss.get(path)).status).toBe(204);
  });

  it('a draft remembers the message that it answers, and no message of another ticket', async () => {
    const [ticket, other] = [await make.ticket(), await make.ticket()];
    const said = await boss.post<{ id: string }>(`/tickets/${ticket.id}/messages`, { kind: 'note', text: 'Look here' });
    const draft = { kind: 'reply', text: 'To this', quotes: said.body.id, version: 0 };

    expect((await boss.put(`/tickets/${ticket.id}/draft`, draft)).body).toMatchObject({ quotes: said.body.id });
    expect((await boss.get(`/tickets/${ticket.id}/draft`)).body).toMatchObject({ quotes: said.body.id });
    const wrong = await boss.put(`/tickets/${other.id}/draft`, draft);
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'quotes' }] } });
    const without = { ...draft, quotes: null, version: 1 };
    expect((await boss.put(`/tickets/${ticket.id}/draft`, without)).body).toMatchObject({ quotes: null });
  });

  it('people follow', async () => {
    const [ticket, ana] = [await make.ticket(), await agent(app)];

    const followed = await boss.post(`/tickets/${ticket.id}/followers/${ana.id}`);
    await boss.post(`/tickets/${ticket.id}/followers/${ana.id}`);

    expect(followed.body).toMatchObject({ followers: [{ id: ana.id, name: ana.name }], version: 2 });
    expect((await boss.delete(`/tickets/${ticket.id}/followers/${ana.id}`)).status).toBe(204);
    expect((await boss.get(`/tickets/${ticket.id}`)).body).toMatchObject({ followers: [], version: 3 });
    expect((await boss.post(`/tickets/${ticket.id}/followers/${ticket.id}`)).status).toBe(404);
  });

  it('tickets are linked, and seen from both ends', async () => {
    const [parent, child] = [await make.ticket(), await make.ticket()];

    const linked = await boss.post<{ links: { id: string }[] }>(`/tickets/${parent.id}/links`, {
      otherId: child.id,
      kind: 'child',
    });

    expect(linked.body.links).toMatchObject([{ kind: 'child', ticket: { id: child.id, number: child.number } }]);
    expect((await boss.get(`/tickets/${child.id}`)).body).toMatchObject({
      links: [{ kind: 'parent', ticket: { id: parent.id } }],
    });
    expect((await boss.delete(`/tickets/${child.id}/links/${linked.body.links[0]!.id}`)).status).toBe(204);
    expect((await boss.get(`/tickets/${parent.id}`)).body).toMatchObject({ links: [] });
    expect((await boss.post(`/tickets/${parent.id}/links`, { otherId: parent.id, kind: 'related' })).status).toBe(422);
  });

  it('a link does not tell of a ticket that one may not see', async () => {
    const [ours, theirs] = [await makeTeam(app), await makeTeam(app)];
    const ana = await agent(app, { teamIds: [ours.id] });
    const [mine, hidden] = [await make.ticket({ teamId: ours.id }), await make.ticket({ teamId: theirs.id })];

    const refused = await ana.post(`/tickets/${mine.id}/links`, { otherId: hidden.id, kind: 'related' });

    expect(refused.status).toBe(404);
  });

  it('many tickets change at once, and come back', async () => {
    const [a, b] = [await make.ticket(), await make.ticket({ priority: 3 })];
    const missing = '01900000-0000-7000-8000-00000000dead';

    const done = await boss.post<{ undoId: string; changed: string[] }>('/tickets/bulk', {
      ids: [b.id, a.id, missing],
      change: { status: 'solved', priority: 'urgent', assigneeId: boss.id },
    });
    expect(done.body).toMatchObject({ changed: [a.id, b.id], failed: [{ id: missing, code: 'not_found' }] });
    const changedSince = await boss.get<{ version: number }>(`/tickets/${b.id}`);
    await boss.patch(`/tickets/${b.id}`, { version: changedSince.body.version, assigneeId: null });
    const undone = await boss.post(`/tickets/bulk/${done.body.undoId}/undo`);

    expect(undone.body).toEqual({ restored: [a.id, b.id], kept: [b.id] });
    expect((await boss.get(`/tickets/${a.id}`)).body).toMatchObject({
      status: { category: 'new' },
      solvedAt: null,
      priority: 'normal',
      assignee: null,
    });
    expect((await boss.get(`/tickets/${b.id}`)).body).toMatchObject({
      status: { category: 'new' },
      priority: 'high',
      assignee: null,
    });
    const again = await boss.post(`/tickets/bulk/${done.body.undoId}/undo`);
    expect(again.body).toMatchObject({ code: 'already_undone' });
  });

  it('of many that are solved at once, only those that wait for a visit stay open', async () => {
    const [plain, urgent] = [await make.ticket(), await make.ticket({ priority: 4 })];

    const done = await boss.post<{ failed: { id: string; code: string; detail: string }[] }>('/tickets/bulk', {
      ids: [urgent.id, plain.id],
      change: { status: 'solved' },
    });

    expect(done.body).toMatchObject({ changed: [plain.id], failed: [{ id: urgent.id, code: 'visit_open' }] });
    expect(done.body.failed[0]!.detail).toMatch(/^A visit is still open: W-\d+/);
    expect((await boss.get(`/tickets/${urgent.id}`)).body).toMatchObject({ status: { category: 'new' } });
  });

  it('a bulk change is taken back by its maker only, and reaches only what one sees', async () => {
    const [ours, theirs] = [await makeTeam(app), await makeTeam(app)];
    const ana = await agent(app, { teamIds: [ours.id] });
    const hidden = await make.ticket({ teamId: theirs.id });

    const done = await ana.post<{ undoId: string }>('/tickets/bulk', { ids: [hidden.id], change: { priority: 'low' } });

    expect(done.body).toMatchObject({ changed: [], failed: [{ code: 'not_found' }] });
    expect((await boss.post(`/tickets/bulk/${done.body.undoId}/undo`)).status).toBe(404);
  });

  it('macros do all of their steps or none', async () => {
    const { ticket } = await make.letter();
    const made = await boss.post<{ id: string; version: number }>('/macros', {
      name: 'Swap the router',
      actions: [
        { type: 'priority', value: 'high' },
        { type: 'tag', value: 'swap' },
        { type: 'reply', value: 'Hi {{customer.first_name}}, a new one comes for #{{ticket.number}}.' },
        { type: 'status', value: 'waiting_third_party' },
      ],
    });
    expect(made.status).toBe(201);

    const preview = await boss.get(`/tickets/${ticket.id}/macros/${made.body.id}`);
    const ran = await boss.post(`/tickets/${ticket.id}/macros/${made.body.id}`);

    expect(preview.body).toMatchObject({ change: { priority: 'high', tags: ['swap'] }, say: [{ kind: 'reply' }] });
    expect(ran.body).toMatchObject({
      priority: 'high',
      tags: ['swap'],
      status: { category: 'waiting_third_party' },
      waitingSince: null,
    });
    const said = await boss.get<Listed<{ text: string }>>(`/tickets/${ticket.id}/messages`);
    expect(said.body.items.at(-1)!.text).toMatch(new RegExp(`^Hi Customer, a new one comes for #${ticket.number}`));
    expect((await boss.get<Listed<{ name: string }>>('/tags')).body.items).toContainEqual({ name: 'swap' });
    const dispatcher = await signIn(app, 'dispatcher');
    expect((await dispatcher.post(`/tickets/${ticket.id}/macros/${made.body.id}`)).status).toBe(403);
    expect((await (await agent(app)).post('/macros', { name: 'x', actions: [] })).status).toBe(403);
    expect((await boss.post('/macros', { name: 'x', actions: [{ type: 'explode' }] })).status).toBe(422);
    expect(
      (await boss.post('/macros', { name: 'swap the ROUTER', actions: [{ type: 'tag', value: 'x' }] })).body,
    ).toMatchObject({ code: 'name_taken' });
  });

  it('canned replies are for everybody or for a team', async () => {
    const [ours, theirs] = [await makeTeam(app), await makeTeam(app)];
    const ana = await agent(app, { teamIds: [ours.id] });
    const make1 = (shortcut: string, teamId: string | null) =>
      boss.post<{ id: string }>('/canned-replies', { shortcut, title: shortcut, text: 'Hello', teamId });
    await make1('hello', null);
    const own = await make1('ours', ours.id);
    const other = await make1('theirs', theirs.id);

    const seen = await ana.get<Listed<{ shortcut: string }>>('/canned-replies');

    expect(seen.body.items.map((reply) => reply.shortcut)).toEqual(['hello', 'ours']);
    expect((await make1('HELLO', null)).body).toMatchObject({ code: 'shortcut_taken' });
    expect((await ana.patch(`/canned-replies/${own.body.id}`, { text: 'Hi', version: 1 })).body).toMatchObject({
      version: 2,
    });
    expect((await ana.delete(`/canned-replies/${other.body.id}`)).status).toBe(404);
  });

  it('statuses are named within their category', async () => {
    const made = await boss.post<{ id: string }>('/statuses', {
      name: 'With the vendor',
      category: 'waiting_third_party',
    });
    const ticket = await make.ticket();

    const moved = await boss.patch(`/tickets/${ticket.id}`, { version: 1, status: made.body.id });

    expect(moved.body).toMatchObject({ status: { name: 'With the vendor', category: 'waiting_third_party' } });
    expect((await boss.patch(`/statuses/${made.body.id}`, { category: 'open' })).body).toMatchObject({
      code: 'status_in_use',
    });
    expect((await boss.patch(`/statuses/${made.body.id}`, { isDefault: true })).body).toMatchObject({
      isDefault: true,
    });
    expect((await boss.patch(`/statuses/${made.body.id}`, { retired: true })).body).toMatchObject({
      code: 'default_status',
    });
    expect((await (await agent(app)).post('/statuses', { name: 'x', category: 'open' })).status).toBe(403);
  });

  it('views are saved, shared by those who may, and counted', async () => {
    const [ana, other] = [await agent(app), await agent(app)];
    const contact = await make.contact();
    await make.ticket({ contactId: contact.id, tags: ['vip'] });
    await make.ticket({ contactId: contact.id, tags: ['vip'], category: 'solved' });

    const saved = await ana.post<{ id: string; version: number }>('/views', {
      name: 'VIP',
      filter: { tag: 'vip', contact: contact.id, status: ['unsolved'] },
    });

    expect(saved.status).toBe(201);
    expect((await ana.get<Listed<object>>(`/tickets?view=${saved.body.id}`)).body.items).toHaveLength(1);
    const counts = await ana.get<{ viewId: string; count: number; more: boolean }[]>('/views/counts');
    expect(counts.body).toContainEqual({ viewId: saved.body.id, count: 1, more: false });
    expect(counts.body.map((c) => c.viewId)).toEqual(expect.arrayContaining(['mine', 'unassigned', 'all-open']));
    expect((await other.get(`/tickets?view=${saved.body.id}`)).status).toBe(404);
    expect((await ana.patch(`/views/${saved.body.id}`, { shared: true, version: 1 })).status).toBe(403);
    expect((await ana.post('/views', { name: 'x', filter: { shoe: 1 } })).body).toMatchObject({
      errors: [{ path: 'filter.shoe' }],
    });
    expect((await other.delete(`/views/${saved.body.id}`)).status).toBe(404);
    expect((await ana.delete(`/views/${saved.body.id}`)).status).toBe(204);
  });

  it('files are uploaded, sent, and fetched by those who see the ticket', async () => {
    const [ours, theirs] = [await makeTeam(app), await makeTeam(app)];
    const ana = await agent(app, { teamIds: [ours.id] });
    const stranger = await agent(app, { teamIds: [theirs.id] });
    const { ticket } = await make.letter({ teamId: ours.id });
    const form = new FormData();
    form.set('file', new Blob(['<script>alert(1)</script>'], { type: 'image/png' }), '../Ação "1".png');

    const file = await ana.post<{ id: string; name: string; type: string }>('/attachments', form);
    expect(file.body).toMatchObject({ name: 'Ação 1.png', type: 'application/octet-stream', size: 25 });
    expect((await stranger.get(`/attachments/${file.body.id}`)).status).toBe(404);
    const refused = await stranger.post(`/tickets/${(await make.ticket()).id}/messages`, {
      kind: 'note',
      text: 'x',
      attachments: [file.body.id],
    });
    expect(refused.status).toBe(422);
    const note = await ana.post(`/tickets/${ticket.id}/messages`, {
      kind: 'note',
      text: 'x',
      attachments: [file.body.id],
    });
    expect(note.body).toMatchObject({
      attachments: [{ id: file.body.id, url: `/api/v1/attachments/${file.body.id}` }],
    });

    const fetched = await boss.get(`/attachments/${file.body.id}?inline=1`);
    expect(fetched.status).toBe(200);
    expect(fetched.headers.get('content-type')).toBe('application/octet-stream');
    expect(fetched.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''A%C3%A7%C3%A3o%201.png`);
    expect((await stranger.get(`/attachments/${file.body.id}`)).status).toBe(404);
    expect((await ana.post('/attachments', new FormData())).status).toBe(422);
  });
});
