import twilio from 'twilio';
import { TwilioAccounts } from '../../src/channels/twilio/accounts.service.js';
import { Vault } from '../../src/platform/crypto/vault.js';
import { newId } from '../../src/platform/ids.js';
import { TestApp } from '../harness/app.js';
import { administrator, type Person } from '../harness/people.js';
import { menu, NOTICE, PhoneLine, QUEUE, VOICEMAIL } from './phone-line.js';

describe('somebody calls', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
  });
  afterAll(() => app?.close());

  const messages = async (ticketId: string | null) =>
    (await admin.get(`/tickets/${ticketId}/messages`)).body.items as Record<string, unknown>[];

  it('and waits in line: the call is on a ticket of its caller before anybody answers', async () => {
    const phone = await PhoneLine.open(app, { steps: [NOTICE, QUEUE] });
    const { sid, heard } = await phone.call({ from: '+5511955550111' });

    const call = await phone.row(sid);
    expect(call).toMatchObject({ state: 'waiting', outcome: null });
    const { body } = await admin.get(`/tickets/${call.ticket_id}`);
    expect(body).toMatchObject({ subject: 'Call from +55 11 95555 0111', channels: ['voice'] });
    expect(await messages(call.ticket_id)).toMatchObject([
      { kind: 'call', direction: 'in', meta: { call: { id: call.id, state: 'waiting' } } },
    ]);
    expect(heard).toContain('This call is recorded');
  });

  it('and hangs up while waiting: abandoned, and owed a call', async () => {
    const phone = await PhoneLine.open(app, { steps: [QUEUE] });
    const { sid } = await phone.call({ from: '+5511955550112' });
    await phone.hangUp(sid);

    const call = await phone.row(sid);
    expect(call).toMatchObject({ state: 'ended', outcome: 'abandoned' });
    expect(await messages(call.ticket_id)).toMatchObject([{ meta: { call: { outcome: 'abandoned' } } }]);
    expect(await app.db.query('select * from call_backs where call_id = $1', [call.id])).toMatchObject([
      { number: '+5511955550112', why: 'abandoned', state: 'open', ticket_id: call.ticket_id },
    ]);
  });

  it('twice without an answer: one call back, on one ticket', async () => {
    const phone = await PhoneLine.open(app, { steps: [QUEUE] });
    const calls = [];
    for (let i = 0; i < 2; i += 1) {
      const { sid } = await phone.call({ from: '+5511955550113' });
      await phone.hangUp(sid);
      calls.push(await phone.row(sid));
    }

    expect(new Set(calls.map((call) => call.ticket_id)).size).toBe(1);
    expect(
      await app.db.query(`select calls from call_backs where number = '+5511955550113' and state = 'open'`),
    ).toEqual([{ calls: 2 }]);
  });

  it('and chooses by keys; who chooses nothing goes the other way', async () => {
    const phone = await PhoneLine.open(app, { steps: [menu('1', [QUEUE], [VOICEMAIL])] });

    const chose = await phone.row((await phone.call({ keys: '1' })).sid);
    const silent = await phone.call({ keys: 'ww', says: 7, from: '+5511955550114' });

    expect(chose).toMatchObject({ state: 'waiting', facts: { 'key:0': 'Key 1' } });
    expect(silent.heard.filter((text) => text === 'Press 1')).toHaveLength(2);
    expect(await phone.row(silent.sid)).toMatchObject({ state: 'ended', outcome: 'voicemail' });
  });

  it('and leaves a message, which we keep encrypted and agents can hear', async () => {
    const phone = await PhoneLine.open(app, { steps: [VOICEMAIL] });
    const { sid } = await phone.call({ says: 7, from: '+5511955550115' });

    const call = await phone.row(sid);
    const [recording] = await app.db.query('select * from call_recordings where call_id = $1', [call.id]);
    expect(recording).toMatchObject({ kind: 'voicemail', state: 'stored', seconds: 7, type: 'audio/wav' });
    expect(await app.db.query('select why from call_backs where call_id = $1', [call.id])).toEqual([
      { why: 'voicemail' },
    ]);
  });

  it('and withholds the number: they are somebody, each time somebody else, and nobody calls back', async () => {
    const phone = await PhoneLine.open(app, { steps: [QUEUE] });
    const rows = [];
    for (let i = 0; i < 2; i += 1) {
      const { sid } = await phone.call({ from: 'anonymous' });
      await phone.hangUp(sid);
      rows.push(await phone.row(sid));
    }

    expect(new Set(rows.map((row) => row.ticket_id)).size).toBe(2);
    const { body } = await admin.get(`/tickets/${rows[0]!.ticket_id}`);
    expect(body).toMatchObject({ contact: { name: 'Withheld number' } });
    expect(await app.db.query('select 1 from call_backs where call_id = any($1)', [rows.map((r) => r.id)])).toEqual([]);
  });

  it('and asks to be called back instead of waiting', async () => {
    const phone = await PhoneLine.open(app, { steps: [QUEUE] });
    const { sid, heard } = await phone.call({ keys: '1', from: '+5511955550116' });

    const call = await phone.row(sid);
    expect(call).toMatchObject({ state: 'ended', facts: { callBack: 'yes' } });
    expect(heard).toContain('Thank you. We will call you back on the number you are calling from.');
    expect(await app.db.query('select why from call_backs where call_id = $1', [call.id])).toEqual([{ why: 'asked' }]);
  });

  it('on a network that brings everything five times and shuffled: each thing happens once', async () => {
    const phone = await PhoneLine.open(app, { steps: [menu('1', [QUEUE])] });
    const { sid } = await phone.call({ keys: '1', mode: 'storm', from: '+5511955550117' });
    await phone.hangUp(sid);

    const call = await phone.row(sid);
    expect(call).toMatchObject({ state: 'ended', outcome: 'abandoned' });
    expect(await messages(call.ticket_id)).toHaveLength(1);
    expect(await app.db.query('select calls from call_backs where call_id = $1', [call.id])).toEqual([{ calls: 1 }]);
  });

  describe('and Twilio asks', () => {
    const signatureOf = (phone: PhoneLine, url: string, params: Record<string, string>) =>
      twilio.getExpectedTwilioSignature(
        app.get(TwilioAccounts).of(phone.line).tokens[0]!,
        app.config.publicUrl + url,
        params,
      );
    const ask = (
      phone: PhoneLine,
      path: string,
      given: Record<string, string>,
      forged: Record<string, string> = {},
    ) => {
      const url = `/hooks/twilio/${phone.line.id}/${path}`;
      const params = { ...given, AccountSid: app.get(TwilioAccounts).of(phone.line).sid };
      return fetch(app.url + url, {
        method: 'POST',
        headers: {
          'X-Twilio-Signature': signatureOf(phone, url, { ...params, ...forged }),
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(params).toString(),
      });
    };

    it('with a forged signature: refused, and nothing is kept', async () => {
      const phone = await PhoneLine.open(app, { steps: [QUEUE] });
      const params = { CallSid: 'CAforged', From: '+5511955550118', To: '+551140000000' };

      for (const path of ['voice', 'voice-status', 'recording', 'voice/step'])
        expect((await ask(phone, path, params, { From: '+5511955550119' })).status).toBe(403);

      expect(await app.db.query(`select 1 from calls where sid = 'CAforged'`)).toEqual([]);
    });

    it('with the key of another line: refused', async () => {
      const [mine, other] = [await PhoneLine.open(app), await PhoneLine.open(app)];
      const url = `/hooks/twilio/${mine.line.id}/voice`;
      const signature = signatureOf(other, url, {});
      const answer = await fetch(app.url + url, { method: 'POST', headers: { 'X-Twilio-Signature': signature } });

      expect(answer.status).toBe(403);
    });

    it('the same question twice: the answer is the same', async () => {
      const phone = await PhoneLine.open(app, { steps: [NOTICE, QUEUE] });
      const params = { CallSid: 'CAtwice', From: '+5511955550120', To: '+551140000000' };

      const answers = await Promise.all([1, 2, 3].map(async () => (await ask(phone, 'voice', params)).text()));

      expect(new Set(answers).size).toBe(1);
      expect(await app.db.query(`select 1 from calls where sid = 'CAtwice'`)).toHaveLength(1);
    });

    it('while the database is away: a voice takes a message, and it is reconciled afterwards', async () => {
      const phone = await PhoneLine.open(app, { steps: [QUEUE] });
      const params = { CallSid: `CA${newId().replaceAll('-', '')}`, From: '+5511955550121', To: phone.line.address! };
      await app.db.query('alter table calls rename to calls_away');
      const answer = await ask(phone, 'voice', params).finally(() =>
        app.db.query('alter table calls_away rename to calls'),
      );

      const twiml = await answer.text();
      expect(answer.status).toBe(200);
      expect(twiml).toContain('<Record');
      expect(twiml).toContain('/recording?kind=voicemail');
      const fallback = await app.anyone.post(`/voice/fallback/${phone.line.id}`, {});
      expect(fallback.status).toBe(200);

      await app.db.query(`insert into simulated_calls (sid, inbox_id, call, updated_at) values ($1, $2, $3, now())`, [
        params.CallSid,
        phone.line.id,
        JSON.stringify({ kind: 'call', sid: params.CallSid, from: params.From, to: params.To, over: true }),
      ]);
      const told = {
        CallSid: params.CallSid,
        RecordingSid: 'REafter09',
        RecordingStatus: 'completed',
        RecordingDuration: '9',
      };
      expect((await ask(phone, 'recording?kind=voicemail', told)).status).toBe(200);
      await app.settle();

      const call = await phone.row(params.CallSid);
      expect(call).toMatchObject({ state: 'ended', outcome: 'voicemail', ticket_id: expect.any(String) });
    });
  });

  it('is what the live check tells of a line, also of one without an account', async () => {
    const phone = await PhoneLine.open(app, { steps: [QUEUE] });
    const check = async (id: string) => (await admin.post(`/inboxes/${id}/check`)).body;
    expect(await check(phone.line.id)).toMatchObject({ ok: true, steps: [{ words: { code: 'simulated' } }] });

    const bare = { channel: 'voice', name: 'Bare', address: '+551140000777', settings: { account: 'twilio' } };
    const made = await admin.post<{ id: string }>('/inboxes', bare);
    expect(await check(made.body.id)).toMatchObject({
      ok: false,
      steps: [{ words: { code: 'no-account' } }, { words: { code: 'heard-never' }, unchecked: true }],
    });
  });

  it('a recording that is stolen with the disk is noise', async () => {
    const [row] = await app.db.query<{ blob_key: string }[]>(
      'select blob_key from call_recordings where blob_key is not null',
    );
    const { Blobs } = await import('../../src/platform/blobs/blobs.js');
    const kept = await app.get(Blobs).get(row!.blob_key);

    expect(kept.includes(Buffer.from('RIFF'))).toBe(false);
    expect(app.get(Vault).key('recordings')).toHaveLength(32);
  });
});
