import { jest } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { AttendanceService } from '../../src/identity/presence/attendance.service.js';
import { AssignmentPolicy } from '../../src/routing/assignment/assignment.policy.js';
import { AssignmentUpkeep } from '../../src/routing/assignment/assignment.upkeep.js';
import { Offers } from '../../src/routing/assignment/offers.service.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { lead, makeTeam, signIn, type Person } from '../harness/people.js';

interface Told {
  how: string;
  strategy: string;
  candidates: { name: string; verdict: string; load: number; lacks?: string[] }[];
}
interface Explained {
  assignee: { value: { name: string } | null; reasons: { code: string; because: { assignment: Told } }[] };
  waiting?: { value: number; reasons: { because: { assignment: Told } }[] };
}

describe('assignment', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let team: { id: string; name: string };
  const open: Socket[] = [];

  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  beforeEach(async () => {
    team = await makeTeam(app);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    open.splice(0).forEach((socket) => socket.disconnect());
  });
  afterAll(() => app.close());

  const decide = async (how: object): Promise<void> => {
    expect((await boss.patch(`/teams/${team.id}/assignment`, how)).status).toBe(200);
    await app.settle();
  };
  const online = async (name: string, role = 'agent', teamIds = [team.id]): Promise<Person> => {
    const person = await signIn(app, role, { name, teamIds });
    await person.put('/me/availability', { state: 'online' });
    return person;
  };
  const away = (name: string): Promise<Person> => signIn(app, 'agent', { name, teamIds: [team.id] });
  const assigneeOf = async (ticketId: string): Promise<string | null> => {
    const [row] = await app.db.query<{ name: string | null }[]>(
      'select u.name from tickets t left join users u on u.id = t.assignee_id where t.id = $1',
      [ticketId],
    );
    return row!.name;
  };
  const why = async (ticketId: string): Promise<Explained> =>
    (await boss.get<Explained>(`/tickets/${ticketId}/explain`)).body;
  const becomes = async (person: Person, state: string): Promise<void> => {
    while ((await person.get('/me/availability')).body.state !== state);
  };
  const solve = async (person: Person, ticketId: string): Promise<void> => {
    const { body } = await person.get<{ version: number }>(`/tickets/${ticketId}`);
    expect((await person.patch(`/tickets/${ticketId}`, { version: body.version, status: 'solved' })).status).toBe(200);
  };
  const ticket = (values: object = {}) => make.ticket({ teamId: team.id, ...values });

  describe('of a team that decides by itself', () => {
    it('gives each new ticket to the next in turn, in the transaction that made it, and says why', async () => {
      await decide({ strategy: 'round_robin' });
      await online('Ana');
      await online('Bia');
      await away('Caio');

      const made = [await ticket(), await ticket(), await ticket()];

      const got = await Promise.all(made.map(({ id }) => assigneeOf(id)));
      expect(new Set(got.slice(0, 2))).toEqual(new Set(['Ana', 'Bia']));
      expect(got[2]).toBe(got[0]);
      const { assignee } = await why(made[0]!.id);
      expect(assignee.reasons[0]).toMatchObject({
        code: 'assignment',
        because: { assignment: { how: 'round_robin' } },
      });
      const verdicts = assignee.reasons[0]!.because.assignment.candidates.map(({ name, verdict }) => [name, verdict]);
      expect(verdicts).toEqual([
        [got[0], 'chosen'],
        [got[1], 'later'],
        ['Caio', 'away'],
      ]);
    });

    it('gives it to whoever answered the customer last', async () => {
      await decide({ strategy: 'round_robin' });
      const [ana] = [await online('Ana'), await online('Bia')];
      const { ticket: first } = await make.letter({ teamId: team.id, assigneeId: ana.id });
      await ana.post(`/tickets/${first.id}/messages`, { kind: 'reply', text: 'Unplug it, please.' });
      await ticket();
      await ticket();

      const again = await ticket({ contactId: first.contactId });

      expect(await assigneeOf(again.id)).toBe('Ana');
      expect((await why(again.id)).assignee.reasons[0]!.because.assignment.how).toBe('sticky');
    });

    it('asks for the skills of tags and of the line, and for less after a while', async () => {
      await decide({ strategy: 'least_busy', relaxSeconds: 60, matchLanguage: false });
      const ana = await online('Ana');
      await boss.put(`/users/${ana.id}/skills`, { skills: [{ skill: 'vpn', level: 1 }] });
      const hard = await ticket({ tags: ['skill:vpn:2'] });
      expect(await assigneeOf(hard.id)).toBeNull();
      expect((await why(hard.id)).waiting!.reasons[0]!.because.assignment.candidates).toMatchObject([
        { name: 'Ana', verdict: 'skill', lacks: ['vpn'] },
      ]);

      passed(app, 61_000);
      await app.get(AssignmentUpkeep).sweep();

      expect(await assigneeOf(hard.id)).toBe('Ana');
    });

    it('asks for what a line asks for', async () => {
      await decide({ strategy: 'least_busy', matchLanguage: false, relaxSeconds: 0 });
      await online('Ana');
      const bia = await online('Bia');
      const inbox = await make.inbox({ teamId: team.id });
      await boss.put(`/inboxes/${inbox.id}/skills`, { skills: [{ skill: 'alarms', level: 2 }] });
      await boss.put(`/users/${bia.id}/skills`, { skills: [{ skill: 'alarms', level: 3 }] });

      const made = await ticket({ inboxId: inbox.id });

      expect(await assigneeOf(made.id)).toBe('Bia');
    });

    it('leaves alone what is somebody’s, and the tickets of other teams', async () => {
      await decide({ strategy: 'round_robin' });
      const ana = await online('Ana');
      await online('Bia');
      const other = await makeTeam(app);

      const hers = await ticket({ assigneeId: ana.id });
      const elsewhere = await ticket({ teamId: other.id });
      const nowhere = await ticket({ teamId: null });

      expect(await assigneeOf(hers.id)).toBe('Ana');
      expect(await assigneeOf(elsewhere.id)).toBeNull();
      expect(await assigneeOf(nowhere.id)).toBeNull();
    });

    it('takes over what was nobody’s when it begins, and lets go when it ends', async () => {
      await online('Ana');
      const before = await ticket();
      await decide({ strategy: 'least_busy' });
      expect(await assigneeOf(before.id)).toBe('Ana');

      await boss.put(`/users/${(await online('Bia')).id}/capacity`, { most: 0 });
      await app.db.query('update users set availability = $1', ['away']);
      const waiting = await ticket();
      expect((await boss.get(`/assignment/queue?team=${team.id}`)).body.items).toHaveLength(1);
      await decide({ strategy: 'manual' });

      expect(await assigneeOf(waiting.id)).toBeNull();
      expect((await boss.get(`/assignment/queue?team=${team.id}`)).body.items).toEqual([]);
    });
  });

  describe('the line', () => {
    it('stands by priority, promise and age, tells each their place, and moves when a ticket is solved', async () => {
      await decide({ strategy: 'least_busy' });
      const ana = await online('Ana');
      await boss.put(`/users/${ana.id}/capacity`, { most: 10 });
      const held = await ticket();
      const [old, urgent, young] = [await ticket(), await ticket({ priority: 4 }), await ticket()];

      const line = await boss.get<{ items: { ticket: { id: string }; position: number }[] }>(
        `/assignment/queue?team=${team.id}`,
      );
      expect(line.body.items.map((one) => [one.ticket.id, one.position])).toEqual([
        [urgent.id, 1],
        [old.id, 2],
        [young.id, 3],
      ]);

      await solve(ana, held.id);
      expect(await assigneeOf(urgent.id)).toBe('Ana');
      expect((await why(old.id)).waiting!.value).toBe(1);
    });

    it('moves when a reply waits for the customer, when somebody comes, and when somebody can take more', async () => {
      await decide({ strategy: 'least_busy' });
      const ana = await online('Ana');
      await boss.put(`/users/${ana.id}/capacity`, { most: 10 });
      const { ticket: held } = await make.letter({ teamId: team.id });
      expect(await assigneeOf(held.id)).toBe('Ana');
      const [second, third, fourth] = [await ticket(), await ticket(), await ticket()];
      expect(await assigneeOf(second.id)).toBeNull();

      await ana.post(`/tickets/${held.id}/messages`, { kind: 'reply', text: 'Which lights are on?' });
      expect(await assigneeOf(second.id)).toBe('Ana');

      await boss.put(`/users/${ana.id}/capacity`, { most: 20 });
      expect(await assigneeOf(third.id)).toBe('Ana');

      await online('Bia');
      expect(await assigneeOf(fourth.id)).toBe('Bia');
    });

    it('is shown as far as one sees its tickets', async () => {
      await decide({ strategy: 'least_busy' });
      const waiting = await ticket();
      const member = await away('Ana');
      const stranger = await signIn(app, 'agent', { teamIds: [(await makeTeam(app)).id] });
      const ids = async (who: Person) =>
        (await who.get<{ items: { ticket: { id: string } }[] }>('/assignment/queue')).body.items.map(
          (one) => one.ticket.id,
        );

      expect(await ids(member)).toContain(waiting.id);
      expect(await ids(stranger)).not.toContain(waiting.id);
    });
  });

  describe('availability', () => {
    it('away keeps what one has; away and give back returns what was not begun, to whoever is there', async () => {
      await decide({ strategy: 'least_busy' });
      const ana = await online('Ana');
      const { ticket: begun } = await make.letter({ teamId: team.id });
      const untouched = await ticket();
      await ana.post(`/tickets/${begun.id}/messages`, { kind: 'note', text: 'Looking into it.' });
      const bia = await online('Bia');

      await ana.put('/me/availability', { state: 'away' });
      expect(await assigneeOf(untouched.id)).toBe('Ana');
      const { body } = await ana.put('/me/availability', { state: 'away', giveBack: true });

      expect(body).toMatchObject({ state: 'away', chosen: 'away', givenBack: 1 });
      expect(await assigneeOf(untouched.id)).toBe(bia.name);
      expect(await assigneeOf(begun.id)).toBe('Ana');
      expect((await why(untouched.id)).assignee.reasons.map(({ code }) => code)).toEqual([
        'assignment',
        'assignment',
        'assignment',
        'default',
      ]);
    });

    it('outlives a restart and the console: away stays away, and whoever vanished comes back', async () => {
      const ana = await away('Ana');
      const socket = await connect(ana);
      await becomes(ana, 'online');
      const told = new Promise((done) => socket.once('availability', done));
      await ana.put('/me/availability', { state: 'away' });
      expect(await told).toEqual({ state: 'away' });
      socket.disconnect();

      await app.restart();
      make = new Make(app);
      await (await connect(ana)).emitWithAck('subscribe', {});

      expect((await ana.get('/me/availability')).body).toMatchObject({ state: 'away', chosen: 'away' });
    });

    it('is taken from who has no console open for some minutes, and given again when they return', async () => {
      const ana = await away('Ana');
      const socket = await connect(ana);
      await becomes(ana, 'online');
      socket.disconnect();
      await app.get(AttendanceService).vanished();
      expect((await ana.get('/me/availability')).body.state).toBe('online');

      passed(app, 10 * 60_000);
      await app.get(AttendanceService).vanished();
      expect((await ana.get('/me/availability')).body).toMatchObject({ state: 'away', chosen: 'online' });

      await connect(ana);
      await becomes(ana, 'online');
    });

    it('of a script that never opens a console is believed', async () => {
      const robot = await online('Robot');

      passed(app, 10 * 60_000);
      await app.get(AttendanceService).vanished();

      expect((await robot.get('/me/availability')).body.state).toBe('online');
    });
  });

  describe('an offer', () => {
    const offersOf = async (who: Person) =>
      (await who.get<{ items: { id: string; ticket: { id: string } }[] }>('/me/offers')).body.items;

    it('reaches the person’s console, and accepting it makes the ticket theirs', async () => {
      await decide({ strategy: 'least_busy', acceptSeconds: 30 });
      const ana = await online('Ana');
      const socket = await connect(ana);
      await socket.emitWithAck('subscribe', {});
      const heard = new Promise<{ id: string; ticket: { id: string } }>((done) => socket.once('offer', done));

      const made = await ticket();

      const offer = await heard;
      expect(offer.ticket.id).toBe(made.id);
      expect(await offersOf(ana)).toMatchObject([{ id: offer.id, ticket: { id: made.id } }]);
      expect(await assigneeOf(made.id)).toBeNull();
      expect((await ana.post(`/offers/${offer.id}/accept`)).body).toMatchObject({ assignee: { name: 'Ana' } });
      expect(await offersOf(ana)).toEqual([]);
      expect((await ana.post(`/offers/${offer.id}/accept`)).body).toMatchObject({ status: 409, code: 'offer_over' });
    });

    it('that is declined, or not answered in time, goes to the next; one’s own only', async () => {
      await decide({ strategy: 'round_robin', acceptSeconds: 30 });
      const [ana, bia, caio] = [await online('Ana'), await online('Bia'), await online('Caio')];
      const made = await ticket();
      const people = [ana, bia, caio];
      const askedNow = async (): Promise<Person> => {
        const offers = await Promise.all(people.map(offersOf));
        const at = offers.findIndex((list) => list.some((offer) => offer.ticket.id === made.id));
        return people[at]!;
      };
      const first = await askedNow();
      const [offer] = await offersOf(first);
      const other = people.find((one) => one !== first)!;
      expect((await other.post(`/offers/${offer!.id}/accept`)).status).toBe(404);
      expect((await other.post(`/offers/${offer!.id}/decline`)).status).toBe(404);

      expect((await first.post(`/offers/${offer!.id}/decline`)).status).toBe(204);
      const second = await askedNow();
      expect(second).not.toBe(first);
      const [late] = await offersOf(second);
      passed(app, 31_000);
      expect((await second.post(`/offers/${late!.id}/accept`)).body).toMatchObject({ code: 'offer_over' });
      await app.get(Offers).expire({ offerId: late!.id });

      const third = await askedNow();
      expect([first, second]).not.toContain(third);
      expect((await why(made.id)).waiting!.reasons[0]!.because.assignment.candidates).toMatchObject([
        { name: third.name, verdict: 'chosen' },
        { verdict: 'asked' },
        { verdict: 'asked' },
      ]);
    });

    it('is withdrawn when its person goes away, when somebody claims the ticket, and when it is solved', async () => {
      await decide({ strategy: 'round_robin', acceptSeconds: 30 });
      const ana = await online('Ana');
      const made = await ticket();
      expect(await offersOf(ana)).toHaveLength(1);
      await ana.put('/me/availability', { state: 'away' });
      expect(await offersOf(ana)).toEqual([]);

      await ana.put('/me/availability', { state: 'online' });
      expect(await offersOf(ana)).toHaveLength(1);
      const bia = await away('Bia');
      expect((await bia.post(`/tickets/${made.id}/claim`)).status).toBe(200);
      expect(await offersOf(ana)).toEqual([]);
      expect((await why(made.id)).waiting).toBeUndefined();
    });

    it('of which many are accepted twice at once makes each ticket one person’s', async () => {
      await decide({ strategy: 'least_busy', acceptSeconds: 60 });
      const ana = await online('Ana');
      await ticket();
      const [offer] = await offersOf(ana);

      const answers = await Promise.all(Array.from({ length: 12 }, () => ana.post(`/offers/${offer!.id}/accept`)));

      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
    });
  });

  describe('whoever helps themselves', () => {
    it('gets a ticket that is nobody’s, and learns whose it is where somebody was quicker', async () => {
      const [ana, bia] = [await away('Ana'), await away('Bia')];
      const made = await ticket();

      expect((await ana.post(`/tickets/${made.id}/claim`)).body).toMatchObject({ assignee: { id: ana.id } });
      expect((await ana.post(`/tickets/${made.id}/claim`)).status).toBe(200);
      expect((await bia.post(`/tickets/${made.id}/claim`)).body).toMatchObject({
        status: 409,
        code: 'already_assigned',
        assignee: { name: 'Ana' },
      });
      expect((await why(made.id)).assignee.reasons[0]).toMatchObject({ code: 'claimed' });
    });

    it('may not where they do not see it, or may not assign', async () => {
      const made = await ticket();
      const stranger = await signIn(app, 'agent', { teamIds: [(await makeTeam(app)).id] });
      const analyst = await signIn(app, 'analyst');

      expect((await stranger.post(`/tickets/${made.id}/claim`)).status).toBe(404);
      expect((await analyst.post(`/tickets/${made.id}/claim`)).status).toBe(403);
      expect((await stranger.post('/assignment/next', { teamId: team.id })).status).toBe(404);
    });

    it('takes the next by priority, and nothing where nothing waits', async () => {
      const ana = await away('Ana');
      await ticket();
      const urgent = await ticket({ priority: 4 });

      expect((await ana.post('/assignment/next', {})).body).toMatchObject({ ticket: { id: urgent.id } });
      expect((await ana.post('/assignment/next', {})).status).toBe(200);
      expect((await ana.post('/assignment/next', {})).body).toEqual({ ticket: null });
    });
  });

  describe('settings', () => {
    it('are a lead’s to change, with the version that was seen', async () => {
      const agent = await away('Ana');
      const { body } = await agent.get<{ strategy: string; version: number }>(`/teams/${team.id}/assignment`);
      expect(body.strategy).toBe('manual');

      expect((await agent.patch(`/teams/${team.id}/assignment`, { strategy: 'least_busy' })).status).toBe(403);
      expect((await agent.put(`/users/${agent.id}/skills`, { skills: [] })).status).toBe(403);
      expect((await agent.put(`/users/${agent.id}/capacity`, { most: 1000 })).status).toBe(403);
      expect((await agent.put('/assignment/weights', { items: [] })).status).toBe(403);
      await boss.patch(`/teams/${team.id}/assignment`, { strategy: 'least_busy', version: 0 });
      expect((await boss.patch(`/teams/${team.id}/assignment`, { sticky: false, version: 0 })).body).toMatchObject({
        status: 409,
        currentVersion: 1,
      });
    });

    it('weigh channels: those not named stay, unknown ones are refused', async () => {
      const before = (await boss.get<{ items: { channel: string; weight: number }[] }>('/assignment/weights')).body
        .items;
      expect(before).toEqual(
        expect.arrayContaining([
          { channel: 'chat', weight: 25 },
          { channel: 'email', weight: 10 },
        ]),
      );

      const after = await boss.put('/assignment/weights', { items: [{ channel: 'chat', weight: 50 }] });
      expect(after.body.items).toContainEqual({ channel: 'chat', weight: 50 });
      expect(after.body.items).toContainEqual({ channel: 'email', weight: 10 });
      expect((await boss.put('/assignment/weights', { items: [{ channel: 'smoke', weight: 5 }] })).status).toBe(422);
      expect((await boss.get('/assignment/people')).status).toBe(200);
    });
  });

  it('finds a ticket that came while a process did not know yet that its team decides by itself', async () => {
    await online('Ana');
    await app.db.query(
      `insert into team_assignment (team_id, strategy, sticky, match_language, relax_seconds, line_order)
       values ($1, 'least_busy', true, true, 60, '{priority,due,age}')`,
      [team.id],
    );
    const missed = await ticket();
    expect(await assigneeOf(missed.id)).toBeNull();

    passed(app, 10_000);
    await app.get(AssignmentUpkeep).sweep();
    await app.get(AssignmentPolicy).lookAtTeam({ teamId: team.id });

    expect(await assigneeOf(missed.id)).toBe('Ana');
  });

  function connect(person: Person): Promise<Socket> {
    const socket = io(`${app.url}/agent`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: person.cookie },
    });
    open.push(socket);
    return new Promise((done, fail) => {
      socket.on('connect', () => done(socket));
      socket.on('connect_error', fail);
    });
  }
});
