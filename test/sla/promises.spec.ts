import { jest } from '@jest/globals';
import type { ClockList, ClockView } from '../../src/sla/clock.dto.js';
import type { AttainmentRowPage, AttainmentView } from '../../src/sla/attainment.dto.js';
import type { PolicyView } from '../../src/sla/policy.dto.js';
import { ClockRebuild } from '../../src/sla/rebuild.service.js';
import { PromiseTimer } from '../../src/sla/promise-timer.js';
import { Clock } from '../../src/platform/clock.js';
import { Work } from '../../src/platform/database/work.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { newId } from '../../src/platform/ids.js';
import type { Explanation } from '../../src/tickets/history/explanation.dto.js';
import type { TicketView } from '../../src/tickets/ticket.dto.js';
import { TicketWriter, type TicketChange } from '../../src/tickets/ticket-writer.service.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, type Person } from '../harness/people.js';

const MINUTE = 60_000;

describe('promises', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let ana: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    [boss, ana] = [await lead(app), await agent(app)];
  }, 120_000);
  afterAll(() => app.close());
  // Each begins where nothing is promised, at the real time.
  afterEach(async () => {
    jest.restoreAllMocks();
    await app.db.query('update sla_policies set active = false');
    await app.db.query('update sla_revision set revision = revision + 1');
  });

  const promise = async (more: object = {}): Promise<PolicyView> => {
    const { status, body } = await boss.post<PolicyView>('/sla/policies', {
      name: `Standard ${newId()}`,
      targets: [
        { target: 'first_response', hours: 'calendar', minutes: { low: 240, normal: 60, high: 30, urgent: 15 } },
        { target: 'next_response', hours: 'calendar', minutes: { normal: 120, urgent: 30 } },
        {
          target: 'resolution',
          hours: 'calendar',
          minutes: { normal: 1_440, urgent: 240 },
          pausedIn: ['waiting_customer'],
        },
      ],
      ...more,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };
  const read = async (id: string): Promise<TicketView> => (await ana.get<TicketView>(`/tickets/${id}`)).body;
  /** As somebody sees it whose teams do not matter. */
  const seen = async (id: string): Promise<TicketView> => (await boss.get<TicketView>(`/tickets/${id}`)).body;
  const clocks = async (id: string): Promise<ClockView[]> =>
    (await ana.get<ClockList>(`/tickets/${id}/clocks`)).body.items;
  const clock = async (id: string, target: string, instance = 1): Promise<ClockView | undefined> =>
    (await clocks(id)).find((one) => one.target === target && one.instance === instance);
  const reply = (id: string, more: object = {}) =>
    ana.post<{ id: string }>(`/tickets/${id}/messages`, { kind: 'reply', text: 'We are on it.', ...more });
  const change = (id: string, wanted: TicketChange) =>
    app.get(Work).run(async (tx) => {
      const writer = app.get(TicketWriter);
      await writer.apply(tx, await writer.lock(tx, id), SYSTEM, wanted);
    });
  const later = (minutes: number): void => passed(app, minutes * MINUTE);
  /** The desk's own timer may hold a ticket just now; then the next look takes it. */
  const fire = async (): Promise<void> => {
    while ((await app.get(PromiseTimer).fire()) > 0);
  };
  const told = (name: string, ticketId: string): Promise<object[]> =>
    app.db.query(`select fact from outbox where name = $1 and fact->>'ticketId' = $2`, [name, ticketId]);
  const minutesFrom = (from: unknown, to: unknown): number =>
    Math.round((Date.parse(String(to)) - Date.parse(String(from))) / MINUTE);
  const sound = async (): Promise<void> => {
    expect(await app.get(ClockRebuild).compare()).toMatchObject({ different: [] });
  };

  it('are made with the ticket, shown to the queue, and kept by an answer', async () => {
    const policy = await promise();
    const { ticket } = await make.letter();

    const fresh = await read(ticket.id);
    expect(fresh).toMatchObject({ dueMetric: 'first_response' });
    expect(minutesFrom(fresh.createdAt, fresh.dueAt)).toBe(60);
    expect(await clock(ticket.id, 'first_response')).toMatchObject({
      state: 'running',
      targetMinutes: 60,
      policy: { id: policy.id, version: 1 },
      calendar: null,
    });

    later(30);
    expect((await reply(ticket.id)).status).toBe(201);

    expect(await clock(ticket.id, 'first_response')).toMatchObject({ state: 'met', endedFor: 'answer' });
    expect(await read(ticket.id)).toMatchObject({ dueMetric: 'resolution' });
    await sound();
  });

  it('are not made where nobody promised', async () => {
    const { ticket } = await make.letter();

    expect(await read(ticket.id)).toMatchObject({ dueAt: null, clocks: [] });
  });

  it('are not kept by notes, by automatic mail or by bots', async () => {
    await promise();
    const { ticket, conversation } = await make.letter();

    await ana.post(`/tickets/${ticket.id}/messages`, { kind: 'note', text: 'Who knows?' });
    const out = { direction: 'out' as const, state: 'queued' as const };
    await make.said(ticket.id, conversation, 'We got it.', {
      ...out,
      automatic: true,
      author: { kind: 'system', id: null },
    });
    await make.said(ticket.id, conversation, 'Beep.', { ...out, author: { kind: 'bot', id: null } });

    expect(await clock(ticket.id, 'first_response')).toMatchObject({ state: 'running', endedAt: null });
  });

  it('are broken at the time at which they were due, once, whoever looks and however late', async () => {
    await promise({
      steps: [
        { when: { kind: 'used', percent: 75 }, actions: [] },
        {
          when: { kind: 'breach' },
          targets: ['first_response'],
          actions: [{ type: 'raise_priority', priority: 'high' }],
        },
      ],
    });
    const { ticket } = await make.letter();
    const due = (await read(ticket.id)).dueAt;

    later(300);
    await Promise.all([fire(), fire(), fire()]);
    await fire();

    const broken = await clock(ticket.id, 'first_response');
    expect(broken).toMatchObject({ state: 'breached', breachedAt: due, endedAt: null });
    expect(broken?.ledger.filter((row) => row.kind === 'breach')).toMatchObject([{ at: due }]);
    expect(broken?.ledger.filter((row) => row.kind === 'warn')).toMatchObject([{ data: { outdated: true } }]);
    expect(await read(ticket.id)).toMatchObject({ priority: 'high' });
    await sound();
  });

  it('warn at the chosen point', async () => {
    await promise({
      steps: [
        { when: { kind: 'used', percent: 50 }, actions: [{ type: 'notify', to: ['assignee'], userIds: [boss.id] }] },
        { when: { kind: 'before', minutes: 10 }, targets: ['first_response'], actions: [] },
      ],
    });
    const { ticket } = await make.letter();

    later(31);
    await fire();
    await fire();
    const half = await clock(ticket.id, 'first_response');
    later(20);
    await fire();
    const nearly = await clock(ticket.id, 'first_response');

    const levels = (one?: ClockView) => one?.ledger.filter((row) => row.kind === 'warn').map((row) => row.level);
    expect(levels(half)).toEqual(['used:50']);
    expect(levels(nearly)).toEqual(['used:50', 'before:10']);
    const asked = await told('sla.notify-wanted', ticket.id);
    expect(asked).toMatchObject([{ fact: { ticketId: ticket.id, userIds: [boss.id], level: 'used:50' } }]);
  });

  it('escalate along a chain to whoever is on call', async () => {
    const night = await agent(app);
    const rota = await boss.post<{ id: string; now: object }>('/sla/rotas', {
      name: 'Nights',
      timezone: 'America/Sao_Paulo',
      members: [night.id],
      turnDays: 7,
      startsOn: '2026-01-05',
      handover: '09:00',
    });
    expect(rota).toMatchObject({ status: 201, body: { now: { user: { id: night.id } } } });
    await promise({
      steps: [
        {
          when: { kind: 'after', minutes: 10 },
          targets: ['first_response'],
          actions: [{ type: 'assign_on_call', rotaId: rota.body.id }],
        },
        {
          when: { kind: 'after', minutes: 20 },
          targets: ['first_response'],
          actions: [{ type: 'page', by: 'call', rotaId: rota.body.id }, { type: 'raise_priority' }],
        },
      ],
    });
    const { ticket } = await make.letter();

    later(71);
    await fire();
    expect(await read(ticket.id)).toMatchObject({ assignee: { id: night.id }, priority: 'normal' });
    later(10);
    await fire();

    expect(await read(ticket.id)).toMatchObject({ priority: 'high' });
    expect(await told('sla.page-wanted', ticket.id)).toMatchObject([
      { fact: { userIds: [night.id], by: 'call', level: 'after:20' } },
    ]);
    expect((await boss.delete(`/sla/rotas/${rota.body.id}`)).status).toBe(409);
    await sound();
  });

  it('wait while the ticket does', async () => {
    await promise();
    const { ticket, conversation } = await make.letter();
    await reply(ticket.id);
    await change(ticket.id, { category: 'waiting_customer' });

    expect(await clock(ticket.id, 'resolution')).toMatchObject({
      state: 'paused',
      dueAt: null,
      paused: { why: 'waiting_customer' },
    });
    expect(await read(ticket.id)).toMatchObject({ dueAt: null });

    later(600);
    await make.said(ticket.id, conversation, 'Here is the log.');

    const resumed = await clock(ticket.id, 'resolution');
    expect(resumed).toMatchObject({ state: 'running' });
    expect(minutesFrom(resumed?.startedAt, resumed?.dueAt)).toBe(1_440 + 600);
    expect(await read(ticket.id)).toMatchObject({ dueMetric: 'next_response' });
    await sound();
  });

  it('go to another team where a step says so', async () => {
    const second = await makeTeam(app);
    await promise({
      steps: [
        {
          when: { kind: 'breach' },
          targets: ['first_response'],
          actions: [{ type: 'assign_team', teamId: second.id }],
        },
      ],
    });
    const { ticket } = await make.letter();

    later(59);
    await fire();
    expect(await seen(ticket.id)).toMatchObject({ team: null });
    later(2);
    await fire();

    expect(await seen(ticket.id)).toMatchObject({ team: { id: second.id } });
    await sound();
  });

  it('follow the team and the company that the ticket gets', async () => {
    const night = await makeTeam(app);
    const company = await make.company('Gold Bank');
    const within = (minutes: number, field: string, value: string) =>
      promise({
        name: `${field} ${newId()}`,
        conditions: { all: [{ field, op: 'is', value }] },
        targets: [{ target: 'resolution', hours: 'calendar', minutes: { normal: minutes, urgent: minutes } }],
      });
    await within(20, 'team', night.id);
    await within(40, 'company.id', company.id);
    await promise();
    const { ticket } = await make.letter();
    const begun = (await seen(ticket.id)).createdAt;

    await change(ticket.id, { companyId: company.id });
    expect(minutesFrom(begun, (await seen(ticket.id)).dueAt)).toBe(40);
    await change(ticket.id, { teamId: night.id });
    expect(minutesFrom(begun, (await seen(ticket.id)).dueAt)).toBe(20);
    await change(ticket.id, { teamId: null, companyId: null });
    expect(minutesFrom(begun, (await seen(ticket.id)).dueAt)).toBe(60);
    await sound();
  });

  it('follow the priority from the beginning, and leave the policy that no longer fits (Chatwoot 10178)', async () => {
    await promise({
      name: 'Hardware',
      conditions: { all: [{ field: 'type', op: 'is', value: 'incident' }] },
      targets: [{ target: 'resolution', hours: 'calendar', minutes: { normal: 60, urgent: 60 } }],
    });
    await promise({ name: 'Everybody' });
    const { ticket } = await make.letter();
    const begun = (await read(ticket.id)).createdAt;

    await change(ticket.id, { priority: 4 });
    expect(minutesFrom(begun, (await read(ticket.id)).dueAt)).toBe(15);

    await change(ticket.id, { type: 'incident' });
    expect(await clocks(ticket.id)).toMatchObject([
      { target: 'resolution', targetMinutes: 60, policy: { name: 'Hardware' } },
    ]);
    const { body } = await ana.get<Explanation & { policy: { value: object; reasons: object[] } }>(
      `/tickets/${ticket.id}/explain`,
    );
    expect(body.policy).toMatchObject({
      value: { name: 'Hardware', version: 1 },
      reasons: [
        { code: 'sla', because: { sla: { policy: 'Hardware', matched: [{ field: 'type', actual: 'incident' }] } } },
        { because: { sla: { policy: 'Everybody', priority: 'urgent' } } },
        { because: { sla: { policy: 'Everybody', priority: 'normal' } } },
      ],
    });
    await sound();
  });

  it('keep the version on which they were made, unless somebody asks', async () => {
    const policy = await promise();
    const { ticket } = await make.letter();
    const targets = [{ target: 'first_response', hours: 'calendar', minutes: { normal: 10 } }];

    await boss.patch(`/sla/policies/${policy.id}`, { version: 1, targets });
    await change(ticket.id, { tags: ['x'], companyId: (await make.company()).id });
    expect(await clock(ticket.id, 'first_response')).toMatchObject({ targetMinutes: 60, policy: { version: 1 } });
    expect(await clock((await make.letter()).ticket.id, 'first_response')).toMatchObject({ targetMinutes: 10 });

    await boss.patch(`/sla/policies/${policy.id}`, { version: 2, about: 'Quicker', applyToOpen: true });
    await app.settle();

    expect(await clocks(ticket.id)).toMatchObject([
      { target: 'first_response', targetMinutes: 10, policy: { version: 3 } },
    ]);
    await sound();
  });

  it('are open again when the answer is taken back before it left', async () => {
    await promise();
    const { ticket } = await make.letter();
    const message = await reply(ticket.id, { sendAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(message.status).toBe(201);
    expect(await clock(ticket.id, 'first_response')).toMatchObject({ state: 'running' });

    // As if it were on its way, with the time to take it back that an undo gives.
    await app.db.query(`update messages set state = 'queued' where id = $1`, [message.body.id]);
    await app.db.query(`delete from sla_marks where message_id = $1`, [message.body.id]);
    await change(ticket.id, { category: 'waiting_customer' });
    expect(await clock(ticket.id, 'first_response')).toMatchObject({ state: 'met' });

    expect((await ana.post(`/messages/${message.body.id}/cancel`)).status).toBeLessThan(300);

    const open = await clock(ticket.id, 'first_response');
    expect(open).toMatchObject({ state: 'running', endedAt: null });
    expect(open?.ledger.map((row) => row.kind)).toContain('recompute');
    await sound();
  });

  it('do not run for a “thanks” that needs no reply, and do again when it does', async () => {
    await promise();
    const { ticket, conversation } = await make.letter();
    await reply(ticket.id);
    await make.said(ticket.id, conversation, 'Thanks!');
    expect(await clock(ticket.id, 'next_response')).toMatchObject({ state: 'running' });

    expect(await ana.post(`/tickets/${ticket.id}/no-reply-needed`)).toMatchObject({
      status: 200,
      body: { marked: true },
    });
    expect(await clock(ticket.id, 'next_response')).toMatchObject({ state: 'cancelled', endedFor: 'no-reply' });
    expect(await read(ticket.id)).toMatchObject({ waitingSince: null, dueMetric: 'resolution' });
    expect(await ana.post(`/tickets/${ticket.id}/no-reply-needed`)).toMatchObject({ status: 409 });

    expect(await ana.delete(`/tickets/${ticket.id}/no-reply-needed`)).toMatchObject({
      status: 200,
      body: { marked: false },
    });

    expect(await clock(ticket.id, 'next_response')).toMatchObject({ state: 'running', endedAt: null });
    expect((await read(ticket.id)).waitingSince).not.toBeNull();
    await sound();
  });

  it('follow the messages when tickets are merged, unmerged and split', async () => {
    await promise();
    const first = await make.letter({ text: 'First' });
    later(20);
    const second = await make.letter({ text: 'Second', contactId: first.ticket.contactId });

    await ana.post(`/tickets/${second.ticket.id}/merge`, { otherId: first.ticket.id });
    const merged = await clock(second.ticket.id, 'first_response');
    expect(minutesFrom(first.ticket.createdAt, merged?.dueAt)).toBe(60);
    expect((await clocks(first.ticket.id)).filter((one) => !one.endedAt)).toEqual([]);
    expect(await read(first.ticket.id)).toMatchObject({ dueAt: null });

    await ana.post(`/tickets/${second.ticket.id}/unmerge`);
    expect(minutesFrom(second.ticket.createdAt, (await clock(second.ticket.id, 'first_response'))?.dueAt)).toBe(60);
    expect(await clock(first.ticket.id, 'first_response')).toMatchObject({ state: 'running' });

    later(20);
    const about = await make.said(second.ticket.id, second.conversation, 'And the printer.');
    later(10);
    const split = await ana.post<TicketView>(`/tickets/${second.ticket.id}/split`, {
      messageIds: [about.id],
      subject: 'Printer',
    });
    expect(split.status).toBe(201);
    const child = await clock(split.body.id, 'first_response');
    expect(minutesFrom(about.at, child?.dueAt)).toBe(60);
    expect(minutesFrom(about.at, child?.startedAt)).toBe(0);
    await sound();
  });

  it('count a technician’s arrival', async () => {
    await promise({
      name: 'On site',
      targets: [{ target: 'on_site', hours: 'calendar', minutes: { normal: 240 } }],
    });
    const { ticket } = await make.letter({ mode: 'visit' });
    expect(await read(ticket.id)).toMatchObject({ dueMetric: 'on_site' });

    const at = app.get(Clock).now();
    await app.get(Work).run((tx) => {
      tx.emit('visit.changed', {
        visitId: newId(),
        ticketId: ticket.id,
        from: 'en_route',
        to: 'on_site',
        at: at.toISOString(),
      });
      return Promise.resolve();
    });

    expect(await clock(ticket.id, 'on_site')).toMatchObject({ state: 'met', endedFor: 'arrived' });
    await sound();
  });

  it('can be added up, with the rows behind every figure, for those who see them', async () => {
    const policy = await promise();
    const kept = await make.letter();
    const broken = await make.letter();
    await reply(kept.ticket.id);
    later(90);
    await fire();

    const figures = (await ana.get<AttainmentView>(`/sla/attainment?by=policy&target=first_response`)).body;
    const rows = (
      await ana.get<AttainmentRowPage>(
        `/sla/attainment/rows?by=policy&key=${policy.id}&state=breached&target=first_response`,
      )
    ).body;

    const own = ({ items }: AttainmentView) => items.filter((one) => one.key === policy.id);
    expect(own(figures)).toMatchObject([{ target: 'first_response', met: 1, breached: 1, share: 0.5 }]);
    expect(rows.items).toMatchObject([{ ticket: { id: broken.ticket.id }, state: 'breached', targetMinutes: 60 }]);
    for (const by of ['team', 'channel', 'customer', 'month'])
      expect((await ana.get<AttainmentView>(`/sla/attainment?by=${by}`)).body.items.length).toBeGreaterThan(0);

    const team = await boss.post<{ id: string }>('/teams', { name: 'Others' });
    await change(broken.ticket.id, { teamId: team.body.id });

    const left = (await ana.get<AttainmentView>('/sla/attainment?by=policy&target=first_response')).body;
    expect(own(left)).toMatchObject([{ met: 1, breached: 0 }]);
    expect((await ana.get(`/tickets/${broken.ticket.id}/clocks`)).status).toBe(404);
    expect((await ana.post(`/tickets/${broken.ticket.id}/no-reply-needed`)).status).toBe(404);
  });

  it('are rebuilt from the ledger when the cache was lost', async () => {
    await promise();
    const { ticket } = await make.letter();
    await app.db.query(`update sla_clocks set due_at = due_at + interval '1 hour' where ticket_id = $1`, [ticket.id]);
    expect((await app.get(ClockRebuild).compare()).different).toEqual([ticket.id]);

    await app.db.query('delete from sla_clocks where ticket_id = $1', [ticket.id]);
    await app.get(ClockRebuild).rebuild();

    await sound();
    const back = await app.db.query('select target from sla_clocks where ticket_id = $1 order by target', [ticket.id]);
    expect(back).toMatchObject([{ target: 'first_response' }, { target: 'resolution' }]);
  });
});
