import { InboxesService } from '../../src/channels/inboxes.service.js';
import { TestApp } from '../harness/app.js';
import { administrator, signIn, type Person } from '../harness/people.js';
import { PhoneLine, QUEUE, NOTICE } from './phone-line.js';

interface Dialled {
  id: string;
  ticket: { id: string };
  inbox: { id: string };
}

describe('a call that we make', () => {
  let app: TestApp;
  let admin: Person;
  let ana: Person;
  let phone: PhoneLine;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    ana = await signIn(app, 'agent', { name: 'Ana' });
    await ana.put('/me/availability', { state: 'online' });
    phone = await PhoneLine.open(app, { steps: [NOTICE, QUEUE] });
  });
  afterAll(() => app?.close());

  const setting = async (settings: object) => {
    const { body } = await admin.get(`/inboxes/${phone.line.id}`);
    const changed = await admin.patch(`/inboxes/${phone.line.id}`, { version: body.version, settings });
    expect(changed.status).toBe(200);
  };
  const dial = async (to: string, more: object = {}): Promise<Dialled> => {
    const { status, body } = await ana.post<Dialled>('/phone/calls', { to, ...more });
    expect({ status, body }).toMatchObject({ status: 201 });
    await phone.settle();
    return body;
  };
  const finish = async ({ id }: Dialled) => {
    await ana.post(`/calls/${id}/hang-up`);
    await phone.settle();
    await ana.post(`/calls/${id}/wrap-up`);
    await phone.settle();
    return (await ana.get(`/calls/${id}`)).body;
  };
  const heard = async (id: string) => {
    const [row] = await app.db.query<{ call: { heard: string[] } }[]>(
      `select s.call from simulated_calls s join calls c on c.sid = s.sid where c.id = $1`,
      [id],
    );
    return row!.call.heard;
  };

  it('is not recorded and says nothing, where the line says nothing of recording', async () => {
    const call = await dial('+5511955550801');
    expect((await ana.get(`/calls/${call.id}`)).body).toMatchObject({
      state: 'talking',
      recording: false,
      recorded: false,
    });
    expect((await finish(call)).recordings).toEqual([]);
  });

  it('is recorded after the other end has heard so; a pause stops it', async () => {
    await setting({ recording: 'notice' });
    const call = await dial('+5511955550802');

    expect(await heard(call.id)).toEqual(expect.arrayContaining(['This call is recorded.', '[talks]']));
    expect((await ana.get(`/calls/${call.id}`)).body).toMatchObject({ state: 'talking', recording: true });
    expect((await ana.put(`/calls/${call.id}/recording-pause`, { on: true })).status).toBe(204);
    expect((await ana.get(`/calls/${call.id}`)).body).toMatchObject({ recording: false });
    await ana.put(`/calls/${call.id}/recording-pause`, { on: false });
    expect(await finish(call)).toMatchObject({
      outcome: 'answered',
      recordings: [{ kind: 'call', state: 'stored', seconds: 12 }],
    });
  });

  it('goes by the country that is called: there they are asked, elsewhere nothing is recorded', async () => {
    await setting({ recording: 'none', recordingByCountry: ['+49=opt-in'], allowedPrefixes: ['+49', '+55'] });
    const german = await dial('+4930901820');
    expect((await heard(german.id))[0]).toMatch(/May we record this call\? Press 1/);
    // The simulated one presses 1, as everybody who is asked to.
    expect((await finish(german)).recordings).toHaveLength(1);

    const brazilian = await dial('+5511955550803');
    expect((await finish(brazilian)).recordings).toEqual([]);
  });

  it('is not made to where the line may not call, whoever asks', async () => {
    const { status, body } = await ana.post('/phone/calls', { to: '+33155550101' });
    expect({ status, body }).toMatchObject({ status: 403, body: { detail: expect.stringContaining('not allowed') } });
    const seller = await signIn(app, 'technician');
    expect((await seller.post('/phone/calls', { to: '+5511955550804' })).status).toBe(403);
  });

  it('refuses a rule of recording that cannot be read', async () => {
    const { body } = await admin.get(`/inboxes/${phone.line.id}`);
    const refused = await admin.patch(`/inboxes/${phone.line.id}`, {
      version: body.version,
      settings: { recordingByCountry: ['Germany'] },
    });
    expect(refused.status).toBe(422);
  });

  it('shows the number that the customer called, else one of their country', async () => {
    const { inbox } = await app.get(InboxesService).create({
      channel: 'voice',
      name: 'Berlin',
      address: '+4930901800',
      settings: { account: 'simulated', language: 'en', allowedPrefixes: ['+49', '+55'] },
    });
    const german = await dial('+4930901821');
    expect(german.inbox.id).toBe(inbox.id);
    await finish(german);

    const { sid } = await phone.call({ from: '+4930901822' });
    const { ticket_id } = await phone.row(sid);
    await phone.hangUp(sid);
    const back = await dial('+4930901822', { ticketId: ticket_id });
    expect(back.inbox.id).toBe(phone.line.id);
    await finish(back);
  });

  it('is heard by a browser that signs in to each account once, whatever a line without a key lacks', async () => {
    const line = async (number: string, account: string, apiKeySid: string) => {
      const settings = {
        account: 'twilio',
        accountSid: `AC${account.repeat(32)}`,
        authToken: 'a token',
        apiKeySid,
        apiKeySecret: apiKeySid && 'a secret',
      };
      return (await app.get(InboxesService).create({ channel: 'voice', name: number, address: number, settings })).inbox
        .id;
    };
    expect((await ana.post('/phone/token')).body).toEqual({ simulated: true, accounts: [] });
    const [first, second] = [await line('+551140000801', 'a', 'SKa'), await line('+551140000802', 'a', 'SKa')];
    const other = await line('+551140000803', 'b', 'SKb');
    await line('+551140000804', 'c', '');

    const { body } = await ana.post<{ accounts: { lineIds: string[]; token: string }[] }>('/phone/token');

    expect(body.accounts.map(({ lineIds }) => lineIds.toSorted())).toEqual(
      expect.arrayContaining([[first, second].toSorted(), [other]]),
    );
    expect(body.accounts).toHaveLength(2);
    const grants = body.accounts.map(({ token }) =>
      JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()),
    );
    expect(grants.map(({ sub }) => sub).toSorted()).toEqual([`AC${'a'.repeat(32)}`, `AC${'b'.repeat(32)}`]);
  });
});
