import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { customer, enter, EVERYTHING } from '../harness/customers.js';
import { Make } from '../harness/make.js';
import { administrator, agent, lead, type Person } from '../harness/people.js';

interface Said {
  ticketId: string;
  number: number;
  messageId: string;
}
interface Account {
  id: string;
  version: number;
  state: string;
  rights: object;
}
interface Mail {
  items: { to: string; subject: string; text: string | null }[];
}

describe('the customers’ portal', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let admin: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    admin = await administrator(app);
  });
  afterAll(() => app.close());

  const mailsTo = async (email: string) => {
    await app.settle();
    return (await admin.get<Mail>('/mail/system?limit=200')).body.items.filter(({ to }) => to === email);
  };
  const tokenIn = (text: string | null | undefined) => /\/portal\/enter#([\w-]+)/.exec(text ?? '')?.[1];
  const cookieOf = (headers: Headers) => /frontdesk_portal=[^;]+/.exec(headers.get('set-cookie') ?? '')?.[0] ?? '';

  describe('is entered', () => {
    it('by the link of an invitation, which opens once', async () => {
      const contact = await make.contact({ name: 'Ana' });
      const invited = await boss.post<Account>(`/contacts/${contact.id}/portal-accounts`, {
        rights: { tickets: 'own' },
      });
      expect(invited).toMatchObject({ status: 201, body: { state: 'invited', rights: { tickets: 'own' } } });
      const [mail] = await mailsTo(contact.email);
      const token = tokenIn(mail?.text);
      expect(token).toBeDefined();

      const first = await app.anyone.post('/portal/session/link', { token });
      const again = await app.anyone.post('/portal/session/link', { token });

      expect(first).toMatchObject({ status: 201, body: { email: contact.email, hasPassword: false } });
      expect(first.headers.get('set-cookie')).toMatch(/^frontdesk_portal=.+HttpOnly.*SameSite=Lax/i);
      expect(again).toMatchObject({ status: 422, body: { code: 'invalid_token' } });
      const me = app.anyone.with({ cookie: cookieOf(first.headers) });
      expect((await me.get('/portal/me')).body).toMatchObject({ name: 'Ana', company: null });
      expect((await me.delete('/portal/session')).status).toBe(204);
      expect((await me.get('/portal/me')).status).toBe(401);
    });

    it('by a link that is asked for, for a quarter of an hour; whoever is unknown gets the same answer and no mail', async () => {
      const ana = await customer(app);
      const asked = await app.anyone.post('/portal/links', { email: ana.email.toUpperCase() });
      const stranger = await app.anyone.post('/portal/links', { email: 'nobody@elsewhere.example' });

      expect([asked.status, asked.body]).toEqual([stranger.status, stranger.body]);
      expect(await mailsTo('nobody@elsewhere.example')).toEqual([]);
      const token = tokenIn((await mailsTo(ana.email))[0]?.text);
      expect(token).toBeDefined();
      passed(app, 15 * 60_000 + 1);
      const late = await app.anyone.post('/portal/session/link', { token });
      passed(app, -(15 * 60_000 + 1));
      expect(late.status).toBe(422);
    });

    it('by a password, which is refused alike whether it is wrong or there is none', async () => {
      const ana = await customer(app);
      const without = await customer(app);
      expect((await ana.post('/portal/me/password', { password: '12345678' })).status).toBe(422);
      expect((await ana.post('/portal/me/password', { password: 'a long and quiet river' })).status).toBe(204);

      const right = await app.anyone.post('/portal/session', { email: ana.email, password: 'a long and quiet river' });
      const wrong = await app.anyone.post('/portal/session', { email: ana.email, password: 'a short and loud river' });
      const none = await app.anyone.post('/portal/session', {
        email: without.email,
        password: 'a long and quiet river',
      });
      const stranger = await app.anyone.post('/portal/session', {
        email: 'who@elsewhere.example',
        password: 'a long one',
      });

      expect(right.status).toBe(201);
      const plain = ({ status, body }: typeof wrong) => [status, body.code, body.detail];
      expect(plain(none)).toEqual(plain(wrong));
      expect(plain(stranger)).toEqual(plain(wrong));
      expect(wrong.status).toBe(401);
      const byPassword = app.anyone.with({ cookie: cookieOf(right.headers) });
      expect((await byPassword.post('/portal/me/password', { password: 'another quiet river' })).status).toBe(422);
    });

    it('by nobody who guesses', async () => {
      const { email } = await customer(app);
      const guess = () => app.anyone.post('/portal/session', { email, password: 'wrong' });
      for (let i = 0; i < 5; i += 1) expect((await guess()).status).toBe(401);

      expect(await guess()).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
    });

    it('and left on every browser at once when the door is shut', async () => {
      const ana = await customer(app);
      const [account] = (await boss.get<{ items: Account[] }>(`/contacts/${ana.contactId}/portal-accounts`)).body.items;
      const second = await enter(app, ana.accountId, {
        id: ana.contactId,
        identityId: ana.identityId,
        email: ana.email,
      });
      const sessions = (await ana.get<{ items: { id: string; current: boolean }[] }>('/portal/sessions')).body.items;
      expect(sessions.map(({ current }) => current).toSorted()).toEqual([false, true]);
      await ana.delete(`/portal/sessions/${sessions.find(({ current }) => !current)!.id}`);
      expect([(await second.get('/portal/me')).status, (await ana.get('/portal/me')).status]).toEqual([401, 200]);

      await boss.patch(`/portal-accounts/${account!.id}`, { version: account!.version, state: 'revoked' });

      expect((await ana.get('/portal/me')).status).toBe(401);
      await app.anyone.post('/portal/links', { email: ana.email });
      expect((await mailsTo(ana.email)).filter(({ subject }) => subject.startsWith('Sign in'))).toEqual([]);
      expect((await boss.patch(`/portal-accounts/${account!.id}`, { version: 1, state: 'active' })).status).toBe(409);
    });
  });

  describe('carries what is said', () => {
    it('to the desk like any message, with its promise, and the answer back', async () => {
      await boss.post('/sla/policies', {
        name: 'Everybody',
        targets: [{ target: 'first_response', minutes: { normal: 60 }, hours: 'calendar' }],
      });
      const { id: companyId } = await make.company();
      const { body: site } = await boss.post<{ id: string }>('/sites', { companyId, name: 'Loja', address: 'Rua 1' });
      const ana = await customer(app, { companyId, rights: { tickets: 'company' } });
      const file = new FormData();
      file.set('file', new Blob(['seen']), 'photo.txt');
      const uploaded = (await ana.post<{ id: string; url: string }>('/portal/attachments', file)).body;

      const opened = await ana.post<Said>('/portal/tickets', {
        subject: 'Router is dead',
        text: 'Since nine.',
        siteId: site.id,
        attachments: [uploaded.id],
        clientId: 'one',
      });

      expect(opened.status).toBe(201);
      const { number } = opened.body;
      expect((await boss.get(`/tickets/${number}`)).body).toMatchObject({
        subject: 'Router is dead',
        channels: ['portal'],
        company: { id: companyId },
        contact: { id: ana.contactId },
      });
      expect((await ana.get(`/portal/tickets/${number}`)).body).toMatchObject({
        mine: true,
        site: { id: site.id, name: 'Loja' },
        promise: { target: 'first_response', state: 'running' },
        last: { mine: true, text: 'Since nine.' },
      });
      const promises = await ana.get<{ items: object[] }>(`/portal/tickets/${number}/promises`);
      expect(promises.body.items).toMatchObject([
        { target: 'first_response', targetMinutes: 60, roundTheClock: true, steps: [{ kind: 'start' }] },
      ]);
      expect(JSON.stringify(promises.body)).not.toMatch(/policy|Everybody|ledger|because/);

      await boss.post(`/tickets/${number}/messages`, { kind: 'note', text: 'Between us' });
      const answered = await boss.post(`/tickets/${number}/messages`, { kind: 'reply', text: 'We look at it.' });

      expect(answered).toMatchObject({ status: 201, body: { channel: 'portal', state: 'sent' } });
      const said = await ana.get<{ items: object[] }>(`/portal/tickets/${number}/messages`);
      expect(said.body.items).toMatchObject([
        { mine: true, text: 'Since nine.', attachments: [{ name: 'photo.txt', url: uploaded.url }] },
        { mine: false, direction: 'out', from: boss.name, text: 'We look at it.' },
      ]);
      expect((await ana.get(uploaded.url.replace('/api/v1', ''))).body).toBe('seen');
      const told = (await mailsTo(ana.email)).filter(({ subject }) => subject.includes(`#${number}`));
      expect(told).toHaveLength(1);
      expect(told[0]!.text).not.toContain('We look at it');
      await ana.post(`/portal/tickets/${number}/read`);
      const marks = (await boss.get<{ items: { text: string; state: string }[] }>(`/tickets/${number}/messages`)).body
        .items;
      expect(marks.find(({ text }) => text === 'We look at it.')?.state).toBe('read');
      expect((await ana.get(`/portal/figures`)).body).toMatchObject({ totals: [{ target: 'first_response', met: 1 }] });
      expect((await ana.get<string>('/portal/figures/csv')).body).toContain('Router is dead');
    });

    it('once, however often it is sent', async () => {
      const ana = await customer(app);
      const send = () => ana.post<Said>('/portal/tickets', { subject: 'Twice', text: 'Hello', clientId: 'same' });

      const [first, second] = [await send(), await send()];

      expect(second.body).toEqual(first.body);
      expect((await ana.get<{ items: unknown[] }>('/portal/tickets')).body.items).toHaveLength(1);
    });

    it('beside a mail, on a thread of its own, and a solved ticket is opened anew', async () => {
      const ana = await customer(app);
      const { ticket } = await make.letter({ contactId: ana.contactId, text: 'By mail' });
      await boss.patch(`/tickets/${ticket.id}`, { version: 2, status: 'solved' });

      const replied = await ana.post<Said>(`/portal/tickets/${ticket.number}/messages`, { text: 'It is back' });

      expect(replied.body).toMatchObject({ number: ticket.number });
      const whole = (
        await boss.get<{ conversations: { channel: string }[]; status: { category: string } }>(`/tickets/${ticket.id}`)
      ).body;
      expect(whole.conversations.map(({ channel }) => channel)).toEqual(['email', 'portal']);
      expect(whole.status.category).not.toBe('solved');
      const said = (await ana.get<{ items: { text: string }[] }>(`/portal/tickets/${ticket.id}/messages`)).body.items;
      expect(said.map(({ text }) => text)).toEqual(['By mail', 'It is back']);
    });

    it('with files of nobody else, at places of nobody else', async () => {
      const [ana, eve] = [await customer(app), await customer(app)];
      const file = new FormData();
      file.set('file', new Blob(['mine']), 'mine.txt');
      const { id } = (await ana.post<{ id: string }>('/portal/attachments', file)).body;
      const { id: companyId } = await make.company();
      const site = (await boss.post<{ id: string }>('/sites', { companyId, name: 'X', address: 'Y' })).body.id;
      const open = (more: object) => eve.post('/portal/tickets', { subject: 'x', text: 'y', ...more });

      expect((await open({ attachments: [id] })).status).toBe(422);
      expect((await open({ siteId: site })).status).toBe(422);
      expect((await eve.get(`/portal/attachments/${id}`)).status).toBe(404);
    });

    it('tells by its pulse whether anything changed', async () => {
      const ana = await customer(app);
      const first = await ana.get('/portal/pulse');
      const etag = first.headers.get('etag')!;
      const known = ana.with({ 'If-None-Match': etag });
      expect([first.status, (await known.get('/portal/pulse')).status]).toEqual([204, 304]);

      await ana.post('/portal/tickets', { subject: 'New', text: 'New' });

      expect((await known.get('/portal/pulse')).status).toBe(204);
    });
  });

  it('lets a customer answer a visit as the link in their mail does', async () => {
    const ana = await customer(app);
    const { ticket } = await make.letter({ contactId: ana.contactId });
    const { id } = (await boss.post<{ id: string }>('/visits', { ticketId: ticket.id, kind: 'repair' })).body;
    const [visit] = (await ana.get<{ items: { id: string; actions: string[] }[] }>('/portal/visits?when=ahead')).body
      .items;
    expect(visit).toMatchObject({
      id,
      state: 'proposed',
      actions: ['move', 'cancel'],
      ticket: { number: ticket.number },
    });

    const moved = await ana.post(`/portal/visits/${id}/answer`, { action: 'move', text: 'Only in the morning' });
    const cancelled = await ana.post(`/portal/visits/${id}/answer`, { action: 'cancel' });

    expect(moved.status).toBe(200);
    expect(cancelled.body).toMatchObject({ state: 'cancelled', actions: [] });
    expect((await ana.post(`/portal/visits/${id}/answer`, { action: 'move', text: 'x' })).status).toBe(409);
    const said = await ana.get<{ items: { text: string }[] }>(`/portal/tickets/${ticket.id}/messages`);
    expect(said.body.items.at(-1)).toMatchObject({ mine: true, text: expect.stringContaining('Only in the morning') });
  });

  describe('lets customers say who else enters', () => {
    it('of their company, and with at most what they have', async () => {
      const { id: companyId } = await make.company();
      const all = await customer(app, { companyId, rights: EVERYTHING });
      const some = await customer(app, { companyId, rights: { tickets: 'company', people: true } });
      const invite = (door: typeof all, email: string, rights: object) =>
        door.post('/portal/people', { email, name: 'New one', rights });

      expect((await invite(some, 'rich@firm.example', { tickets: 'own', money: true })).status).toBe(403);
      expect((await invite(some, 'fine@firm.example', { tickets: 'company' })).status).toBe(202);

      const people = (await some.get<{ items: (Account & { email: string })[] }>('/portal/people')).body.items;
      expect(people.map(({ email }) => email)).toContain('fine@firm.example');
      expect(tokenIn((await mailsTo('fine@firm.example'))[0]?.text)).toBeDefined();
      const boss2 = people.find(({ email }) => email === all.email)!;
      const change = { version: boss2.version, state: 'revoked' };
      expect((await some.patch(`/portal/people/${boss2.id}`, change)).status).toBe(403);
      const fine = people.find(({ email }) => email === 'fine@firm.example')!;
      const less = await all.patch(`/portal/people/${fine.id}`, { version: fine.version, rights: { tickets: 'own' } });
      expect(less).toMatchObject({ status: 200, body: { rights: { tickets: 'own' } } });
    });

    it('and nobody of another company, without saying so', async () => {
      const [{ id: companyId }, other] = [await make.company(), await make.company()];
      const all = await customer(app, { companyId, rights: EVERYTHING });
      const stranger = await make.contact();
      await app.db.query('update contacts set company_id = $2 where id = $1', [stranger.id, other.id]);

      const answer = await all.post('/portal/people', {
        email: stranger.email,
        name: 'Eve',
        rights: { tickets: 'own' },
      });

      expect([answer.status, answer.body]).toEqual([202, '']);
      expect(await mailsTo(stranger.email)).toEqual([]);
      expect((await all.get<{ items: unknown[] }>('/portal/people')).body.items).toHaveLength(1);
    });
  });

  it('is opened by our people who may, and not by others', async () => {
    const contact = await make.contact();
    const rights = { tickets: 'own' };
    const invite = (door: Person, more: object = {}) =>
      door.post(`/contacts/${contact.id}/portal-accounts`, { rights, ...more });

    expect((await invite(await agent(app))).status).toBe(201);
    expect(await invite(boss, { rights: { tickets: 'company' } })).toMatchObject({
      status: 422,
      body: { code: 'invalid' },
    });
    expect((await invite(boss, { email: 'else@elsewhere.example' })).status).toBe(422);
    expect((await boss.get('/contacts/00000000-0000-7000-8000-000000000000/portal-accounts')).status).toBe(404);
  });

  it('looks as the company wants, for whoever stands before the door', async () => {
    const { version } = (await admin.get<{ version: number }>('/settings')).body;
    const logo = 'data:image/png;base64,iVBORw0KGgo=';
    const change = (more: object) => admin.patch('/settings', { version, ...more });
    expect((await change({ brandLogo: 'data:image/svg+xml;base64,PHN2Zz4=' })).status).toBe(422);
    expect((await change({ brandAccent: 'red' })).status).toBe(422);

    expect((await change({ brandName: 'Araucária', brandAccent: '#7a1fa2', brandLogo: logo })).status).toBe(200);

    expect((await app.anyone.get('/portal/desk')).body).toMatchObject({ name: 'Araucária', accent: '#7a1fa2', logo });
    expect((await app.anyone.get('/portal/manifest')).body).toMatchObject({ name: 'Araucária', start_url: '/portal/' });
  });
});
