import { TestApp } from '../harness/app.js';
import { administrator, signIn, type Person } from '../harness/people.js';
import { NOTICE, PhoneLine, QUEUE } from './phone-line.js';

interface PhoneBody {
  ringing: { id: string }[];
  current: Record<string, unknown> | null;
  wrapUp: { id: string } | null;
  waiting: { id: string }[];
}

describe('the phone of the desk', () => {
  let app: TestApp;
  let admin: Person;
  let teamId: string;
  let ana: Person;
  let rui: Person;
  let phone: PhoneLine;
  let count = 0;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    teamId = (await admin.post('/teams', { name: 'Support' })).body.id as string;
    ana = await signIn(app, 'agent', { name: 'Ana', teamIds: [teamId] });
    rui = await signIn(app, 'agent', { name: 'Rui', teamIds: [teamId] });
    for (const person of [ana, rui]) await person.put('/me/availability', { state: 'online' });
    phone = await PhoneLine.open(app, { teamId, steps: [NOTICE, QUEUE] });
  });
  afterAll(() => app?.close());

  const shows = async (person: Person): Promise<PhoneBody> => (await person.get('/phone')).body as never;
  const rings = async () => {
    const { sid } = await phone.call({ from: `+55119555502${String((count += 1)).padStart(2, '0')}` });
    return { sid, id: (await phone.row(sid)).id };
  };
  const does = async (person: Person, id: string, what: string, body: object = {}) => {
    const { status } = await person.post(`/calls/${id}/${what}`, body);
    await phone.settle();
    return status;
  };
  const turns = async (person: Person, id: string, what: string, on: boolean) => {
    const { status } = await person.put(`/calls/${id}/${what}`, { on });
    await phone.settle();
    return status;
  };
  const over = async (person: Person, id: string) => {
    await does(person, id, 'hang-up');
    await does(person, id, 'wrap-up');
  };

  it('rings at those of the team who are there, with who it is before they answer', async () => {
    const { id } = await rings();
    const { ringing } = await shows(ana);

    expect(ringing).toMatchObject([
      { id, number: expect.stringMatching(/^\+55/), ticket: { subject: expect.any(String) } },
    ]);
    expect((await shows(rui)).ringing.map((call) => call.id)).toEqual([id]);
    const stranger = await signIn(app, 'agent', { teamIds: [] });
    await stranger.put('/me/availability', { state: 'online' });
    expect((await shows(stranger)).ringing).toEqual([]);
    expect(await does(stranger, id, 'answer')).toBe(404);
    await rui.put('/me/availability', { state: 'away' });
    expect((await shows(rui)).ringing).toEqual([]);
    await rui.put('/me/availability', { state: 'online' });

    expect(await does(ana, id, 'answer')).toBe(204);
    await over(ana, id);
  });

  it('says which place of the customer it concerns, once that is known', async () => {
    const companyId = (await admin.post('/companies', { name: 'Loja do Porto' })).body.id as string;
    const site = (await admin.post('/sites', { companyId, name: 'Loja 12', address: 'Rua Augusta, 12' })).body as {
      id: string;
    };
    const from = '+5511955550288';
    await admin.post('/contacts', { name: 'Rita', companyId, identities: [{ kind: 'phone', value: from }] });
    const { sid } = await phone.call({ from });
    const { id, ticket_id: ticketId } = await phone.row(sid);
    expect((await shows(ana)).ringing).toMatchObject([{ id, company: { id: companyId }, site: null }]);

    const { version } = (await admin.get(`/tickets/${ticketId}`)).body;
    expect((await admin.patch(`/tickets/${ticketId}`, { version, siteId: site.id })).status).toBe(200);

    expect((await shows(ana)).ringing).toMatchObject([{ id, site: { id: site.id, name: 'Loja 12' } }]);
    await does(ana, id, 'answer');
    await over(ana, id);
  });

  it('is answered, held, muted, and wrapped up; the ticket says who answered', async () => {
    const { sid, id } = await rings();
    await does(ana, id, 'answer');

    expect((await shows(ana)).current).toMatchObject({ id, state: 'talking', recording: true });
    expect((await shows(rui)).ringing).toEqual([]);
    expect(await turns(ana, id, 'hold', true)).toBe(204);
    expect(await turns(ana, id, 'mute', true)).toBe(204);
    expect(await turns(ana, id, 'recording-pause', true)).toBe(204);
    expect((await shows(ana)).current).toMatchObject({ held: true, muted: true, recording: false, recorded: true });

    await does(ana, id, 'hang-up');
    expect(await phone.row(sid)).toMatchObject({ state: 'ended', outcome: 'answered' });
    expect((await shows(ana)).wrapUp).toMatchObject({ id });
    expect(await does(ana, id, 'wrap-up')).toBe(204);
    expect(await shows(ana)).toMatchObject({ current: null, wrapUp: null });

    const { ticket_id: ticketId } = await phone.row(sid);
    const { body } = await admin.get(`/tickets/${ticketId}/messages`);
    expect(body.items).toMatchObject([
      { kind: 'call', direction: 'in', meta: { call: { outcome: 'answered', agentId: ana.id } } },
      { kind: 'call', direction: 'out', text: 'Answered by Ana' },
    ]);
    expect((await admin.get(`/tickets/${ticketId}`)).body).toMatchObject({ assignee: { id: ana.id } });
  });

  it('keeps the recording: who may see the ticket hears it, nobody else', async () => {
    const { id } = await rings();
    await does(ana, id, 'answer');
    await over(ana, id);

    const { body } = await ana.get(`/calls/${id}`);
    const [recording] = body.recordings as { url: string; state: string }[];
    expect(recording).toMatchObject({ state: 'stored', url: expect.any(String) });
    const heard = await fetch(app.url + recording!.url, { headers: { cookie: ana.cookie } });
    expect(heard.headers.get('content-type')).toBe('audio/wav');
    expect(
      Buffer.from(await heard.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('RIFF');

    const stranger = await signIn(app, 'agent', { teamIds: [] });
    expect((await stranger.get(recording!.url.replace('/api/v1', ''))).status).toBe(404);
    expect((await stranger.get(`/calls/${id}`)).status).toBe(404);
    const analyst = await signIn(app, 'analyst');
    expect((await analyst.get(recording!.url.replace('/api/v1', ''))).status).toBe(403);
  });

  it('two who answer at once: one has it, the other is told', async () => {
    const { id } = await rings();
    const statuses = await Promise.all([ana, rui].map(async (who) => (await who.post(`/calls/${id}/answer`)).status));
    await phone.settle();

    expect(statuses.toSorted()).toEqual([204, 409]);
    await over(statuses[0] === 204 ? ana : rui, id);
  });

  it('nobody has two conversations at once', async () => {
    const [first, second] = [await rings(), await rings()];
    await does(ana, first.id, 'answer');

    expect((await shows(ana)).ringing).toEqual([]);
    expect(await does(ana, second.id, 'answer')).toBe(409);
    expect((await shows(rui)).ringing.map(({ id }) => id)).toEqual([second.id]);
    await over(ana, first.id);
    await phone.hangUp(second.sid);
  });

  it('who declines is not asked again, and the others are', async () => {
    const { sid, id } = await rings();
    await does(ana, id, 'decline');

    expect((await shows(ana)).ringing).toEqual([]);
    expect((await shows(rui)).ringing.map((call) => call.id)).toEqual([id]);
    await phone.hangUp(sid);
  });

  it('the caller hangs up before anybody answers: the answer comes too late', async () => {
    const { sid, id } = await rings();
    await phone.hangUp(sid);

    expect(await does(ana, id, 'answer')).toBe(409);
  });

  it('the caller hangs up while they talk: the call is over and to be wrapped up', async () => {
    const { sid, id } = await rings();
    await does(ana, id, 'answer');
    await phone.hangUp(sid);

    expect((await shows(ana)).wrapUp).toMatchObject({ id });
    await does(ana, id, 'wrap-up');
  });

  it('a browser that dies in the middle: the customer waits again and rings', async () => {
    const { sid, id } = await rings();
    await does(ana, id, 'answer');
    const [part] = await app.db.query<{ sid: string }[]>('select sid from call_parts where call_id = $1', [id]);
    const { CallRunner } = await import('../../src/channels/voice/simulator/call-runner.js');
    await app.get(CallRunner).leaves(phone.line, id, part!.sid);
    await phone.settle();

    expect(await phone.row(sid)).toMatchObject({ state: 'waiting', agent_id: null });
    expect((await phone.simulator.get(sid))!.waitUrl).toBeTruthy();
    await phone.hangUp(sid);
  });

  it('cold transfer: it rings at the colleague, who has the customer then', async () => {
    const { sid, id } = await rings();
    await does(ana, id, 'answer');
    expect(await does(ana, id, 'transfer', { userId: rui.id, warm: false })).toBe(204);

    expect(await shows(ana)).toMatchObject({ current: null, ringing: [] });
    expect((await shows(rui)).ringing.map((call) => call.id)).toEqual([id]);
    await does(rui, id, 'answer');
    expect((await shows(rui)).current).toMatchObject({ id, state: 'talking', held: false });
    expect(await phone.row(sid)).toMatchObject({ agent_id: rui.id });
    await over(rui, id);
  });

  it('warm transfer: they talk first while the customer holds, then one leaves', async () => {
    const { sid, id } = await rings();
    await does(ana, id, 'answer');
    expect(await does(ana, id, 'transfer', { userId: rui.id, warm: true })).toBe(204);
    expect(await does(ana, id, 'transfer/complete')).toBe(409);

    expect((await shows(ana)).current).toMatchObject({ held: true });
    expect((await shows(rui)).ringing.map((call) => call.id)).toEqual([id]);
    await does(rui, id, 'answer');
    expect(await does(ana, id, 'transfer/complete')).toBe(204);
    expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: rui.id });
    expect((await shows(ana)).current).toBeNull();
    await over(rui, id);
  });

  it('warm transfer that is called off: back to the customer', async () => {
    const { id } = await rings();
    await does(ana, id, 'answer');
    await does(ana, id, 'transfer', { userId: rui.id, warm: true });
    expect(await does(ana, id, 'transfer/cancel')).toBe(204);

    expect((await shows(ana)).current).toMatchObject({ id, held: false, state: 'talking' });
    expect((await shows(rui)).ringing).toEqual([]);
    await over(ana, id);
  });

  it('transfer to an outside number that may be dialled, and to none that may not', async () => {
    const { sid, id } = await rings();
    await does(ana, id, 'answer');

    expect(await does(ana, id, 'transfer', { phone: '+44 20 7946 0000', warm: false })).toBe(403);
    expect(await does(ana, id, 'transfer', { phone: '+55 11 95555-0177', warm: false })).toBe(204);
    expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: null });
    await phone.hangUp(sid);
    expect(await phone.row(sid)).toMatchObject({ state: 'ended', outcome: 'answered' });
  });

  it('calls a number: on a ticket, by the line, and only where it may', async () => {
    for (const [to, status] of [
      ['+44 20 7946 0958', 403],
      ['+55 900 123456', 403],
      ['12345', 422],
    ] as const)
      expect((await ana.post('/phone/calls', { to })).status).toBe(status);

    const { status, body } = await ana.post('/phone/calls', { to: '+55 11 95555-0288', inboxId: phone.line.id });
    await phone.settle();

    expect(status).toBe(201);
    expect((await shows(ana)).current).toMatchObject({ id: body.id, direction: 'out', state: 'talking' });
    const call = (await ana.get(`/calls/${String(body.id)}`)).body as { ticket: { id: string } };
    const { items } = (await ana.get(`/tickets/${call.ticket.id}/messages`)).body as { items: object[] };
    expect(items).toMatchObject([{ kind: 'call', direction: 'out', text: 'Call to +55 11 95555 0288' }]);
    await over(ana, String(body.id));
  });

  it('a call that nobody at the other end answers is over', async () => {
    const { body } = await ana.post('/phone/calls', { to: '+55 11 95555-0000', inboxId: phone.line.id });
    await phone.settle();

    expect((await ana.get(`/calls/${String(body.id)}`)).body).toMatchObject({ state: 'ended', outcome: 'failed' });
    expect((await shows(ana)).current).toBeNull();
  });

  it('who reaches somebody who waited for a call takes them off the list', async () => {
    const { sid, id } = await rings();
    await phone.hangUp(sid);
    const owed = async () => (await ana.get('/phone/call-backs')).body as never as { number: string; id: string }[];
    const { number } = (await ana.get(`/calls/${id}`)).body as { number: string };
    expect((await owed()).map((one) => one.number)).toContain(number);

    const { body } = await ana.post('/phone/calls', { to: number, inboxId: phone.line.id });
    await phone.settle();

    expect((await owed()).map((one) => one.number)).not.toContain(number);
    await over(ana, String(body.id));
    const stranger = await signIn(app, 'agent', { teamIds: [] });
    expect((await stranger.get('/phone/call-backs')).body).toEqual([]);
  });

  it('a lead listens in; an agent may not', async () => {
    const { id } = await rings();
    await does(ana, id, 'answer');
    const lead = await signIn(app, 'lead', { teamIds: [teamId] });

    expect(await does(rui, id, 'supervise', { how: 'listen' })).toBe(403);
    expect(await does(lead, id, 'supervise', { how: 'listen' })).toBe(204);
    expect((await shows(ana)).current).toMatchObject({
      parts: [{ kind: 'agent' }, { kind: 'supervisor', state: 'joined' }],
    });
    await over(ana, id);
  });

  it('on the worst network, too: five times and shuffled, one answer, one end', async () => {
    const { sid } = await phone.call({ from: '+5511955550299', mode: 'storm' });
    const { id } = await phone.row(sid);
    await does(ana, id, 'answer');

    expect((await shows(ana)).current).toMatchObject({ id, state: 'talking' });
    await over(ana, id);
    const { ticket_id: ticketId } = await phone.row(sid);
    expect((await admin.get(`/tickets/${ticketId}/messages`)).body.items).toHaveLength(2);
    expect(await app.db.query('select 1 from call_recordings where call_id = $1', [id])).toHaveLength(1);
  });
});
