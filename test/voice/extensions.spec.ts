import twilio from 'twilio';
import { TwilioAccounts } from '../../src/channels/twilio/accounts.service.js';
import { newId } from '../../src/platform/ids.js';
import { SimulatedStore } from '../../src/channels/voice/simulator/simulated-store.js';
import { DeviceRinging } from '../../src/phone/extensions/device-ringing.service.js';
import { TestApp } from '../harness/app.js';
import { administrator, makeTeam, signIn, type Person } from '../harness/people.js';
import { PhoneLine } from './phone-line.js';

interface Made {
  id: string;
  number: string;
  version: number;
}

const ASK = { do: 'extension', prompt: { say: { en: 'Dial' } }, otherwise: [{ do: 'hang-up' }] };

describe('extensions', () => {
  let app: TestApp;
  let admin: Person;
  let ana: Person;
  let rui: Person;
  let phone: PhoneLine;
  let anas: Made;
  let ruis: Made;
  let callers = 0;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    ana = await signIn(app, 'agent', { name: 'Ana' });
    rui = await signIn(app, 'agent', { name: 'Rui' });
    for (const person of [ana, rui]) await person.put('/me/availability', { state: 'online' });
    phone = await PhoneLine.open(app, { steps: [ASK] });
    anas = await made({ kind: 'person', number: '201', name: 'Ana', userId: ana.id });
    ruis = await made({ kind: 'person', number: '202', name: 'Rui', userId: rui.id });
  });
  afterAll(() => app?.close());

  const made = async (body: object): Promise<Made> => {
    const answer = await admin.post<Made>('/extensions', body);
    expect(answer).toMatchObject({ status: 201 });
    return answer.body;
  };
  const change = async (id: string, body: object) => admin.patch(`/extensions/${id}`, body);
  const dials = async (keys: string, more: { says?: number } = {}) => {
    const { sid, heard } = await phone.call({
      from: `+55119555603${String((callers += 1)).padStart(2, '0')}`,
      keys,
      ...more,
    });
    const row = await phone.row(sid);
    return { sid, heard, id: row.id, row };
  };
  const ringsAt = async (person: Person) =>
    ((await person.get('/phone')).body.ringing as { id: string }[]).map(({ id }) => id);
  const does = async (person: Person, id: string, what: string, body: object = {}) => {
    const { status } = await person.post(`/calls/${id}/${what}`, body);
    await phone.settle();
    return status;
  };
  const over = async (person: Person, id: string) => {
    await does(person, id, 'hang-up');
    await does(person, id, 'wrap-up');
  };
  /** As much later as it takes for the next turn. */
  const later = async (id: string, seconds: number) => {
    await app.db.query(
      `update calls set facts = facts || jsonb_build_object('rings', to_char(((facts->>'rings')::timestamptz - make_interval(secs => $2)) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) where id = $1`,
      [id, seconds],
    );
    await app.get(DeviceRinging).next();
    await phone.settle();
  };
  const heardBy = async (sid: string) => (await phone.simulator.get(sid))!.heard;

  it.each<[string, () => object, string]>([
    ['a number that is taken', () => ({ kind: 'person', number: '201', name: 'X', userId: admin.id }), 'number'],
    ['a number that begins another', () => ({ kind: 'person', number: '20', name: 'X', userId: admin.id }), 'number'],
    ['nobody as its owner', () => ({ kind: 'person', number: '301', name: 'X' }), 'userId'],
    ['somebody who has one', () => ({ kind: 'person', number: '301', name: 'X', userId: ana.id }), 'userId'],
    ['a group of nobody', () => ({ kind: 'group', number: '301', name: 'X' }), 'members'],
    ['outside without a number', () => ({ kind: 'outside', number: '301', name: 'X' }), 'phone'],
    [
      'a way to itself',
      () => ({
        kind: 'outside',
        number: '301',
        name: 'X',
        phone: '+551140000001',
        ways: { busy: { to: 'extension' } },
      }),
      'ways.busy.extensionId',
    ],
  ])('refuse %s', async (_, body, path) => {
    expect(await admin.post('/extensions', body())).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it('are the administrator’s to give: an agent may not see or change them', async () => {
    expect((await ana.get('/extensions')).status).toBe(403);
    expect((await ana.patch(`/extensions/${anas.id}`, { name: 'Boss' })).status).toBe(403);
    expect((await admin.patch(`/extensions/${anas.id}`, { name: 'Ana', version: 99 })).status).toBe(409);
  });

  it('are dialled by callers and ring at their owner, and at nobody else', async () => {
    const { id, sid } = await dials('201#');

    expect(await ringsAt(ana)).toEqual([id]);
    expect(await ringsAt(rui)).toEqual([]);
    expect(await does(ana, id, 'answer')).toBe(204);
    expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: ana.id });
    await over(ana, id);
  });

  it('whose owner talks give their voicemail at once; it is in the owner’s box and on their ticket', async () => {
    const { id } = await dials('201#');
    await does(ana, id, 'answer');
    const second = await dials('201#', { says: 6 });

    expect(second.heard).toContain('You have reached Ana. Leave a message after the tone.');
    expect(second.row).toMatchObject({ state: 'ended', outcome: 'voicemail' });
    const owed = (await ana.get('/phone/call-backs')).body as never as object[];
    expect(owed).toContainEqual(
      expect.objectContaining({
        why: 'voicemail',
        mailbox: { id: anas.id, name: 'Ana' },
        recording: expect.objectContaining({ seconds: 6, url: expect.any(String) }),
      }),
    );
    expect((await admin.get(`/tickets/${second.row.ticket_id}`)).body).toMatchObject({ assignee: { id: ana.id } });
    await over(ana, id);
  });

  it('that nobody answers do as their rule says: on to a colleague', async () => {
    await change(anas.id, { ways: { nobody: { to: 'extension', extensionId: ruis.id } } });
    const { id, sid } = await dials('201#');
    await later(id, 26);
    await phone.simulator.press(phone.line, sid, '');
    await phone.settle();

    expect(await ringsAt(ana)).toEqual([]);
    expect(await ringsAt(rui)).toEqual([id]);
    await phone.hangUp(sid);
    await change(anas.id, { ways: { nobody: { to: 'voicemail' } } });
  });

  it('outside their hours lead on', async () => {
    const { body } = await admin.post<{ id: string }>('/sla/calendars', {
      name: 'Never',
      timezone: 'UTC',
      hours: { mon: [['03:00', '03:01']] },
    });
    await change(ruis.id, { calendarId: body.id, ways: { closed: { to: 'flow' } } });
    const { row } = await dials('202#');

    expect(row).toMatchObject({ state: 'ended', outcome: 'missed' });
    await change(ruis.id, { calendarId: null });
  });

  it('whose owner is away and has no telephone keep nobody waiting', async () => {
    await ana.put('/me/availability', { state: 'away' });
    const { row } = await dials('201#', { says: 4 });

    expect(row).toMatchObject({ state: 'ended', outcome: 'voicemail' });
    await ana.put('/me/availability', { state: 'online' });
  });

  describe('with telephones', () => {
    it('a mobile rings too, and who presses 1 there has the call', async () => {
      await change(anas.id, { targets: [{ kind: 'mobile', phone: '+55 11 95555-0777' }] });
      await ana.put('/me/availability', { state: 'away' });
      const { id, sid } = await dials('201#');

      expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: ana.id });
      expect((await ana.get(`/calls/${id}`)).body).toMatchObject({
        parts: [{ kind: 'agent', userId: ana.id, state: 'joined' }],
      });
      const [leg] = await app.db.query<{ call: { heard: string[] } }[]>(
        `select call from simulated_calls where call->>'to' = '+5511955550777' and call ? 'calledBy'`,
      );
      expect(leg!.call.heard).toEqual(['A call from a customer. Press 1 to accept.', '[pressed 1]', '[talks]']);
      await over(ana, id);
      await ana.put('/me/availability', { state: 'online' });
    });

    it('a mobile that nobody answers takes nothing away from the console', async () => {
      await change(anas.id, { targets: [{ kind: 'mobile', phone: '+5511955550000' }] });
      const { id } = await dials('201#');

      expect(await ringsAt(ana)).toEqual([id]);
      expect(await does(ana, id, 'answer')).toBe(204);
      await over(ana, id);
      await change(anas.id, { targets: [] });
    });

    describe('that ring for the calls of their teams, too', () => {
      const QUEUED = { do: 'queue', otherwise: [{ do: 'hang-up' }] };
      let team: { id: string };
      let queue: PhoneLine;
      beforeAll(async () => {
        team = await makeTeam(app);
        await app.db.query('insert into memberships (user_id, team_id) values ($1, $2)', [ana.id, team.id]);
        queue = await PhoneLine.open(app, { teamId: team.id, steps: [QUEUED] });
        await change(anas.id, { targets: [{ kind: 'mobile', phone: '+5511955550778' }], teamCalls: true });
      });
      afterAll(async () => {
        await change(anas.id, { targets: [], teamCalls: false });
        await ana.put('/me/availability', { state: 'online' });
      });
      const calls = async (from: string) => {
        const { sid } = await queue.call({ from });
        return queue.row(sid);
      };
      const mobileRang = (callId: string) =>
        app.db.query(`select 1 from call_parts where call_id = $1 and kind = 'device'`, [callId]);

      it('who presses 1 there has the call, and its ticket', async () => {
        const call = await calls('+5511955560901');

        expect(call).toMatchObject({ state: 'talking', agent_id: ana.id });
        expect((await admin.get(`/tickets/${call.ticket_id}`)).body).toMatchObject({ assignee: { id: ana.id } });
        await over(ana, call.id);
      });

      it('they stay silent while their owner is away, or does not want that, or is of another team', async () => {
        await ana.put('/me/availability', { state: 'away' });
        const whileAway = await calls('+5511955560902');
        await app.get(DeviceRinging).next();
        expect(whileAway.state).toBe('waiting');
        expect(await mobileRang(whileAway.id)).toEqual([]);
        await queue.hangUp(whileAway.sid);

        await ana.put('/me/availability', { state: 'online' });
        await change(anas.id, { teamCalls: false });
        const unwanted = await calls('+5511955560903');
        expect(await mobileRang(unwanted.id)).toEqual([]);
        await queue.hangUp(unwanted.sid);

        await change(anas.id, { teamCalls: true });
        const theirs = await PhoneLine.open(app, { teamId: (await makeTeam(app)).id, steps: [QUEUED] });
        const { sid } = await theirs.call({ from: '+5511955560904' });
        const other = await theirs.row(sid);
        expect(other.state).toBe('waiting');
        expect(await mobileRang(other.id)).toEqual([]);
        await theirs.hangUp(sid);
      });
    });

    it('a desk phone gets an account whose password is shown once, and rings', async () => {
      const answer = await admin.post<{ password: string; domain: string }>(`/extensions/${ruis.id}/desk-phone`, {});
      expect(answer).toMatchObject({
        status: 201,
        body: { username: '202', domain: expect.stringMatching(/\.sip\.twilio\.com$/), password: expect.any(String) },
      });
      expect((await ana.post(`/extensions/${ruis.id}/desk-phone`, {})).status).toBe(403);
      const shown = (await admin.get(`/extensions/${ruis.id}`)).body;
      expect(shown).toMatchObject({ deskPhone: { username: '202' }, targets: [{ kind: 'desk-phone' }] });
      expect(JSON.stringify(shown)).not.toContain(answer.body.password);
      expect(
        await app.db.query(`select 1 from extensions where sip::text like '%' || $1 || '%'`, [answer.body.password]),
      ).toEqual([]);

      const { id, sid } = await dials('202#');
      expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: rui.id });

      // Who hangs up the telephone has ended the call: the customer does not wait for anybody.
      const [part] = await app.db.query<{ sid: string }[]>(
        `select sid from call_parts where call_id = $1 and kind = 'agent'`,
        [id],
      );
      const leg = await app.get(SimulatedStore).call(part!.sid);
      expect(leg).toMatchObject({ to: `sip:202@${answer.body.domain}` });
      await phone.hangUp(part!.sid);
      expect(await phone.row(sid)).toMatchObject({ state: 'ended', outcome: 'answered' });
      expect(await app.db.query('select 1 from call_backs where call_id = $1', [id])).toEqual([]);
      await does(rui, id, 'wrap-up');

      expect((await admin.post(`/extensions/${ruis.id}/desk-phone`, {})).status).toBe(201);
      expect((await admin.delete(`/extensions/${ruis.id}/desk-phone`)).status).toBe(204);
      expect((await admin.get(`/extensions/${ruis.id}`)).body).toMatchObject({ deskPhone: null, targets: [] });
    });
  });

  describe('of a desk phone that dials', () => {
    let domain: string;
    beforeAll(async () => {
      domain = (await admin.post<{ domain: string }>(`/extensions/${ruis.id}/desk-phone`, {})).body.domain;
    });
    afterAll(() => admin.delete(`/extensions/${ruis.id}/desk-phone`));

    const dialsOut = async (to: string, more: { from?: string; sid?: string; path?: string } = {}) => {
      const { from = `sip:202@${domain}`, sid = newId(), path = 'voice/desk-phone' } = more;
      const account = app.get(TwilioAccounts).of(phone.line);
      const url = `/hooks/twilio/${phone.line.id}/${path}`;
      const params = {
        ...{ AccountSid: account.sid, CallSid: `CA${sid}`, From: from, To: `sip:${to}@${domain}` },
        ...{ CallStatus: 'in-progress', DialCallStatus: 'completed', DialCallDuration: '61' },
      };
      const answer = await fetch(app.url + url, {
        method: 'POST',
        headers: {
          'X-Twilio-Signature': twilio.getExpectedTwilioSignature(
            account.tokens[0]!,
            app.config.publicUrl + url,
            params,
          ),
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(params).toString(),
      });
      await phone.settle();
      return answer.text();
    };

    it('calls a number of its country: on a ticket, shown with the number of the line, once', async () => {
      const sid = newId();
      const answers = [await dialsOut('11955550801', { sid }), await dialsOut('11955550801', { sid })];

      expect(answers[0]).toMatch(
        new RegExp(`<Dial callerId="\\${phone.line.address}"[^>]*><Number [^>]*>\\+5511955550801</Number>`),
      );
      expect(answers[1]).toBe(answers[0]);
      const call = await phone.row(`CA${sid}`);
      expect(call).toMatchObject({ state: 'connecting', agent_id: rui.id, ticket_id: expect.any(String) });
      expect((await admin.get(`/tickets/${call.ticket_id}`)).body).toMatchObject({
        subject: 'Call to +55 11 95555 0801',
        assignee: { id: rui.id },
      });

      await dialsOut('', { path: `desk-phone-answered?call=${call.id}` });
      expect(await phone.row(`CA${sid}`)).toMatchObject({ state: 'talking' });
      await dialsOut('', { path: `voice/desk-phone-over?call=${call.id}` });
      expect(await phone.row(`CA${sid}`)).toMatchObject({ state: 'ended', outcome: 'answered' });
      await does(rui, call.id, 'wrap-up');
    });

    it.each<[string, string, object, RegExp]>([
      ['another country', '00442079460958', {}, /may not call this number/],
      ['a premium number', '+55900123456', {}, /may not call this number/],
      ['a colleague without a telephone', '201', {}, /Nobody answers/],
      [
        'anything from a telephone that is nobody’s',
        '11955550802',
        { from: 'sip:999@x.sip.twilio.com' },
        /<Response><Hangup/,
      ],
    ])('does not call %s', async (_, to, more, said) => {
      const answer = await dialsOut(to, more);

      expect(answer).toMatch(said);
      expect(answer).not.toContain('<Dial');
    });

    it('rings at the desk phone of a colleague, without a ticket', async () => {
      const { body } = await admin.post<{ domain: string }>(`/extensions/${anas.id}/desk-phone`, {});

      expect(await dialsOut('201')).toContain(`<Sip>sip:201@${body.domain}</Sip>`);
      await admin.delete(`/extensions/${anas.id}/desk-phone`);
    });
  });

  describe('of groups', () => {
    let group: Made;
    beforeAll(async () => {
      group = await made({ kind: 'group', number: '300', name: 'Sales', members: [anas.id, ruis.id], ringSeconds: 20 });
    });

    it('ring at all of it; the first who answers has it', async () => {
      const { id } = await dials('300#');

      expect([await ringsAt(ana), await ringsAt(rui)]).toEqual([[id], [id]]);
      expect(await does(rui, id, 'answer')).toBe(204);
      expect(await ringsAt(ana)).toEqual([]);
      await over(rui, id);
    });

    it('ring at one after the other', async () => {
      await change(group.id, { strategy: 'in-turn' });
      const { id, sid } = await dials('300#');

      expect([await ringsAt(ana), await ringsAt(rui)]).toEqual([[id], []]);
      await later(id, 20);
      expect([await ringsAt(ana), await ringsAt(rui)]).toEqual([[], [id]]);
      await phone.hangUp(sid);
    });

    it('ring first at who has not talked for longest', async () => {
      await change(group.id, { strategy: 'longest-idle' });
      await app.db.query(`update calls set ended_at = ended_at - interval '1 hour' where agent_id = $1`, [rui.id]);
      const { id, sid } = await dials('300#');

      expect([await ringsAt(ana), await ringsAt(rui)]).toEqual([[], [id]]);
      await phone.hangUp(sid);
    });

    it('ring where the flow leads there by itself', async () => {
      await phone.flow([{ do: 'ring', extensionId: group.id, otherwise: [] }]);
      const { id, sid } = await dials('');

      expect(await ringsAt(rui)).toEqual([id]);
      await phone.hangUp(sid);
      await phone.flow([ASK]);
      expect(await heardBy(sid)).toContain('[hung up]');
    });

    it('get a call that a colleague gives to them, and give it back to the team where nobody comes', async () => {
      await change(group.id, { strategy: 'all' });
      const { id, sid } = await dials('201#');
      await does(ana, id, 'answer');

      expect(await does(ana, id, 'transfer', { extensionId: group.id, warm: true })).toBe(422);
      expect(await does(ana, id, 'transfer', { extensionId: anas.id, warm: false })).toBe(422);
      expect(await does(ana, id, 'transfer', { extensionId: group.id, warm: false })).toBe(204);
      expect(await ringsAt(rui)).toEqual([id]);
      expect(await does(rui, id, 'answer')).toBe(204);
      expect(await phone.row(sid)).toMatchObject({ state: 'talking', agent_id: rui.id });
      await over(rui, id);
    });

    it('cannot be deleted while something leads there', async () => {
      expect((await admin.delete(`/extensions/${anas.id}`)).status).toBe(409);
      expect((await admin.delete(`/extensions/${group.id}`)).status).toBe(204);
      expect((await admin.get(`/extensions/${group.id}`)).status).toBe(404);
    });
  });

  describe('say where their owners may call', () => {
    it('and for how much: the server refuses before anything is dialled', async () => {
      await admin.patch(`/inboxes/${phone.line.id}`, {
        settings: { ...phone.line.settings, prices: ['+55=0.10'], authToken: undefined },
        version: (await admin.get(`/inboxes/${phone.line.id}`)).body.version,
      });
      await change(anas.id, { allowedPrefixes: ['+5511'], monthlyLimit: 0.15 });
      const dial = (to: string) =>
        ana.post<{ id: string; detail: string }>('/phone/calls', { to, inboxId: phone.line.id });

      expect(await dial('+55 21 95555-0101')).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining('extension') },
      });
      const first = await dial('+55 11 95555-0102');
      expect(first.status).toBe(201);
      await phone.settle();
      await over(ana, first.body.id);
      expect((await admin.get(`/extensions/${anas.id}`)).body).toMatchObject({ spent: 0.1 });

      expect(await dial('+55 11 95555-0103')).toMatchObject({
        status: 403,
        body: { type: expect.stringContaining('spending-limit') },
      });
      expect((await rui.post('/phone/calls', { to: '+55 21 95555-0104', inboxId: phone.line.id })).status).toBe(201);
      await phone.settle();
    });
  });
});
