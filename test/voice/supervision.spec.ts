import type { SimulatedRoom } from '../../src/channels/voice/simulator/simulated-call.js';
import { SimulatedStore } from '../../src/channels/voice/simulator/simulated-store.js';
import { TestApp } from '../harness/app.js';
import { administrator, signIn, type Person } from '../harness/people.js';
import { NOTICE, PhoneLine, QUEUE } from './phone-line.js';

describe('three in a call', () => {
  let app: TestApp;
  let ana: Person;
  let rui: Person;
  let boss: Person;
  let phone: PhoneLine;
  let callers = 0;

  beforeAll(async () => {
    app = await TestApp.boot();
    const admin = await administrator(app);
    const teamId = (await admin.post('/teams', { name: 'Support' })).body.id as string;
    ana = await signIn(app, 'agent', { name: 'Ana', teamIds: [teamId] });
    rui = await signIn(app, 'agent', { name: 'Rui', teamIds: [teamId] });
    boss = await signIn(app, 'lead', { name: 'Bia', teamIds: [teamId] });
    for (const person of [ana, rui]) await person.put('/me/availability', { state: 'online' });
    phone = await PhoneLine.open(app, { teamId, steps: [NOTICE, QUEUE] });
  });
  afterAll(() => app?.close());

  const does = async (person: Person, id: string, what: string, body: object = {}) => {
    const { status } = await person.post(`/calls/${id}/${what}`, body);
    await phone.settle();
    return status;
  };
  const talking = async () => {
    const { sid } = await phone.call({ from: `+55119555506${String((callers += 1)).padStart(2, '0')}` });
    const { id } = await phone.row(sid);
    expect(await does(ana, id, 'answer')).toBe(204);
    return { sid, id };
  };
  const over = async (person: Person, id: string) => {
    await does(person, id, 'hang-up');
    await does(person, id, 'wrap-up');
  };
  const partsOf = async (id: string) =>
    ((await ana.get(`/calls/${id}`)).body as { parts: { kind: string; how?: string; name: string }[] }).parts;
  const room = async (id: string): Promise<SimulatedRoom> => (await app.get(SimulatedStore).roomNamed(id))!;

  describe('a lead', () => {
    it('listens, whispers and joins without leaving in between, and the agent sees that somebody is there', async () => {
      const { id } = await talking();

      for (const how of ['listen', 'whisper', 'join']) {
        expect(await does(boss, id, 'supervise', { how })).toBe(204);
        expect(await partsOf(id)).toMatchObject([{ kind: 'agent' }, { kind: 'supervisor', name: 'Bia', how }]);
        const legs = (await room(id)).legs.filter(({ label }) => label.startsWith('supervisor-'));
        expect(legs).toMatchObject([{ muted: how === 'listen' }]);
      }

      const { status } = await boss.delete(`/calls/${id}/supervise`);
      await phone.settle();
      expect(status).toBe(204);
      expect(await partsOf(id)).toHaveLength(1);
      expect((await boss.delete(`/calls/${id}/supervise`)).status).toBe(404);
      await over(ana, id);
    });

    it('who only listens cannot end or hold the call, and has no call of their own', async () => {
      const { id, sid } = await talking();
      await does(boss, id, 'supervise', { how: 'listen' });

      expect(await does(boss, id, 'hang-up')).toBe(404);
      expect((await boss.put(`/calls/${id}/hold`, { on: true })).status).toBe(404);
      expect((await boss.get('/phone')).body).toMatchObject({ current: null });
      expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: ana.id });
      await over(ana, id);
    });

    it('cannot listen where nobody talks, and an agent cannot at all', async () => {
      const { sid } = await phone.call({ from: '+5511955550699' });
      const { id } = await phone.row(sid);

      expect(await does(boss, id, 'supervise', { how: 'listen' })).toBe(409);
      expect(await does(rui, id, 'supervise', { how: 'listen' })).toBe(403);
      await phone.hangUp(sid);
    });
  });

  it('a colleague who was asked talks with both; either may leave, and the customer stays', async () => {
    const { id, sid } = await talking();
    await does(ana, id, 'transfer', { userId: rui.id, warm: true });
    expect(await does(ana, id, 'transfer/together')).toBe(409);
    expect(await does(rui, id, 'transfer/together')).toBe(404);
    await does(rui, id, 'answer');

    expect(await does(ana, id, 'transfer/together')).toBe(204);
    expect((await ana.get('/phone')).body).toMatchObject({ current: { held: false } });
    expect((await room(id)).legs.filter(({ gone }) => !gone)).toMatchObject([
      { hold: false },
      { label: 'customer', hold: false },
      { hold: false },
    ]);
    expect(await does(ana, id, 'transfer/complete')).toBe(204);
    expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: rui.id });
    await over(rui, id);
  });

  it('an outside number is asked first, then has the customer alone', async () => {
    const { id, sid } = await talking();
    expect(await does(ana, id, 'transfer', { phone: '+55 11 95555-0678', warm: true })).toBe(204);
    expect((await ana.get('/phone')).body).toMatchObject({
      current: { held: true, parts: [{ kind: 'agent' }, { kind: 'outside', state: 'joined' }] },
    });
    expect(await does(ana, id, 'transfer/complete')).toBe(204);

    expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: null });
    await phone.hangUp(sid);
    expect(await phone.row(sid)).toMatchObject({ state: 'ended', outcome: 'answered' });
  });

  it('who was spoken to and then lost in line is owed a call', async () => {
    const { id, sid } = await talking();
    await does(ana, id, 'transfer', { userId: rui.id, warm: false });
    await phone.hangUp(sid);

    const owed = (await rui.get('/phone/call-backs')).body as never as { why: string }[];
    expect(owed).toContainEqual(expect.objectContaining({ why: 'dropped' }));
    await does(ana, id, 'wrap-up');
  });

  it('who asked to be called back is called once, from where they stood, and is then off the list', async () => {
    const { sid, heard } = await phone.call({ from: '+5511955550688', keys: '1' });
    expect(heard).toContain('To be called back without losing your place, press 1.');
    const owed = async () =>
      (
        (await ana.get('/phone/call-backs')).body as never as { why: string; number: string; ticket: { id: string } }[]
      ).find(({ number }) => number === '+5511955550688');
    expect(await owed()).toMatchObject({ why: 'asked' });

    const { ticket } = (await owed())!;
    const { body } = await ana.post<{ id: string }>('/phone/calls', {
      to: '+5511955550688',
      ticketId: ticket.id,
      inboxId: phone.line.id,
    });
    await phone.settle();
    expect(await owed()).toBeUndefined();
    expect((await phone.row(sid)).ticket_id).toBe(ticket.id);
    await over(ana, body.id);
  });
});
