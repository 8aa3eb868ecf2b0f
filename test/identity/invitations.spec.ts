import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Browser } from '../harness/cookie-jar.js';
import { administrator, lead, makeTeam, type Person } from '../harness/people.js';

interface Made {
  items: { id: string; email: string; link: string }[];
}
interface SystemMails {
  items: { to: string; subject: string; text: string | null; state: string }[];
}
const password = 'seven rusty kettles';

describe('an invitation', () => {
  let app: TestApp;
  let admin: Person;
  beforeEach(async () => {
    app = await TestApp.boot();
    admin = await administrator(app, { name: 'Bia' });
  });
  afterEach(() => app.close());

  const roleId = async (key: string) =>
    (await admin.get<{ items: { id: string; key: string }[] }>('/roles')).body.items.find((r) => r.key === key)!.id;
  const invite = async (email: string, more: object = {}) =>
    admin.post<Made>('/invitations', { emails: [email], roleId: await roleId('agent'), ...more });
  const tokenOf = (link: string) => new URL(link).searchParams.get('token')!;

  it('brings somebody in with the role and teams that were chosen', async () => {
    const team = await makeTeam(app);
    const made = await invite('Rui@Desk.Example', { teamIds: [team.id] });
    expect(made.status).toBe(201);
    const token = tokenOf(made.body.items[0]!.link);

    expect((await app.anyone.post('/invitations/look', { token })).body).toMatchObject({
      email: 'rui@desk.example',
      role: { key: 'agent' },
      invitedBy: { name: 'Bia' },
    });
    const rui = new Browser(app.url);
    const accepted = await rui.post('/invitations/accept', { token, name: 'Rui', password });

    expect(accepted.status).toBe(201);
    expect((await rui.get('/me')).body).toMatchObject({ name: 'Rui', roles: [{ key: 'agent' }], teams: [team] });
    expect((await app.anyone.post('/invitations/accept', { token, name: 'Eve', password })).status).toBe(404);
    expect((await admin.get<Made>('/invitations')).body.items).toEqual([]);
  });

  it('is mailed, and kept for administrators where nothing can send mail yet', async () => {
    const { link } = (await invite('rui@desk.example')).body.items[0]!;
    await app.settle();

    const mails = await admin.get<SystemMails>('/mail/system');

    expect(mails.body.items).toEqual([expect.objectContaining({ to: 'rui@desk.example', state: 'stored' })]);
    expect(mails.body.items[0]!.text).toContain(link);
    expect((await (await lead(app)).get('/mail/system')).status).toBe(403);
    const stored = JSON.stringify(await app.db.query('select i.*, m.* from invitations i, system_mail m'));
    expect(stored).not.toContain(tokenOf(link));
  });

  it('ends after a week, when it is withdrawn, and when a newer one is made', async () => {
    const look = async (link: string) => (await app.anyone.post('/invitations/look', { token: tokenOf(link) })).status;
    const first = (await invite('rui@desk.example')).body.items[0]!;
    const second = (await invite('rui@desk.example')).body.items[0]!;
    expect([await look(first.link), await look(second.link)]).toEqual([404, 200]);

    expect((await admin.delete(`/invitations/${second.id}`)).status).toBe(204);
    expect(await look(second.link)).toBe(404);

    const third = (await invite('rui@desk.example')).body.items[0]!;
    passed(app, 7 * 86_400_000 + 1);
    expect(await look(third.link)).toBe(404);
  });

  it('is accepted once, also when it is accepted twice at the same moment', async () => {
    const token = tokenOf((await invite('rui@desk.example')).body.items[0]!.link);
    const accept = () => app.anyone.post('/invitations/accept', { token, name: 'Rui', password });

    const answers = await Promise.all([accept(), accept(), accept()]);

    expect(answers.map((a) => a.status).sort()).toEqual([201, 404, 404]);
  });

  it('refuses a weak password, an empty token and somebody who is here already', async () => {
    const token = tokenOf((await invite('rui@desk.example')).body.items[0]!.link);

    expect((await app.anyone.post('/invitations/accept', { token, name: 'Rui', password: 'rui12345' })).status).toBe(
      422,
    );
    for (const empty of ['', ' '.repeat(30), '0'.repeat(43)]) {
      expect([404, 422]).toContain((await app.anyone.post('/invitations/look', { token: empty })).status);
    }
    expect((await invite(admin.email)).body).toMatchObject({ status: 422, errors: [{ path: 'emails[0]' }] });
  });
});

describe('a forgotten password', () => {
  let app: TestApp;
  let admin: Person;
  beforeEach(async () => {
    app = await TestApp.boot();
    admin = await administrator(app, { password });
  });
  afterEach(() => app.close());

  async function askForLink(): Promise<string> {
    expect((await app.anyone.post('/password-reset', { email: admin.email })).status).toBe(202);
    await app.settle();
    const { items } = (await admin.get<SystemMails>('/mail/system')).body;
    return /token=([\w-]+)/.exec(items[0]!.text!)![1]!;
  }

  it('is replaced through a link, which signs everybody out', async () => {
    const token = await askForLink();

    const done = await app.anyone.post('/password-reset/confirm', { token, password: 'nine blue kettles' });

    expect(done.status).toBe(204);
    expect((await admin.get('/me')).status).toBe(401);
    expect((await app.anyone.post('/session', { email: admin.email, password })).status).toBe(401);
    expect((await app.anyone.post('/session', { email: admin.email, password: 'nine blue kettles' })).status).toBe(201);
    expect(
      (await app.anyone.post('/password-reset/confirm', { token, password: 'ten green kettles' })).body,
    ).toMatchObject({ status: 422, code: 'invalid_token' });
  });

  it('has a link that works for half an hour, and only the newest', async () => {
    const first = await askForLink();
    const second = await askForLink();
    const confirm = async (token: string) =>
      (await app.anyone.post('/password-reset/confirm', { token, password: 'nine blue kettles' })).status;

    expect(await confirm(first)).toBe(422);
    passed(app, 30 * 60_000 + 1);
    expect(await confirm(second)).toBe(422);
  });

  it('is answered alike whether the account exists', async () => {
    const [known, unknown] = [
      await app.anyone.post('/password-reset', { email: admin.email }),
      await app.anyone.post('/password-reset', { email: 'nobody@desk.example' }),
    ];
    await app.settle();

    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect((await admin.get<SystemMails>('/mail/system')).body.items.map((m) => m.to)).toEqual([admin.email]);
  });

  it('cannot be used to flood somebody with mail', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1)
      statuses.push((await app.anyone.post('/password-reset', { email: admin.email })).status);

    expect(statuses.slice(0, 5)).toEqual([202, 202, 202, 202, 202]);
    expect(statuses.slice(5)).toEqual([429, 429]);
  });
});
