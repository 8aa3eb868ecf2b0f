import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hmacHex } from '../../src/platform/crypto/tokens.js';
import type { FiringView, RulePreview, RuleUndone, RuleView } from '../../src/routing/rules/rule.dto.js';
import { RuleTimes } from '../../src/routing/rules/rule-times.service.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { administrator, agent, lead, makeTeam, type Person } from '../harness/people.js';

interface Ticket {
  id: string;
  number: number;
  version: number;
  priority: string;
  mode: string;
  tags: string[];
  type: string;
  team: { id: string } | null;
  status: { category: string };
}
interface Message {
  direction: string;
  text: string;
  automatic: boolean;
}

const EVERY = { all: [] };
const tagged = (tag: string) => ({ field: 'tags', op: 'has_any', value: [tag] });

describe('rules', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let heard: { headers: Record<string, unknown>; body: string }[];
  let ear: Server;
  let answer = 200;
  beforeAll(async () => {
    app = await TestApp.boot({ EGRESS_ALLOW: '127.0.0.0/8' });
    make = new Make(app);
    boss = await lead(app);
    heard = [];
    ear = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => (body += String(piece)));
      request.on('end', () => {
        heard.push({ headers: request.headers, body });
        response.writeHead(answer).end();
      });
    });
    await new Promise<void>((done) => ear.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    await new Promise((done) => ear.close(done));
    await app.close();
  });

  const rule = async (given: object): Promise<RuleView> => {
    const made = await boss.post<RuleView>('/rules', {
      name: 'Rule',
      events: ['ticket.created'],
      condition: EVERY,
      ...given,
    });
    expect([made.status, made.body]).toEqual([201, expect.anything()]);
    return made.body;
  };
  const drop = (...rules: RuleView[]) => Promise.all(rules.map(({ id }) => boss.delete(`/rules/${id}`)));
  const read = async (id: string): Promise<Ticket> => (await boss.get<Ticket>(`/tickets/${id}`)).body;
  const firings = async (id: string): Promise<FiringView[]> =>
    (await boss.get<{ items: FiringView[] }>(`/rules/${id}/firings`)).body.items;

  it('that are shipped give urgent work a visit, commercial matters a meeting and good packages weight', async () => {
    const wanted: string[] = [];
    const asked = async (ticketId: string) =>
      (
        await app.db.query<object[]>(`select 1 from outbox where name = 'visit.wanted' and fact ->> 'ticketId' = $1`, [
          ticketId,
        ])
      ).length;
    const [urgent, installation, sales, plain] = [
      await make.ticket({ priority: 4 }),
      await make.ticket({ type: 'installation' }),
      await make.ticket({ type: 'sales', priority: 4 }),
      await make.ticket(),
    ];
    const company = (await boss.post<{ id: string }>('/companies', { name: 'Norte', segment: 'it-rental-short' })).body;
    const rental = await make.ticket({ companyId: company.id });
    const later = await make.ticket({ tags: ['x'] });
    await boss.patch(`/tickets/${later.id}`, { version: later.version, tags: ['x', 'on-site'] });

    for (const { id } of [urgent, installation, sales, plain, rental, later]) {
      const { mode, priority } = await read(id);
      wanted.push(`${mode} ${priority} ${await asked(id)}`);
    }
    expect(wanted).toEqual([
      'visit urgent 1',
      'visit normal 1',
      'in_person urgent 0',
      'digital normal 0',
      'digital high 0',
      'visit normal 1',
    ]);
  });

  it('decide within the transaction, and the ticket says why', async () => {
    const team = await makeTeam(app);
    const made = await rule({
      name: 'Routers go to the network team',
      events: ['ticket.created', 'customer.wrote'],
      condition: { field: 'words', op: 'mentions', value: ['router'] },
      actions: [
        { type: 'team', value: team.id },
        { type: 'priority_at_least', value: 'high' },
        { type: 'tag', value: 'network' },
      ],
    });

    const { ticket } = await make.letter({ text: 'Both routers are dead.' });

    expect(await read(ticket.id)).toMatchObject({ team: { id: team.id }, priority: 'high', tags: ['network'] });
    const why = (await boss.get<Record<string, { reasons: object[] }>>(`/tickets/${ticket.id}/explain`)).body;
    expect(why.priority!.reasons[0]).toMatchObject({
      code: 'rule',
      because: {
        rule: 'Routers go to the network team',
        ruleId: made.id,
        version: 1,
        matched: [{ actual: ['routers'] }],
      },
    });
    expect(await firings(made.id)).toMatchObject([
      {
        ticket: { id: ticket.id },
        version: 1,
        event: 'customer.wrote',
        outcome: 'done',
        because: [{ field: 'words', actual: ['routers'] }],
        changes: expect.arrayContaining([{ field: 'priority', from: 'normal', to: 'high' }]),
      },
    ]);
    await drop(made);
  });

  it('are asked in their order, and one that stops ends it', async () => {
    const first = await rule({ condition: tagged('order'), actions: [{ type: 'tag', value: 'first' }] });
    const second = await rule({ condition: tagged('first'), actions: [{ type: 'tag', value: 'second' }], stop: true });
    const third = await rule({ condition: tagged('order'), actions: [{ type: 'tag', value: 'third' }] });

    const before = await make.ticket({ tags: ['order'] });
    const list = (await boss.get<{ items: RuleView[] }>('/rules')).body.items.map(({ id }) => id);
    const turned = [third.id, ...list.filter((id) => id !== third.id)];
    const ordered = await boss.put<{ items: RuleView[] }>('/rules/order', { ids: turned });
    const after = await make.ticket({ tags: ['order'] });

    expect((await read(before.id)).tags).toEqual(['first', 'order', 'second']);
    expect(ordered.body.items[0]).toMatchObject({ id: third.id, position: 1 });
    expect((await read(after.id)).tags).toEqual(['first', 'order', 'second', 'third']);
    expect((await boss.put('/rules/order', { ids: list.slice(1) })).status).toBe(422);
    await drop(first, second, third);
  });

  it('know what a field was before', async () => {
    const made = await rule({
      events: ['ticket.changed'],
      condition: {
        all: [
          { field: 'changed', op: 'has_any', value: ['priority'] },
          { field: 'previous.priority', op: 'is', value: 'low' },
          { field: 'priority', op: 'is', value: 'high' },
        ],
      },
      actions: [{ type: 'tag', value: 'jumped' }],
    });
    const [jumps, walks] = [await make.ticket({ priority: 1 }), await make.ticket({ priority: 2 })];
    for (const { id, version } of [jumps, walks]) await boss.patch(`/tickets/${id}`, { version, priority: 'high' });

    expect((await read(jumps.id)).tags).toEqual(['jumped']);
    expect((await read(walks.id)).tags).toEqual([]);
    await drop(made);
  });

  it('that call each other come to an end', async () => {
    const changed = { events: ['ticket.changed'] };
    const up = await rule({ ...changed, condition: tagged('loop'), actions: [{ type: 'priority', value: 'high' }] });
    const down = await rule({ ...changed, condition: tagged('loop'), actions: [{ type: 'priority', value: 'low' }] });
    const ticket = await make.ticket();

    const answered = await boss.patch(`/tickets/${ticket.id}`, { version: ticket.version, tags: ['loop'] });

    expect(answered.status).toBe(200);
    expect([(await firings(up.id)).length, (await firings(down.id)).length]).toEqual([1, 1]);
    await drop(up, down);
  });

  it('that act too often are held back, and the log says so', async () => {
    const made = await rule({
      condition: tagged('often'),
      actions: [{ type: 'priority', value: 'low' }],
      ratePerHour: 2,
    });
    for (let n = 0; n < 4; n += 1) await make.ticket({ tags: ['often'] });

    expect((await firings(made.id)).map(({ outcome }) => outcome)).toEqual(['held', 'held', 'done', 'done']);
    await drop(made);
  });

  it('answer a customer automatically, but no machine, and nobody without end', async () => {
    const made = await rule({
      events: ['customer.wrote'],
      condition: { field: 'words', op: 'mentions', value: ['invoice', 'fatura'] },
      actions: [{ type: 'reply', value: 'Hello {{customer.first_name}}, #{{ticket.number}} is with the office.' }],
    });
    const { ticket, conversation } = await make.letter({ text: 'Where is my invoice?' });
    const machine = await make.letter({ text: 'hello' });
    await make.said(machine.ticket.id, machine.conversation, 'Invoice attached', { automatic: true });
    for (let n = 0; n < 6; n += 1) await make.said(ticket.id, conversation, `invoices? ${n}`);

    const said = (await boss.get<{ items: Message[] }>(`/tickets/${ticket.id}/messages?limit=100`)).body.items;
    const out = said.filter((one) => one.direction === 'out');
    expect(out).toHaveLength(5);
    expect(out[0]).toMatchObject({ automatic: true, text: `Hello Customer, #${ticket.number} is with the office.` });
    expect(await read(ticket.id)).toMatchObject({ status: { category: 'new' } });
    expect((await firings(made.id)).find((one) => one.ticket.id === machine.ticket.id)).toMatchObject({
      effects: [],
      refused: [{ type: 'reply', why: 'automatic_mail' }],
    });
    await drop(made);
  });

  it('call other programs after the commit, signed, and try again', async () => {
    const url = `http://127.0.0.1:${(ear.address() as AddressInfo).port}/hook`;
    const made = await rule({ name: 'Tell', condition: tagged('hook'), actions: [{ type: 'webhook', value: url }] });
    const { secret } = (await boss.get<{ secret: string }>(`/rules/${made.id}/secret`)).body;
    heard.length = 0;
    answer = 503;

    const ticket = await make.ticket({ tags: ['hook'] });
    while (heard.length === 0) await new Promise((done) => setTimeout(done, 20));
    answer = 200;
    await app.settle();

    expect(heard.length).toBeGreaterThanOrEqual(2);
    const { headers, body } = heard.at(-1)!;
    const [, t, v1] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['x-frontdesk-signature']))!;
    expect(v1).toBe(hmacHex(secret, `${t}.${body}`));
    expect(JSON.parse(body)).toMatchObject({
      type: 'rule.fired',
      rule: { id: made.id, name: 'Tell', version: 1 },
      ticket: { id: ticket.id, number: ticket.number },
    });
    expect((await firings(made.id))[0]!.deliveries).toMatchObject([{ url, state: 'sent', status: 200 }]);
    const history = (await boss.get<{ items: { type: string; data: object }[] }>(`/tickets/${ticket.id}/events`)).body;
    expect(history.items.at(-1)).toMatchObject({ type: 'ticket.rule-fired', data: { rule: 'Tell', did: ['webhook'] } });
    await drop(made);
  });

  it('tell colleagues', async () => {
    const team = await makeTeam(app);
    const ana = await agent(app, { teamIds: [team.id] });
    const value = { users: [], teams: [team.id], text: 'Look at {{ticket.subject}}' };
    const made = await rule({ condition: tagged('tell'), actions: [{ type: 'notify', value }] });

    await make.ticket({ tags: ['tell'], subject: 'The lift' });
    await app.settle();

    const told = (await ana.get<{ items: object[] }>('/notifications')).body.items;
    expect(told).toMatchObject([{ kind: 'rule', data: { name: 'Rule', text: 'Look at The lift' } }]);
    await drop(made);
  });

  it('do what a macro does, and leave out what is gone', async () => {
    const macro = (
      await boss.post<{ id: string }>('/macros', {
        name: 'Park',
        actions: [
          { type: 'tag', value: 'parked' },
          { type: 'note', value: 'Parked.' },
          { type: 'assignee', value: 'me' },
        ],
      })
    ).body;
    const team = await makeTeam(app);
    const made = await rule({
      condition: tagged('macro'),
      actions: [
        { type: 'team', value: team.id },
        { type: 'macro', value: macro.id },
      ],
    });
    const first = await make.ticket({ tags: ['macro'] });
    await boss.delete(`/macros/${macro.id}`);
    await app.db.query('delete from teams where id = $1', [team.id]);
    const second = await make.ticket({ tags: ['macro'] });

    expect((await read(first.id)).tags).toEqual(['macro', 'parked']);
    expect((await boss.get<{ items: Message[] }>(`/tickets/${first.id}/messages`)).body.items).toMatchObject([
      { direction: 'internal', text: 'Parked.', automatic: true },
    ]);
    expect((await read(second.id)).team).toBeNull();
    await drop(made);
  });

  it('are tried out on the newest tickets without a trace', async () => {
    const ticket = await make.ticket({ tags: ['dry'], subject: 'Dry' });
    const count = () => app.db.query('select count(*)::int as n, max(event_seq) as seq from tickets, ticket_events');
    const before = await count();

    const dry = await boss.post<RulePreview>('/rules/preview', {
      last: 500,
      rule: {
        name: 'Dry run',
        events: ['ticket.created'],
        condition: tagged('dry'),
        actions: [
          { type: 'priority', value: 'urgent' },
          { type: 'reply', value: 'Hello' },
        ],
      },
    });

    expect(dry.body).toMatchObject({
      matched: 1,
      acting: 1,
      items: [
        {
          ticket: { id: ticket.id, subject: 'Dry' },
          because: [{ field: 'tags', actual: ['dry'] }],
          changes: [{ field: 'priority', from: 'normal', to: 'urgent' }],
          effects: [{ type: 'reply', detail: 'Hello' }],
        },
      ],
    });
    expect(await count()).toEqual(before);
    expect((await boss.post('/rules/preview', {})).status).toBe(422);
  });

  it('do not solve what waits for a visit, and what else happens is stored all the same', async () => {
    const made = await rule({
      events: ['ticket.changed'],
      condition: tagged('over'),
      actions: [
        { type: 'status', value: 'solved' },
        { type: 'tag', value: 'seen' },
      ],
    });
    const ticket = await make.ticket({ priority: 4 });
    const { version } = (await boss.get<{ version: number }>(`/tickets/${ticket.id}`)).body;

    const changed = await boss.patch(`/tickets/${ticket.id}`, { version, tags: ['over'] });

    expect(changed.status).toBe(200);
    expect(await read(ticket.id)).toMatchObject({ status: { category: 'new' }, tags: ['over', 'seen'] });
    const [firing] = await firings(made.id);
    expect(firing!.refused).toEqual([{ type: 'status', why: 'visit_open' }]);
    await drop(made);
  });

  it('do not solve what a rule has just asked a visit for, in one rule or in two, and say so', async () => {
    const asks = await rule({ condition: tagged('hands'), actions: [{ type: 'visit', value: 'repair' }] });
    const solves = await rule({
      condition: tagged('hands'),
      actions: [
        { type: 'status', value: 'solved' },
        { type: 'tag', value: 'seen' },
      ],
    });
    const both = await rule({
      condition: tagged('both'),
      actions: [
        { type: 'status', value: 'solved' },
        { type: 'visit', value: 'repair' },
      ],
    });

    const [two, one] = [await make.ticket({ tags: ['hands'] }), await make.ticket({ tags: ['both'] })];

    for (const { id } of [two, one]) {
      expect((await read(id)).status.category).not.toBe('solved');
      expect(await app.db.query('select kind, state from visits where ticket_id = $1', [id])).toEqual([
        { kind: 'repair', state: 'proposed' },
      ]);
    }
    for (const [{ id }, ticketId] of [
      [solves, two.id],
      [both, one.id],
    ] as const) {
      const firing = (await firings(id)).find((each) => each.ticket.id === ticketId);
      expect(firing!.refused).toEqual([{ type: 'status', why: 'visit_open' }]);
    }
    await drop(asks, solves, both);
  });

  it('want no visit for what a rule before them has solved, and say so', async () => {
    const solves = await rule({ condition: tagged('over'), actions: [{ type: 'status', value: 'solved' }] });
    const asks = await rule({
      condition: tagged('over'),
      actions: [
        { type: 'visit', value: 'repair' },
        { type: 'tag', value: 'seen' },
      ],
    });

    const ticket = await make.ticket({ tags: ['over'] });

    expect(await read(ticket.id)).toMatchObject({ status: { category: 'solved' }, tags: ['over', 'seen'] });
    expect(await app.db.query('select 1 from visits where ticket_id = $1', [ticket.id])).toEqual([]);
    expect((await firings(asks.id))[0]!.refused).toEqual([{ type: 'visit', why: 'solved' }]);
    await drop(solves, asks);
  });

  it('are undone for a span of time, where nobody has changed it since', async () => {
    const made = await rule({
      condition: tagged('bad'),
      actions: [
        { type: 'priority', value: 'low' },
        { type: 'type', value: 'task' },
        { type: 'tag', value: 'worse' },
        { type: 'note', value: 'Oh no.' },
      ],
    });
    const [alone, touched] = [await make.ticket({ tags: ['bad'] }), await make.ticket({ tags: ['bad'] })];
    const { version } = await read(touched.id);
    await boss.patch(`/tickets/${touched.id}`, { version, priority: 'high' });
    await boss.patch(`/rules/${made.id}`, { version: 1, name: 'Renamed' });

    const undone = await boss.post<RuleUndone>(`/rules/${made.id}/undo`, { from: '2020-01-01T00:00:00Z' });

    expect(await read(alone.id)).toMatchObject({ priority: 'normal', type: 'question', tags: ['bad'] });
    expect(await read(touched.id)).toMatchObject({ priority: 'high', type: 'question', tags: ['bad'] });
    expect(undone.body).toMatchObject({ firings: 2, more: false });
    expect(undone.body.restored.map(({ id }) => id).sort()).toEqual([alone.id, touched.id].sort());
    expect(undone.body.kept.map(({ ticket, what, why }) => [ticket.id, what, why])).toEqual(
      expect.arrayContaining([
        [touched.id, 'priority', 'changed_since'],
        [alone.id, 'note', 'said'],
      ]),
    );
    expect(
      (await firings(made.id)).map(({ rule: name, version: by, undoneAt }) => [name, by, undoneAt !== null]),
    ).toEqual([
      ['Rule', 1, true],
      ['Rule', 1, true],
    ]);
    expect((await boss.post<RuleUndone>(`/rules/${made.id}/undo`, {})).body.firings).toBe(0);
    await drop(made);
  });

  it('that wait for a time fire once for each wait', async () => {
    const made = await rule({
      events: ['time'],
      time: { since: 'waiting', hours: 2 },
      condition: EVERY,
      actions: [{ type: 'tag', value: 'late' }],
    });
    const { ticket, conversation } = await make.letter();
    const sweep = () => app.get(RuleTimes).sweep();

    await sweep();
    expect((await read(ticket.id)).tags).toEqual([]);
    passed(app, 2 * 3_600_000 + 1_000);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect((await read(ticket.id)).tags).toEqual(['late']);
    const { version } = await read(ticket.id);
    await boss.patch(`/tickets/${ticket.id}`, { version, tags: [] });
    await sweep();
    expect((await read(ticket.id)).tags).toEqual([]);

    await boss.post(`/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'We are on it.' });
    await make.said(ticket.id, conversation, 'And now?');
    passed(app, 2 * 3_600_000 + 1_000);
    await sweep();
    expect((await read(ticket.id)).tags).toEqual(['late']);
    expect((await firings(made.id)).filter((one) => one.ticket.id === ticket.id)).toHaveLength(2);
    await drop(made);
  });

  it.each([
    ['without an event', { events: [] }],
    ['with a condition that cannot be asked', { condition: { field: 'shoe', op: 'is', value: 1 } }],
    ['with an action that cannot be done', { actions: [{ type: 'explode' }] }],
    ['that wait, and do not say for what', { events: ['time'] }],
  ])('%s are refused', async (_, wrong) => {
    const given = { name: 'x', events: ['ticket.created'], condition: EVERY, actions: [{ type: 'tag', value: 'x' }] };

    expect((await boss.post('/rules', { ...given, ...wrong })).status).toBe(422);
  });

  it('are changed by a version, and only by those who may', async () => {
    const made = await rule({ actions: [{ type: 'tag', value: 'v' }], active: false });
    const ana = await agent(app);

    expect((await boss.patch(`/rules/${made.id}`, { version: 1, stop: true })).body).toMatchObject({
      version: 2,
      stop: true,
    });
    expect((await boss.patch(`/rules/${made.id}`, { version: 1, stop: false })).status).toBe(409);
    expect((await ana.get('/rules')).status).toBe(200);
    expect((await ana.patch(`/rules/${made.id}`, { version: 2, stop: false })).status).toBe(403);
    expect((await ana.post('/rules/preview', { ruleId: made.id })).status).toBe(403);
    expect((await ana.post(`/rules/${made.id}/undo`, {})).status).toBe(403);
    await drop(made);
  });

  it('count working hours of the ticket’s own calendar', async () => {
    const inbox = await make.inbox();
    const hours = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '01:00']]]),
    );
    const calendar = { name: 'An hour a day', timezone: 'UTC', hours, uses: [{ kind: 'inbox', id: inbox.id }] };
    const made = await (await administrator(app)).post('/sla/calendars', calendar);
    expect([made.status, made.body]).toEqual([201, expect.anything()]);
    await rule({
      events: ['time'],
      time: { since: 'created', hours: 3, business: true },
      condition: EVERY,
      actions: [{ type: 'tag', value: 'three-days' }],
    });
    const [here, anywhere] = [await make.ticket({ inboxId: inbox.id }), await make.ticket()];
    passed(app, 5 * 3_600_000);
    await app.get(RuleTimes).sweep();
    const early = [(await read(here.id)).tags, (await read(anywhere.id)).tags];
    passed(app, 4 * 24 * 3_600_000);
    await app.get(RuleTimes).sweep();

    expect(early).toEqual([[], ['three-days']]);
    // By then the session of whoever asks is over.
    const [later] = await app.db.query<{ tags: string[] }[]>('select tags from tickets where id = $1', [here.id]);
    expect(later!.tags).toEqual(['three-days']);
  });
});
