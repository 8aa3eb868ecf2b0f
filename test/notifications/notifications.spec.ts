import { jest } from '@jest/globals';
import { io } from 'socket.io-client';
import { SystemMailService, type SystemMail } from '../../src/identity/mail/system-mail.service.js';
import { NotificationListeners } from '../../src/notifications/notification-listeners.js';
import type { NotificationPage, NotificationView } from '../../src/notifications/notification.dto.js';
import { NotificationUpkeep } from '../../src/notifications/notification-upkeep.js';
import { Clock } from '../../src/platform/clock.js';
import { newId } from '../../src/platform/ids.js';
import { PromiseTimer } from '../../src/sla/promise-timer.js';
import type { TicketView } from '../../src/tickets/ticket.dto.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, signIn, type Person } from '../harness/people.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

describe('notifications', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  const mails: SystemMail[] = [];
  const deliverable = { sendSystemMail: (mail: SystemMail) => Promise.resolve(mails.push(mail) > 0) };
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    app.get(SystemMailService).deliverThrough(deliverable);
  }, 120_000);
  afterAll(() => app.close());
  afterEach(async () => {
    jest.restoreAllMocks();
    mails.length = 0;
    await app.db.query('update sla_policies set active = false');
    await app.db.query('update sla_revision set revision = revision + 1');
  });

  const told = async (person: Person, query = ''): Promise<NotificationView[]> => {
    await app.settle();
    const { status, body } = await person.get<NotificationPage>(`/notifications${query}`);
    expect(status).toBe(200);
    return body.items;
  };
  const unread = async (person: Person): Promise<number> =>
    (await person.get<{ unread: number }>('/notifications/unread')).body.unread;
  const note = (by: Person, ticketId: string, mentions: string[], text = 'Can you look?') =>
    by.post<{ id: string }>(`/tickets/${ticketId}/messages`, { kind: 'note', text, mentions });
  const assign = async (by: Person, ticketId: string, assigneeId: string | null): Promise<void> => {
    const { version } = (await by.get<TicketView>(`/tickets/${ticketId}`)).body;
    expect(await by.patch(`/tickets/${ticketId}`, { version, assigneeId })).toMatchObject({ status: 200 });
  };
  const mailsTo = ({ email }: Person): SystemMail[] => mails.filter(({ to }) => to === email);

  it('tell whom a note mentions, with how it begins', async () => {
    const ana = await agent(app);
    const ticket = await make.ticket({ subject: 'The lift' });

    const said = await note(boss, ticket.id, [ana.id], `Can you\nlook? ${'x'.repeat(400)}`);

    const [mention, ...more] = await told(ana);
    expect(more).toEqual([]);
    expect(mention).toMatchObject({
      kind: 'mention',
      ticket: { id: ticket.id, number: ticket.number, subject: 'The lift' },
      actor: { id: boss.id, name: boss.name },
      data: { messageId: said.body.id, text: expect.stringMatching(/^Can you look\? x+…$/) },
      readAt: null,
    });
    expect(await unread(ana)).toBe(1);
  });

  it('tell nobody of their own doing', async () => {
    const ticket = await make.ticket();

    await note(boss, ticket.id, [boss.id]);
    await assign(boss, ticket.id, boss.id);

    expect(await told(boss)).toEqual([]);
  });

  it('tell nobody of a ticket that they may not see', async () => {
    const team = await makeTeam(app);
    const [inside, outside] = [await agent(app, { teamIds: [team.id] }), await agent(app)];
    const ticket = await make.ticket({ teamId: team.id });

    await note(boss, ticket.id, [inside.id, outside.id]);

    expect(await told(inside)).toHaveLength(1);
    expect(await told(outside)).toEqual([]);
    expect(mailsTo(outside)).toEqual([]);
  });

  it('are gone from sight with the ticket that they are about', async () => {
    const ana = await agent(app);
    const ticket = await make.ticket();
    await note(boss, ticket.id, [ana.id]);
    const [mention] = await told(ana);

    await app.db.query('update tickets set team_id = $2 where id = $1', [ticket.id, (await makeTeam(app)).id]);

    expect(await told(ana)).toEqual([]);
    expect(await unread(ana)).toBe(0);
    expect((await ana.post(`/notifications/${mention!.id}/read`)).status).toBe(404);
  });

  it('are one where the event is told twice', async () => {
    const ana = await agent(app);
    const ticket = await make.ticket();
    const said = await note(boss, ticket.id, [ana.id]);
    await app.settle();

    const fact = { ticketId: ticket.id, messageId: said.body.id, userIds: [ana.id], byId: boss.id };
    await app.get(NotificationListeners).mentioned(fact);

    expect(await told(ana)).toHaveLength(1);
    expect(mailsTo(ana)).toHaveLength(1);
  });

  it('tell who was given a ticket by somebody else, also when it was opened for them', async () => {
    const ana = await agent(app);
    const given = await make.ticket();
    await assign(boss, given.id, ana.id);
    const contact = await make.contact();
    const opened = await boss.post<TicketView>('/tickets', {
      subject: 'For Ana',
      contactId: contact.id,
      assigneeId: ana.id,
    });
    expect(opened.status).toBe(201);

    const list = await told(ana);
    expect(list.map(({ kind, ticket }) => [kind, ticket?.id])).toEqual([
      ['assigned', opened.body.id],
      ['assigned', given.id],
    ]);
    expect(list[0]).toMatchObject({ actor: { id: boss.id }, data: {} });
    expect(mailsTo(ana)).toEqual([]);
  });

  it('tell who was given a ticket in turn, but not who took one that was offered', async () => {
    const team = await makeTeam(app);
    const ana = await agent(app, { teamIds: [team.id] });
    await ana.put('/me/availability', { state: 'online' });
    const decide = (acceptSeconds: number | null) =>
      boss.patch(`/teams/${team.id}/assignment`, { strategy: 'least_busy', acceptSeconds });
    expect(await decide(null)).toMatchObject({ status: 200 });
    await app.settle();
    const given = await make.ticket({ teamId: team.id });
    await decide(60);
    await app.settle();
    const offered = await make.ticket({ teamId: team.id });

    const [offer] = (await ana.get<{ items: { id: string; ticket: { id: string } }[] }>('/me/offers')).body.items;
    expect(offer?.ticket.id).toBe(offered.id);
    expect((await ana.post(`/offers/${offer!.id}/accept`)).status).toBe(200);

    expect(await told(ana)).toMatchObject([{ ticket: { id: given.id }, actor: null, data: { how: 'turn' } }]);
  });

  it('say which rule gave a ticket, and what a rule says to a team, once to each', async () => {
    const team = await makeTeam(app);
    const ana = await agent(app, { teamIds: [team.id] });
    const stranger = await agent(app);
    const value = { users: [ana.id], teams: [team.id], text: 'Look at {{ticket.subject}}' };
    const rule = await boss.post<{ id: string }>('/rules', {
      name: 'Lifts',
      events: ['ticket.created'],
      condition: { field: 'tags', op: 'has_any', value: ['lift'] },
      actions: [
        { type: 'assignee', value: ana.id },
        { type: 'notify', value },
      ],
    });
    expect(rule).toMatchObject({ status: 201 });

    const ticket = await make.ticket({ tags: ['lift'], subject: 'Stuck', teamId: team.id });

    const list = await told(ana);
    expect(list.find(({ kind }) => kind === 'rule')).toMatchObject({
      ticket: { id: ticket.id },
      actor: null,
      data: { name: 'Lifts', text: 'Look at Stuck' },
    });
    expect(list.find(({ kind }) => kind === 'assigned')).toMatchObject({
      actor: null,
      data: { how: 'rule', name: 'Lifts' },
    });
    expect(list).toHaveLength(2);
    expect(await told(stranger)).toEqual([]);
    expect(mailsTo(ana)).toMatchObject([{ purpose: 'notification', subject: `#${ticket.number} Stuck` }]);
  });

  it('tell of a promise, and call whoever is on call', async () => {
    const [ana, night] = [await agent(app), await agent(app)];
    const rota = await boss.post<{ id: string }>('/sla/rotas', {
      name: 'Nights',
      timezone: 'America/Sao_Paulo',
      members: [night.id],
      turnDays: 7,
      startsOn: '2026-01-05',
      handover: '09:00',
    });
    const policy = await boss.post('/sla/policies', {
      name: `Told ${newId()}`,
      targets: [{ target: 'first_response', hours: 'calendar', minutes: { normal: 60 } }],
      steps: [
        { when: { kind: 'used', percent: 50 }, actions: [{ type: 'notify', to: ['assignee'] }] },
        { when: { kind: 'breach' }, actions: [{ type: 'notify', to: ['assignee'], userIds: [ana.id] }] },
        { when: { kind: 'after', minutes: 10 }, actions: [{ type: 'page', by: 'call', rotaId: rota.body.id }] },
      ],
    });
    expect(policy).toMatchObject({ status: 201 });
    const { ticket } = await make.letter({ assigneeId: ana.id });
    const due = (await boss.get<TicketView>(`/tickets/${ticket.id}`)).body.dueAt;

    for (const minutes of [31, 30, 10]) {
      passed(app, minutes * MINUTE);
      // The application looks by itself too, and may hold the ticket right now.
      while ((await app.get(PromiseTimer).fire()) > 0);
    }

    const ofAna = (await told(ana)).filter(({ kind }) => kind !== 'assigned');
    expect(ofAna.map(({ kind, data }) => [kind, data.target, data.level])).toEqual([
      ['promise', 'first_response', 'breach'],
      ['promise', 'first_response', 'used:50'],
    ]);
    expect(ofAna.map(({ data }) => data.dueAt)).toEqual([due, due]);
    expect(await told(night)).toMatchObject([
      { kind: 'page', actor: null, data: { target: 'first_response', level: 'after:10', dueAt: due, by: 'call' } },
    ]);
    expect(mailsTo(night)).toMatchObject([{ subject: expect.stringContaining('First response is late') }]);
  });

  it('are read one by one, for a ticket, or all', async () => {
    const ana = await agent(app);
    const tickets = await Promise.all([make.ticket(), make.ticket(), make.ticket()]);
    for (const { id } of tickets) await note(boss, id, [ana.id]);
    await note(boss, tickets[1]!.id, [ana.id]);
    const [newest] = await told(ana);

    expect((await ana.post(`/notifications/${newest!.id}/read`)).status).toBe(204);
    expect(await unread(ana)).toBe(3);
    expect((await ana.post('/notifications/read', { ticketId: tickets[1]!.id })).status).toBe(204);
    expect((await told(ana, '?unread=true')).map(({ ticket }) => ticket?.id)).toEqual([tickets[2]!.id, tickets[0]!.id]);
    expect((await ana.post('/notifications/read')).status).toBe(204);

    expect(await unread(ana)).toBe(0);
    expect((await told(ana)).every(({ readAt }) => readAt !== null)).toBe(true);
  });

  it('come in pages, newest first', async () => {
    const ana = await agent(app);
    const ticket = await make.ticket();
    for (const text of ['one', 'two', 'three']) await note(boss, ticket.id, [ana.id], text);
    await app.settle();

    const first = (await ana.get<NotificationPage>('/notifications?limit=2')).body;
    const second = (await ana.get<NotificationPage>(`/notifications?limit=2&cursor=${first.nextCursor}`)).body;

    expect(first.items).toHaveLength(2);
    expect([...first.items, ...second.items].map(({ data }) => data.text).toSorted()).toEqual(['one', 'three', 'two']);
    expect(second.nextCursor).toBeNull();
  });

  it('are nobody else’s', async () => {
    const [ana, rui] = [await agent(app), await agent(app)];
    await note(boss, (await make.ticket()).id, [ana.id]);
    const [mention] = await told(ana);

    expect((await rui.post(`/notifications/${mention!.id}/read`)).status).toBe(404);
    await rui.post('/notifications/read');

    expect(await told(rui)).toEqual([]);
    expect(await unread(ana)).toBe(1);
    expect((await app.anyone.get('/notifications')).status).toBe(401);
  });

  it('come by mail as each person chose, in their language', async () => {
    const [ana, rui] = [await agent(app), await agent(app)];
    const before = await ana.get<{ items: object[] }>('/notifications/choices');
    expect(before.body.items).toEqual([
      { kind: 'mention', mail: true },
      { kind: 'assigned', mail: false },
      { kind: 'answer', mail: false },
      { kind: 'promise', mail: true },
      { kind: 'page', mail: true },
      { kind: 'rule', mail: true },
      { kind: 'reminder', mail: false },
      { kind: 'report', mail: true },
    ]);
    expect(await ana.put('/notifications/choices/mention', { mail: false })).toMatchObject({ status: 200 });
    expect(await ana.put('/notifications/choices/assigned', { mail: true })).toMatchObject({ status: 200 });
    expect((await ana.put('/notifications/choices/weather', { mail: true })).status).toBe(422);
    await ana.patch('/me', { language: 'pt-BR' });
    const ticket = await make.ticket({ subject: 'Elevador' });

    await note(boss, ticket.id, [ana.id, rui.id]);
    await assign(boss, ticket.id, ana.id);
    await app.settle();

    const name = `#${ticket.number} Elevador`;
    expect(mailsTo(ana)).toMatchObject([
      {
        purpose: 'notification',
        subject: `${boss.name} passou para você ${name}`,
        text: expect.stringContaining(`/tickets/${ticket.number}\n`),
      },
    ]);
    expect(mailsTo(rui)).toMatchObject([
      { subject: `${boss.name} mentioned you in ${name}`, text: expect.stringContaining('Can you look?') },
    ]);
    expect((await ana.get<{ items: object[] }>('/notifications/choices')).body.items).toEqual(
      expect.arrayContaining([
        { kind: 'mention', mail: false },
        { kind: 'assigned', mail: true },
      ]),
    );
  });

  it('stay in the console where nothing can send mail, and are not kept elsewhere', async () => {
    const ana = await agent(app);
    app.get(SystemMailService).deliverThrough({ sendSystemMail: () => Promise.resolve(false) });

    await note(boss, (await make.ticket()).id, [ana.id]);

    expect(await told(ana)).toHaveLength(1);
    expect(await app.db.query('select from system_mail where recipient = $1', [ana.email])).toEqual([]);
    app.get(SystemMailService).deliverThrough(deliverable);
  });

  it('reach open consoles at once, and so does that they were read', async () => {
    const ana = await signIn(app, 'agent');
    const ticket = await make.ticket();
    const socket = io(`${app.url}/agent`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: ana.cookie },
    });
    const heard = <T>(name: string) => new Promise<T>((done) => socket.once(name, done));
    await heard('connect');
    await socket.emitWithAck('subscribe', {});

    const counted = heard<{ id: string; kind: string; ticketId: string }>('notification');
    await note(boss, ticket.id, [ana.id]);
    expect(await counted).toMatchObject({ kind: 'mention', ticketId: ticket.id });
    const read = heard('notifications-read');
    await ana.post('/notifications/read');
    await read;

    socket.disconnect();
  });

  it('are forgotten after ninety days', async () => {
    const ana = await agent(app);
    await note(boss, (await make.ticket()).id, [ana.id]);
    await note(boss, (await make.ticket()).id, [ana.id]);
    const [, older] = await told(ana);
    const at = new Date(app.get(Clock).millis() - 91 * DAY);
    await app.db.query('update notifications set created_at = $2 where id = $1', [older!.id, at]);

    await app.get(NotificationUpkeep).forget();

    expect((await told(ana)).map(({ id }) => id)).not.toContain(older!.id);
    expect(await told(ana)).toHaveLength(1);
  });
});
