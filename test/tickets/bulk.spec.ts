import { newId } from '../../src/platform/ids.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, signIn, type Person } from '../harness/people.js';

interface Listed<T> {
  items: T[];
}

interface Done {
  undoId: string;
  changed: string[];
  failed: { id: string; code: string; detail: string }[];
}

describe('many tickets at once', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  afterAll(() => app.close());

  const tagsOf = async (id: string) => (await boss.get<{ tags: string[] }>(`/tickets/${id}`)).body.tags;
  const saidOn = async (id: string) =>
    (await boss.get<Listed<{ text: string; direction: string }>>(`/tickets/${id}/messages`)).body.items;
  let macros = 0;
  const macro = async (...actions: { type: string; value: unknown }[]): Promise<string> => {
    macros += 1;
    return (await boss.post<{ id: string }>('/macros', { name: `Macro ${macros}`, actions })).body.id;
  };

  it('get tags and lose tags, each beside those that it has', async () => {
    const [a, b] = [await make.ticket(), await make.ticket()];
    await boss.patch(`/tickets/${a.id}`, { version: 1, tags: ['vip', 'old'] });

    const done = await boss.post<Done>('/tickets/bulk', {
      ids: [a.id, b.id],
      addTags: ['Router'],
      removeTags: ['old'],
    });

    expect(done.body).toMatchObject({ changed: [a.id, b.id], failed: [] });
    expect(await Promise.all([a, b].map(({ id }) => tagsOf(id)))).toEqual([['router', 'vip'], ['router']]);
    expect((await boss.get<Listed<{ name: string }>>('/tags')).body.items).toContainEqual({ name: 'router' });
    const again = await boss.post<Done>('/tickets/bulk', { ids: [a.id, b.id], addTags: ['router'] });
    expect(again.body.changed).toEqual([]);
    expect((await boss.post(`/tickets/bulk/${done.body.undoId}/undo`)).body).toMatchObject({ restored: [a.id, b.id] });
    expect(await Promise.all([a, b].map(({ id }) => tagsOf(id)))).toEqual([['old', 'vip'], []]);
  });

  it('the one that would have too many tags is named, and the others get theirs', async () => {
    const [full, plain] = [await make.ticket(), await make.ticket()];
    await boss.patch(`/tickets/${full.id}`, { version: 1, tags: Array.from({ length: 50 }, (_, at) => `t${at}`) });

    const done = await boss.post<Done>('/tickets/bulk', { ids: [full.id, plain.id], addTags: ['more'] });

    expect(done.body).toMatchObject({ changed: [plain.id], failed: [{ id: full.id, code: 'too_many_tags' }] });
    expect(await tagsOf(full.id)).toHaveLength(50);
  });

  it('go to a team, and from whoever may not give tickets nothing goes', async () => {
    const [a, b, team] = [await make.ticket(), await make.ticket(), await makeTeam(app)];
    const body = { ids: [a.id, b.id], change: { teamId: team.id } };

    const done = await boss.post<Done>('/tickets/bulk', body);

    expect(done.body.changed).toEqual([a.id, b.id]);
    expect((await boss.get(`/tickets/${b.id}`)).body).toMatchObject({ team: { id: team.id } });
    expect((await (await signIn(app, 'sales')).post('/tickets/bulk', body)).status).toBe(403);
  });

  it('tags need the right to change tickets, and not only that to give them', async () => {
    const ticket = await make.ticket();
    const role = await (
      await signIn(app, 'administrator')
    ).post<{ id: string }>('/roles', {
      name: 'Distributes',
      permissions: ['tickets:read', 'tickets:assign'],
      ticketScope: 'all',
    });
    const giver = await signIn(app, role.body.id);

    const given = await giver.post<Done>('/tickets/bulk', { ids: [ticket.id], change: { assigneeId: boss.id } });

    expect(given.body.changed).toEqual([ticket.id]);
    expect((await giver.post('/tickets/bulk', { ids: [ticket.id], addTags: ['x'] })).status).toBe(403);
    expect(await tagsOf(ticket.id)).toEqual([]);
  });

  it('a macro does all of its steps on each, and nothing on the one that cannot be answered', async () => {
    const [{ ticket: ana }, { ticket: rui }] = [await make.letter(), await make.letter()];
    const { ticket: silent, inbox } = await make.letter();
    await (await signIn(app, 'administrator')).delete(`/inboxes/${inbox.id}`);
    const id = await macro({ type: 'tag', value: 'Swap' }, { type: 'reply', value: 'On its way, #{{ticket.number}}' });

    const done = await boss.post<Done>(`/tickets/bulk/macros/${id}`, {
      ids: [silent.id, rui.id, ana.id],
      runId: newId(),
    });

    expect(done.body.changed).toEqual([ana.id, rui.id].sort());
    expect(done.body.failed).toMatchObject([{ id: silent.id, code: 'line_closed' }]);
    expect((await saidOn(ana.id)).at(-1)!.text).toBe(`On its way, #${ana.number}`);
    expect(await Promise.all([ana, rui, silent].map((one) => tagsOf(one.id)))).toEqual([['swap'], ['swap'], []]);
  });

  it('a macro that is sent again says nothing twice', async () => {
    const [{ ticket: first }, { ticket: second }] = [await make.letter(), await make.letter()];
    const id = await macro({ type: 'reply', value: 'We look into it' });
    const runId = newId();
    const answers = async (ticketId: string) =>
      (await saidOn(ticketId)).filter((one) => one.direction === 'out').length;

    await boss.post(`/tickets/bulk/macros/${id}`, { ids: [first.id], runId });
    const again = await boss.post<Done>(`/tickets/bulk/macros/${id}`, { ids: [first.id, second.id], runId });

    expect(again.body.changed).toEqual([first.id, second.id].sort());
    expect([await answers(first.id), await answers(second.id)]).toEqual([1, 1]);
    expect((await (await agent(app)).post(`/tickets/bulk/macros/${id}`, { ids: [second.id], runId })).status).toBe(404);
  });

  it('what a macro changed comes back, and what it said stays', async () => {
    const { ticket } = await make.letter();
    const id = await macro(
      { type: 'priority', value: 'urgent' },
      { type: 'tag', value: 'storm' },
      { type: 'reply', value: 'The storm has hit us too' },
    );
    const before = await boss.get<{ priority: string }>(`/tickets/${ticket.id}`);
    const done = await boss.post<Done>(`/tickets/bulk/macros/${id}`, { ids: [ticket.id], runId: newId() });

    const undone = await boss.post(`/tickets/bulk/${done.body.undoId}/undo`);

    expect(undone.body).toEqual({ restored: [ticket.id], kept: [] });
    expect((await boss.get(`/tickets/${ticket.id}`)).body).toMatchObject({
      priority: before.body.priority,
      tags: [],
      waitingSince: null,
    });
    expect((await saidOn(ticket.id)).at(-1)!.text).toMatch(/^The storm/);
    const late = await boss.post(`/tickets/bulk/macros/${id}`, { ids: [ticket.id], runId: done.body.undoId });
    expect(late.body).toMatchObject({ code: 'already_undone' });
  });

  it('a macro reaches what one sees, and says what one may say', async () => {
    const [ours, theirs] = [await makeTeam(app), await makeTeam(app)];
    const ana = await agent(app, { teamIds: [ours.id] });
    const hidden = await make.ticket({ teamId: theirs.id });
    const [tag, reply] = [
      await macro({ type: 'tag', value: 'seen' }),
      await macro({ type: 'tag', value: 'seen' }, { type: 'reply', value: 'Hello' }),
    ];

    const done = await ana.post<Done>(`/tickets/bulk/macros/${tag}`, { ids: [hidden.id], runId: newId() });
    const silenced = await (
      await signIn(app, 'dispatcher')
    ).post(`/tickets/bulk/macros/${reply}`, { ids: [hidden.id], runId: newId() });

    expect(done.body).toMatchObject({ changed: [], failed: [{ id: hidden.id, code: 'not_found' }] });
    expect(silenced.status).toBe(403);
    expect(await tagsOf(hidden.id)).toEqual([]);
    const missing = await boss.post(`/tickets/bulk/macros/${newId()}`, { ids: [hidden.id], runId: newId() });
    expect(missing.status).toBe(404);
  });

  it('those that wait for a visit are not solved by a macro, and named', async () => {
    const [plain, urgent] = [await make.ticket(), await make.ticket({ priority: 4 })];
    const id = await macro({ type: 'status', value: 'solved' });

    const done = await boss.post<Done>(`/tickets/bulk/macros/${id}`, { ids: [urgent.id, plain.id], runId: newId() });

    expect(done.body).toMatchObject({ changed: [plain.id], failed: [{ id: urgent.id, code: 'visit_open' }] });
  });
});
