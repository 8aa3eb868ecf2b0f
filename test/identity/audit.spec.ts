import { AuditService } from '../../src/identity/audit/audit.service.js';
import { TestApp } from '../harness/app.js';
import { administrator, agent, lead, makeUser } from '../harness/people.js';

interface Entries {
  items: {
    id: string;
    action: string;
    actor: { name: string | null };
    target: { id: string } | null;
    ip: string | null;
  }[];
  nextCursor: string | null;
}

describe('the audit log', () => {
  let app: TestApp;
  beforeEach(async () => void (app = await TestApp.boot()));
  afterEach(() => app.close());

  it('says who did what to whom, newest first, without secrets', async () => {
    const admin = await administrator(app, { name: 'Bia' });
    const ana = await makeUser(app, 'agent', { password: 'seven rusty kettles' });
    await app.anyone.post('/session', { email: ana.email, password: 'wrong password' });
    await app.anyone.post('/session', { email: ana.email, password: 'seven rusty kettles' });
    await admin.patch(`/users/${ana.id}`, { active: false });

    const { body } = await admin.get<Entries>('/audit');

    expect(body.items.map((e) => e.action)).toEqual(['user.changed', 'session.opened', 'session.refused']);
    expect(body.items[0]).toMatchObject({ actor: { name: 'Bia' }, target: { id: ana.id } });
    expect(body.items[1]!.ip).toBe('127.0.0.1');
    expect(JSON.stringify(body)).not.toContain('kettles');
    expect(JSON.stringify(body)).not.toContain(ana.email);
    expect((await admin.get<Entries>('/audit?action=session.&limit=1')).body.items).toHaveLength(1);
    expect((await admin.get<Entries>(`/audit?actor=${ana.id}`)).body.items).toHaveLength(1);
  });

  it('holds together when many write at once', async () => {
    const boss = await lead(app);
    await Promise.all(Array.from({ length: 20 }, (_, i) => boss.post('/teams', { name: `Team ${i}` })));

    const verdict = await (await administrator(app)).get('/audit/verify');

    expect(verdict.body).toMatchObject({ ok: true, checked: 20, brokenAt: null });
  });

  it('cannot be changed, and shows when somebody with the database’s password changed it', async () => {
    const boss = await lead(app);
    for (const name of ['One', 'Two', 'Three']) await boss.post('/teams', { name });

    await expect(app.db.query(`update audit_log set action = 'nothing'`)).rejects.toThrow('append-only');
    await expect(app.db.query('delete from audit_log')).rejects.toThrow('append-only');
    await expect(app.db.query('truncate audit_log')).rejects.toThrow('append-only');

    await app.db.query('alter table audit_log disable trigger all');
    await app.db.query(`update audit_log set data = '{}' where seq = 2`);
    expect(await app.get(AuditService).verify()).toMatchObject({ ok: false, brokenAt: 2 });
    await app.db.query('delete from audit_log where seq = 2');
    expect(await app.get(AuditService).verify()).toMatchObject({ ok: false, brokenAt: 3 });
  });

  it('is not for everybody', async () => {
    expect((await (await agent(app)).get('/audit')).status).toBe(403);
    expect((await (await lead(app)).get('/audit/verify')).status).toBe(403);
  });
});
