import { jest } from '@jest/globals';
import { io } from 'socket.io-client';
import { CallRunner } from '../../src/channels/voice/simulator/call-runner.js';
import { AskedRinging } from '../../src/phone/extensions/asked-ringing.service.js';
import { TestApp } from '../harness/app.js';
import { administrator, signIn, type Person } from '../harness/people.js';
import { PhoneLine, QUEUE } from './phone-line.js';

const MOBILE = '+5511955550790';

/** A word with a colleague before they get the call: at their telephones, too. */
describe('a colleague who is asked first', () => {
  let app: TestApp;
  let admin: Person;
  let ana: Person;
  let rui: Person;
  let phone: PhoneLine;
  let extension: { id: string };
  let callers = 0;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    const { id: teamId } = (await admin.post<{ id: string }>('/teams', { name: 'Support' })).body;
    const { id: otherId } = (await admin.post<{ id: string }>('/teams', { name: 'Field' })).body;
    ana = await signIn(app, 'agent', { name: 'Ana', teamIds: [teamId] });
    // Of another team, so that only what he is asked rings at his telephones.
    rui = await signIn(app, 'agent', { name: 'Rui', teamIds: [otherId] });
    for (const person of [ana, rui]) await person.put('/me/availability', { state: 'online' });
    phone = await PhoneLine.open(app, { teamId, steps: [QUEUE] });
    const made = await admin.post<{ id: string }>('/extensions', {
      kind: 'person',
      number: '202',
      name: 'Rui',
      userId: rui.id,
      targets: [{ kind: 'mobile', phone: MOBILE }],
      teamCalls: true,
    });
    expect(made.status).toBe(201);
    extension = made.body;
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => app?.close());

  const does = async (person: Person, id: string, what: string, body: object = {}) => {
    const { status } = await person.post(`/calls/${id}/${what}`, body);
    await phone.settle();
    return status;
  };
  const talks = async () => {
    const { sid } = await phone.call({ from: `+55119555604${String((callers += 1)).padStart(2, '0')}` });
    const { id } = await phone.row(sid);
    expect(await does(ana, id, 'answer')).toBe(204);
    return { sid, id };
  };
  const over = async (person: Person, id: string) => {
    await does(person, id, 'hang-up');
    await does(person, id, 'wrap-up');
  };
  const askedIn = async (person: Person) =>
    ((await person.get('/phone')).body.ringing as { id: string }[]).map(({ id }) => id);
  const partsOf = (id: string) =>
    app.db.query<{ kind: string; label: string; state: string; sid: string; phone: string | null }[]>(
      'select kind, label, state, sid, phone from call_parts where call_id = $1 order by at',
      [id],
    );
  const deviceOf = async (id: string) => (await partsOf(id)).find(({ kind }) => kind === 'device');
  /** The telephone rings until somebody does something. */
  const ringsOn = () => jest.spyOn(app.get(CallRunner), 'rings').mockResolvedValue();
  const pressesOne = async (sid: string) => {
    jest.restoreAllMocks();
    await app.get(CallRunner).rings(phone.line, sid, true);
    await phone.settle();
  };

  it('hears at the mobile who asks, presses 1, talks while the customer holds, and has the call then', async () => {
    const { id, sid } = await talks();
    expect(await does(ana, id, 'transfer', { userId: rui.id, warm: true })).toBe(204);

    const [leg] = await app.db.query<{ call: { heard: string[]; sid: string } }[]>(
      `select call from simulated_calls where call->>'to' = $1 and call ? 'calledBy'`,
      [MOBILE],
    );
    expect(leg!.call.heard).toEqual([
      'Ana wants a word with you about a customer’s call. Press 1 to accept.',
      '[pressed 1]',
      '[talks]',
    ]);
    expect((await rui.get('/phone')).body).toMatchObject({ ringing: [], current: { id, held: true } });

    expect(await does(ana, id, 'transfer/complete')).toBe(204);
    expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: rui.id });
    // Who hangs up the mobile has ended the call.
    await phone.hangUp(leg!.call.sid);
    expect(await phone.row(sid)).toMatchObject({ state: 'ended', outcome: 'answered' });
    await does(rui, id, 'wrap-up');
  });

  it('who answers in the console first silences the mobile, and has answered once', async () => {
    ringsOn();
    const { id } = await talks();
    await does(ana, id, 'transfer', { userId: rui.id, warm: true });
    const device = await deviceOf(id);
    expect(device).toMatchObject({ state: 'ringing', phone: MOBILE });

    expect(await does(rui, id, 'answer')).toBe(204);

    expect(await deviceOf(id)).toMatchObject({ state: 'left' });
    expect(await phone.simulator.get(device!.sid)).toMatchObject({ over: true });
    expect(await does(rui, id, 'answer')).toBe(409);
    await over(ana, id);
  });

  it('who presses 1 first has nothing more to answer in the console', async () => {
    ringsOn();
    const { id } = await talks();
    await does(ana, id, 'transfer', { userId: rui.id, warm: true });
    await pressesOne((await deviceOf(id))!.sid);

    expect(await askedIn(rui)).toEqual([]);
    expect(await does(rui, id, 'answer')).toBe(409);
    expect((await partsOf(id)).filter(({ kind, state }) => kind === 'agent' && state === 'joined')).toHaveLength(2);
    await over(ana, id);
  });

  it.each<[string, (id: string, sid: string) => Promise<unknown>]>([
    ['they decline', (id) => does(rui, id, 'decline')],
    ['the question is taken back', (id) => does(ana, id, 'transfer/cancel')],
    ['the customer hangs up', (_, sid) => phone.hangUp(sid)],
  ])('the mobile falls silent when %s', async (_, what) => {
    ringsOn();
    const { id, sid } = await talks();
    await does(ana, id, 'transfer', { userId: rui.id, warm: true });
    const { sid: device } = (await deviceOf(id))!;
    expect(await phone.simulator.get(device)).toMatchObject({ over: false });

    await what(id, sid);

    expect(await phone.simulator.get(device)).toMatchObject({ over: true });
    await over(ana, id);
  });

  it('rings in the console alone where they want no team calls on telephones, are away, or talk with somebody else', async () => {
    const { id } = await talks();
    await admin.patch(`/extensions/${extension.id}`, { teamCalls: false });
    await does(ana, id, 'transfer', { userId: rui.id, warm: true });
    expect(await deviceOf(id)).toBeUndefined();
    expect(await askedIn(rui)).toEqual([id]);
    await does(ana, id, 'transfer/cancel');

    await admin.patch(`/extensions/${extension.id}`, { teamCalls: true });
    await rui.put('/me/availability', { state: 'away' });
    await does(ana, id, 'transfer', { userId: rui.id, warm: true });
    expect(await deviceOf(id)).toBeUndefined();
    await does(ana, id, 'transfer/cancel');
    await rui.put('/me/availability', { state: 'online' });

    const other = await rui.post<{ id: string }>('/phone/calls', { to: '+5511955550791', inboxId: phone.line.id });
    await phone.settle();
    await does(ana, id, 'transfer', { userId: rui.id, warm: true });
    expect(await deviceOf(id)).toBeUndefined();
    await does(ana, id, 'transfer/cancel');
    await over(rui, other.body.id);
    await over(ana, id);
  });

  describe('who does not answer', () => {
    const longAgo = (id: string, seconds: number) =>
      app.db.query(
        `update call_parts set at = at - make_interval(secs => $2) where call_id = $1 and state = 'ringing'`,
        [id, seconds],
      );
    const timePasses = async () => {
      await app.get(AskedRinging).end();
      await phone.settle();
    };
    const others = async () => ((await ana.get('/phone')).body.current as { parts: { userId: string }[] }).parts;

    it('is asked in the console for as long as their extension rings, and whoever asked has the customer again', async () => {
      await admin.patch(`/extensions/${extension.id}`, { teamCalls: false, ringSeconds: 40 });
      const { id } = await talks();
      await does(ana, id, 'transfer', { userId: rui.id, warm: true });
      await longAgo(id, 30);
      await timePasses();
      expect(await askedIn(rui)).toEqual([id]);

      await longAgo(id, 11);
      await timePasses();

      expect(await askedIn(rui)).toEqual([]);
      expect(await others()).toEqual([expect.objectContaining({ userId: ana.id })]);
      expect(await does(rui, id, 'answer')).toBe(409);
      // The same colleague can be asked anew, and has the whole time again.
      expect(await does(ana, id, 'transfer', { userId: rui.id, warm: true })).toBe(204);
      await timePasses();
      expect(await askedIn(rui)).toEqual([id]);
      expect(await does(rui, id, 'answer')).toBe(204);
      await longAgo(id, 41);
      await timePasses();
      expect(await others()).toHaveLength(2);
      await over(ana, id);
    });

    it('is asked as long as telephones ring where they have no extension', async () => {
      const eva = await signIn(app, 'agent', { name: 'Eva' });
      const { id } = await talks();
      await does(ana, id, 'transfer', { userId: eva.id, warm: true });
      await longAgo(id, 20);
      await timePasses();
      expect(await askedIn(eva)).toEqual([id]);

      await longAgo(id, 6);
      await timePasses();

      expect(await askedIn(eva)).toEqual([]);
      await over(ana, id);
    });

    it('may still press 1 where they have picked up, but not for ever', async () => {
      await admin.patch(`/extensions/${extension.id}`, { teamCalls: true, ringSeconds: 20 });
      ringsOn();
      const { id } = await talks();
      await does(ana, id, 'transfer', { userId: rui.id, warm: true });
      const { sid } = (await deviceOf(id))!;
      await longAgo(id, 21);
      await timePasses();
      expect(await askedIn(rui)).toEqual([id]);

      await longAgo(id, 30);
      await timePasses();

      expect(await askedIn(rui)).toEqual([]);
      expect(await phone.simulator.get(sid)).toMatchObject({ over: true });
      await pressesOne(sid);
      expect(await others()).toHaveLength(1);
      await over(ana, id);
    });

    it('is told that the question is over, of whichever team they are', async () => {
      const { id } = await talks();
      await does(ana, id, 'transfer', { userId: rui.id, warm: true });
      const console = io(`${app.url}/agent`, {
        transports: ['websocket'],
        reconnection: false,
        extraHeaders: { cookie: rui.cookie },
      });
      await new Promise<void>((done) => console.once('connect', done));
      const told = new Promise((done) => console.once('call', done));

      await does(ana, id, 'transfer/cancel');

      expect(await told).toMatchObject({ id });
      console.disconnect();
      await over(ana, id);
    });
  });

  it('whose extension is dialled is rung at their telephones, whatever they want for team calls', async () => {
    await admin.patch(`/extensions/${extension.id}`, { teamCalls: false });
    await rui.put('/me/availability', { state: 'away' });
    const { id } = await talks();
    await does(ana, id, 'transfer', { extensionId: extension.id, warm: true });

    expect((await rui.get('/phone')).body).toMatchObject({ current: { id, held: true } });
    await over(ana, id);
  });

  it('a telephone that rings for a call in line falls silent when the caller gives up', async () => {
    await admin.patch(`/extensions/${extension.id}`, { teamCalls: true });
    await rui.put('/me/availability', { state: 'online' });
    await phone.flow([{ do: 'ring', extensionId: extension.id, otherwise: [] }]);
    ringsOn();
    const { sid } = await phone.call({ from: '+5511955560499' });
    const { sid: device } = (await deviceOf((await phone.row(sid)).id))!;
    expect(await phone.simulator.get(device)).toMatchObject({ over: false });

    await phone.hangUp(sid);

    expect(await phone.simulator.get(device)).toMatchObject({ over: true });
  });
});
