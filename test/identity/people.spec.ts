import { TestApp } from '../harness/app.js';
import { administrator, agent, lead, makeTeam, makeUser, signIn } from '../harness/people.js';

describe('people', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  it('see who they are and what they may do', async () => {
    const team = await makeTeam(app);
    const ana = await agent(app, { name: 'Ana', teamIds: [team.id] });

    const me = await ana.get('/me');

    expect(me.status).toBe(200);
    expect(me.body).toMatchObject({
      id: ana.id,
      name: 'Ana',
      roles: [{ key: 'agent' }],
      teams: [team],
      ticketScope: 'team',
      totpEnabled: false,
      mustEnrolTotp: false,
    });
    expect(me.body.permissions).toContain('users:read');
    expect(JSON.stringify(me.body)).not.toContain('hash');
  });

  it('are strangers without a session', async () => {
    const answer = await app.anyone.get('/me');

    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'unauthorized' });
  });

  it('change their own profile, and nothing else of themselves', async () => {
    const ana = await agent(app);

    expect((await ana.patch('/me', { theme: 'dark', language: 'pt-BR', availability: 'online' })).body).toMatchObject({
      theme: 'dark',
      language: 'pt-BR',
      availability: 'online',
    });
    expect((await ana.patch('/me', { email: 'else@desk.example' })).status).toBe(422);
    expect((await ana.patch('/me', { name: null })).status).toBe(422);
  });

  it('are listed page by page and found by a part of the name, also without accents', async () => {
    const admin = await administrator(app);
    for (const name of ['João Um', 'João Dois', 'João Três']) await makeUser(app, 'agent', { name });

    const first = await admin.get<{ items: { name: string }[]; nextCursor: string }>('/users?q=joao&limit=2');
    const second = await admin.get<{ items: { name: string }[]; nextCursor: null }>(
      `/users?q=joao&limit=2&cursor=${first.body.nextCursor}`,
    );

    expect([...first.body.items, ...second.body.items].map((u) => u.name)).toEqual([
      'João Dois',
      'João Três',
      'João Um',
    ]);
    expect(second.body.nextCursor).toBeNull();
  });

  it('are made by an administrator only', async () => {
    const [admin, someLead] = [await administrator(app), await lead(app)];
    const roles = await admin.get<{ items: { id: string; key: string }[] }>('/roles');
    const roleIds = [roles.body.items.find((r) => r.key === 'agent')!.id];
    const body = { email: 'Neu@Desk.Example', name: 'Neu', roleIds };

    expect((await someLead.post('/users', body)).status).toBe(403);
    const made = await admin.post('/users', body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ email: 'neu@desk.example', active: true, roles: [{ key: 'agent' }] });
    expect((await admin.post('/users', { ...body, email: 'neu@desk.example' })).body).toMatchObject({
      code: 'email_taken',
    });
    expect((await admin.post('/users', { ...body, email: 'x@y.example', password: 'password1' })).status).toBe(422);
  });

  it('keep their account when their address changes', async () => {
    const [admin, ana, rui] = [await administrator(app), await agent(app), await agent(app)];

    const changed = await admin.patch(`/users/${ana.id}`, { email: 'Ana.Nova@Desk.Example' });

    expect(changed.body).toMatchObject({ id: ana.id, email: 'ana.nova@desk.example' });
    expect((await admin.patch(`/users/${ana.id}`, { email: rui.email.toUpperCase() })).body).toMatchObject({
      code: 'email_taken',
    });
    expect((await ana.get('/me')).body).toMatchObject({ email: 'ana.nova@desk.example' });
  });

  it('lose their sessions and tokens when they are deactivated', async () => {
    const admin = await administrator(app);
    const ana = await agent(app);

    expect((await admin.patch(`/users/${ana.id}`, { active: false, version: 1 })).status).toBe(200);

    expect((await ana.get('/me')).status).toBe(401);
    expect((await admin.patch(`/users/${ana.id}`, { active: true, version: 1 })).status).toBe(409);
  });

  it('get a right at once, and lose it at once', async () => {
    const admin = await administrator(app);
    const ana = await agent(app);
    const role = await admin.post<{ id: string; version: number }>('/roles', {
      name: 'Auditor',
      permissions: ['audit:read'],
      ticketScope: 'own',
    });
    expect(role.status).toBe(201);

    const roleIds = [role.body.id];
    expect((await admin.patch(`/users/${ana.id}`, { roleIds })).status).toBe(200);
    expect((await ana.get('/me')).body).toMatchObject({ permissions: ['audit:read'] });

    await admin.patch(`/roles/${role.body.id}`, { permissions: [] });
    expect((await ana.get('/me')).body).toMatchObject({ permissions: [] });
    expect((await admin.delete(`/roles/${role.body.id}`)).body).toMatchObject({ code: 'role_in_use' });
  });

  it('cannot hand on more than they have', async () => {
    const admin = await administrator(app);
    const role = await admin.post<{ id: string }>('/roles', {
      name: 'People office',
      permissions: ['users:read', 'users:manage', 'roles:manage'],
      ticketScope: 'own',
    });
    const clerk = await signIn(app, role.body.id);
    const roles = await clerk.get<{ items: { id: string; key: string }[] }>('/roles');
    const roleIds = [roles.body.items.find((r) => r.key === 'administrator')!.id];

    expect((await clerk.patch(`/users/${clerk.id}`, { roleIds })).status).toBe(403);
    expect((await clerk.patch(`/users/${admin.id}`, { active: false })).status).toBe(403);
    expect((await clerk.post('/roles', { name: 'All', permissions: ['audit:read'], ticketScope: 'own' })).status).toBe(
      403,
    );
  });

  it('always leave one administrator', async () => {
    const admin = await administrator(app);
    await app.db.query(
      `delete from user_roles ur using roles r where r.id = ur.role_id and r.key = 'administrator' and ur.user_id <> $1`,
      [admin.id],
    );

    const answer = await admin.patch(`/users/${admin.id}`, { active: false });

    expect(answer.body).toMatchObject({ status: 409, code: 'last_administrator' });
  });
});

describe('teams', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  it('are made and filled by a lead', async () => {
    const [boss, ana] = [await lead(app), await agent(app, { name: 'Ana' })];

    const team = await boss.post<{ id: string }>('/teams', { name: 'Field', memberIds: [ana.id] });

    expect(team.status).toBe(201);
    expect(team.body).toMatchObject({ name: 'Field', members: [{ id: ana.id, name: 'Ana' }], version: 1 });
    expect((await ana.get('/me')).body).toMatchObject({ teams: [{ id: team.body.id }] });
    expect((await boss.post('/teams', { name: 'FIELD' })).body).toMatchObject({ code: 'name_taken' });
    expect((await boss.delete(`/teams/${team.body.id}`)).status).toBe(204);
    expect((await ana.get('/me')).body).toMatchObject({ teams: [] });
  });

  it('with one name are made once, also at the same moment', async () => {
    const boss = await lead(app);

    const answers = await Promise.all(Array.from({ length: 6 }, () => boss.post('/teams', { name: 'Night' })));

    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('are not made by agents', async () => {
    expect((await (await agent(app)).post('/teams', { name: 'Mine' })).status).toBe(403);
  });
});
