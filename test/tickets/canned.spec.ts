import { TestApp } from '../harness/app.js';
import { agent, lead, makeTeam, signIn, type Person } from '../harness/people.js';

interface Reply {
  id: string;
  shortcut: string;
  personal: boolean;
  version: number;
}

describe('canned replies of one’s own', () => {
  let app: TestApp;
  let boss: Person;
  let seller: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    boss = await lead(app);
    // Writes to customers, and may not manage what is shared.
    seller = await signIn(app, 'sales');
  });
  afterAll(() => app.close());

  const make = (person: Person, shortcut: string, more: object = {}) =>
    person.post<Reply>('/canned-replies', { shortcut, title: shortcut, text: 'Hello', ...more });
  const seenBy = async (person: Person): Promise<string[]> =>
    (await person.get<{ items: Reply[] }>('/canned-replies')).body.items.map(({ shortcut }) => shortcut);

  it('are kept by whoever may answer, and seen by nobody else', async () => {
    const made = await make(seller, 'mine', { personal: true });

    expect(made).toMatchObject({ status: 201, body: { personal: true, teamId: null } });
    expect(await seenBy(seller)).toContain('mine');
    expect(await seenBy(boss)).not.toContain('mine');
    expect((await boss.patch(`/canned-replies/${made.body.id}`, { text: 'Mine now' })).status).toBe(404);
    expect((await boss.delete(`/canned-replies/${made.body.id}`)).status).toBe(404);
    expect((await seller.patch(`/canned-replies/${made.body.id}`, { text: 'Hi', version: 1 })).body).toMatchObject({
      version: 2,
    });
    expect((await seller.delete(`/canned-replies/${made.body.id}`)).status).toBe(204);
  });

  it('may be called like a shared one, or like somebody else’s, but not like another of one’s own', async () => {
    await make(boss, 'hello');

    expect((await make(seller, 'hello', { personal: true })).status).toBe(201);
    expect((await make(await agent(app), 'hello', { personal: true })).status).toBe(201);
    expect((await make(seller, 'HELLO', { personal: true })).body).toMatchObject({ code: 'shortcut_taken' });
    expect(await seenBy(seller)).toEqual(['hello', 'hello']);
  });

  it('shared ones need the right to manage them', async () => {
    const shared = await make(boss, 'shared');
    const own = await make(seller, 'own', { personal: true });

    expect((await make(seller, 'for-all')).status).toBe(403);
    expect((await seller.patch(`/canned-replies/${shared.body.id}`, { text: 'Changed' })).status).toBe(403);
    expect((await seller.patch(`/canned-replies/${shared.body.id}`, { personal: true })).status).toBe(403);
    expect((await seller.delete(`/canned-replies/${shared.body.id}`)).status).toBe(403);
    expect((await seller.patch(`/canned-replies/${own.body.id}`, { personal: false })).status).toBe(403);
    expect((await make(await signIn(app, 'technician'), 'nobody', { personal: true })).status).toBe(403);
  });

  it('become shared, and one’s own again', async () => {
    const team = await makeTeam(app);
    const own = await make(boss, 'to-share', { personal: true });
    const change = (body: object) => boss.patch<Reply>(`/canned-replies/${own.body.id}`, body);

    expect((await change({ teamId: team.id })).body).toMatchObject({ errors: [{ path: 'teamId' }] });
    expect((await change({ personal: false, teamId: team.id })).body).toMatchObject({
      personal: false,
      teamId: team.id,
    });
    expect((await change({ personal: true })).body).toMatchObject({ personal: true, teamId: null });
  });
});
