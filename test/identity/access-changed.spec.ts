import { generate } from 'otplib';
import { SessionsService } from '../../src/identity/sessions/sessions.service.js';
import { TestApp } from '../harness/app.js';
import { administrator, agent, makeTeam, signIn, type Person } from '../harness/people.js';

/** Open sockets listen to this event; it is what ends them within a second (invariant 9). */
describe('a change of access is announced', () => {
  let app: TestApp;
  let admin: Person;
  let ana: Person;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());
  beforeEach(async () => {
    [admin, ana] = [await administrator(app), await agent(app, { password: 'seven rusty kettles' })];
    await app.db.query('delete from outbox');
  });

  const announced = async (): Promise<{ userId: string; sessionId?: string }[]> =>
    (await app.db.query(`select fact from outbox where name = 'identity.access-changed'`)).map(
      (row: { fact: { userId: string } }) => row.fact,
    );
  const roleId = async (key: string) =>
    (await admin.get<{ items: { id: string; key: string }[] }>('/roles')).body.items.find((r) => r.key === key)!.id;

  it('when somebody signs out, for that session', async () => {
    await ana.delete('/session');

    expect(await announced()).toEqual([{ userId: ana.id, sessionId: ana.sessionId }]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['is deactivated', () => admin.patch(`/users/${ana.id}`, { active: false })],
    ['gets another role', async () => admin.patch(`/users/${ana.id}`, { roleIds: [await roleId('analyst')] })],
    ['joins a team', async () => admin.patch(`/users/${ana.id}`, { teamIds: [(await makeTeam(app)).id] })],
    [
      'changes the password',
      () => ana.post('/me/password', { current: 'seven rusty kettles', password: 'nine blue pots' }),
    ],
    ['loses the second factor', () => admin.patch(`/users/${ana.id}`, { totpEnabled: false })],
    [
      'enrols a second factor',
      async () => {
        const { secret } = (await ana.post<{ secret: string }>('/me/totp')).body;
        await ana.post('/me/totp/confirm', { code: await generate({ secret }) });
      },
    ],
  ])('when somebody %s', async (_, act) => {
    await act();

    expect((await announced()).map((fact) => fact.userId)).toEqual([ana.id]);
  });

  it('when a role that they have changes', async () => {
    const role = await admin.post<{ id: string }>('/roles', { name: 'Own', permissions: [], ticketScope: 'own' });
    const rui = await signIn(app, role.body.id);
    await admin.patch(`/roles/${role.body.id}`, { permissions: ['users:read'] });

    expect((await announced()).map((fact) => fact.userId)).toEqual([rui.id]);
  });

  it('and whoever asks again is judged anew', async () => {
    const sessions = app.get(SessionsService);
    expect(await sessions.authenticate({ cookie: ana.cookie })).toMatchObject({ id: ana.id, sessionId: ana.sessionId });
    await admin.patch(`/users/${ana.id}`, { active: false });

    await expect(sessions.authenticate({ cookie: ana.cookie })).rejects.toMatchObject({ status: 401 });
    await expect(sessions.authenticate({})).rejects.toMatchObject({ status: 401 });
    await expect(sessions.authenticate({ bearer: 'fdt_made-up' })).rejects.toMatchObject({ status: 401 });
  });
});
