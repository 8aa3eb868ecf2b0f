import { jest } from '@jest/globals';
import { CallBackTurns } from '../../src/phone/call-back-turns.service.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { administrator, signIn, type Person } from '../harness/people.js';
import { PhoneLine, QUEUE } from './phone-line.js';

interface Shown {
  id: string;
  direction: string;
  number: string;
  ticket: { id: string };
}

describe('who presses 1 to be called back', () => {
  let app: TestApp;
  let admin: Person;
  let ana: Person;
  let rui: Person;
  let stranger: Person;
  let phone: PhoneLine;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    const teamId = (await admin.post('/teams', { name: 'Support' })).body.id as string;
    const otherId = (await admin.post('/teams', { name: 'Other' })).body.id as string;
    ana = await signIn(app, 'agent', { name: 'Ana', teamIds: [teamId] });
    rui = await signIn(app, 'agent', { name: 'Rui', teamIds: [teamId] });
    stranger = await signIn(app, 'agent', { name: 'Eva', teamIds: [otherId] });
    for (const person of [ana, rui, stranger]) await person.put('/me/availability', { state: 'online' });
    phone = await PhoneLine.open(app, { teamId, steps: [QUEUE] });
  });
  beforeEach(async () => {
    await app.db.query(`update calls set state = 'ended', ended_at = now(), wrapped_at = now() where state <> 'ended'`);
    await app.db.query(`update calls set wrapped_at = now() where wrapped_at is null`);
    await app.db.query(`update call_backs set state = 'done', next_at = null`);
  });
  afterAll(async () => {
    await app?.close();
    jest.restoreAllMocks();
  });

  const rings = async (person: Person) => (await person.get('/phone')).body.ringing as Shown[];
  const owed = async (number: string) =>
    (
      await app.db.query<Record<string, unknown>[]>(
        'select state, attempts, next_at, turn_call_id from call_backs where number = $1 order by at desc limit 1',
        [number],
      )
    )[0]!;
  const callById = async (id: string) =>
    (await app.db.query<Record<string, unknown>[]>('select * from calls where id = $1', [id]))[0]!;
  const due = async () => {
    await app.get(CallBackTurns).due();
    await phone.settle();
  };

  it('keeps the place: behind who has waited longer, before who came later; one gets it, and the customer is called', async () => {
    const first = await phone.call({ from: '+5511955550701' });
    await phone.call({ keys: '1', from: '+5511955550702' });
    const last = await phone.call({ from: '+5511955550703' });

    const waiting = (await ana.get('/phone')).body.waiting as Shown[];
    expect(waiting.map(({ number, direction }) => [number, direction])).toEqual([
      ['+5511955550701', 'in'],
      ['+5511955550702', 'out'],
      ['+5511955550703', 'in'],
    ]);
    expect((await rings(ana)).map(({ number }) => number)).toEqual(['+5511955550701', '+5511955550703']);
    expect(await rings(stranger)).toEqual([]);

    await phone.hangUp(first.sid);
    const [offered] = await rings(rui);
    expect(offered).toMatchObject({ direction: 'out', number: '+5511955550702' });
    expect((await stranger.post(`/calls/${offered!.id}/answer`)).status).toBe(404);
    const answers = await Promise.all([ana, rui].map((one) => one.post(`/calls/${offered!.id}/answer`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    await phone.settle();

    expect(await callById(offered!.id)).toMatchObject({ state: 'talking', direction: 'out', to: '+5511955550702' });
    expect(await owed('+5511955550702')).toMatchObject({ state: 'done', attempts: 0 });
    const { body } = await admin.get(`/tickets/${offered!.ticket.id}/messages`);
    expect(
      (body.items as { direction: string; kind: string }[]).filter(({ direction }) => direction === 'out'),
    ).toMatchObject([{ kind: 'call' }]);
    await phone.hangUp(last.sid);
  });

  it('and does not answer is called again after a pause, and is a task after three times', async () => {
    const number = '+5511955550000';
    await phone.call({ keys: '1', from: number });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const [offered] = await rings(ana);
      expect(offered).toMatchObject({ number });
      await ana.post(`/calls/${offered!.id}/answer`);
      await phone.settle();
      expect(await callById(offered!.id)).toMatchObject({ state: 'ended', outcome: 'failed' });
      expect(await owed(number)).toMatchObject({ attempts: attempt, turn_call_id: null });
      await due();
      expect(await rings(ana)).toEqual([]);
      passed(app, 21 * 60_000);
      await due();
    }

    expect(await owed(number)).toMatchObject({ state: 'open', next_at: null });
    expect((await ana.get('/phone/call-backs')).body).toMatchObject([{ number, attempts: 3, inLineAt: null }]);
  });

  it('and is taken off the list, or reached otherwise, waits no longer', async () => {
    await phone.call({ keys: '1', from: '+5511955550705' });
    const [mine] = (await ana.get('/phone/call-backs')).body as unknown as { id: string }[];
    expect((await ana.post(`/phone/call-backs/${mine!.id}/done`)).status).toBe(204);
    await phone.settle();
    expect(await rings(ana)).toEqual([]);

    await phone.call({ keys: '1', from: '+5511955550706' });
    const again = await phone.row((await phone.call({ from: '+5511955550706' })).sid);
    await ana.post(`/calls/${again.id}/answer`);
    await phone.settle();
    expect(await owed('+5511955550706')).toMatchObject({ state: 'done', turn_call_id: null });
    expect((await rui.get('/phone')).body.waiting).toEqual([]);
    await ana.post(`/calls/${again.id}/hang-up`);
    await phone.settle();
  });

  it('from where the line may not call is a task, and nobody is asked to dial', async () => {
    await phone.call({ keys: '1', from: '+14155550707' });

    expect(await rings(ana)).toEqual([]);
    expect(await owed('+14155550707')).toMatchObject({ state: 'open', next_at: null, turn_call_id: null });
  });

  it('while nobody has time is offered for two hours, and is a task then', async () => {
    await phone.call({ keys: '1', from: '+5511955550708' });
    const [offered] = await rings(ana);
    await ana.post(`/calls/${offered!.id}/decline`);
    await rui.post(`/calls/${offered!.id}/decline`);
    expect(await rings(ana)).toEqual([]);

    passed(app, 3 * 60_000);
    await due();
    expect(await rings(ana)).toMatchObject([{ id: offered!.id }]);

    passed(app, 2 * 3_600_000);
    await due();
    expect(await rings(ana)).toEqual([]);
    expect(await owed('+5511955550708')).toMatchObject({ state: 'open', attempts: 0, next_at: null });
  });
});
