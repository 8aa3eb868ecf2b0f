import { jest } from '@jest/globals';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeliveryService } from '../../src/channels/delivery/delivery.service.js';
import { Reconciliation } from '../../src/channels/delivery/reconciliation.service.js';
import { SAMPLE_PICTURE } from '../../src/channels/sample-picture.js';
import { SimulatedMessages } from '../../src/channels/twilio/simulator/messages.js';
import { serveSimulator } from '../../src/channels/twilio/simulator/simulator-server.js';
import { CALM, SimulatedTwilio, WORST } from '../../src/channels/twilio/simulator/simulated-twilio.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { administrator, signIn, type Person } from '../harness/people.js';

const SID = `AC${'1'.repeat(32)}`;
const TOKEN = 'the token of the account';
const NUMBER = '+14155550100';

/** The desk talks by HTTP, through the guarded way out and the real package, to a simulated Twilio on a port of its own. */
describe('a line with text messages', () => {
  let app: TestApp;
  let admin: Person;
  let agent: Person;
  let server: Server;
  let twilio: SimulatedTwilio;
  let messages: SimulatedMessages;
  let inboxId: string;

  beforeAll(async () => {
    twilio = new SimulatedTwilio({
      tokenOf: async (sid) => (sid === SID ? TOKEN : undefined),
      deliver: async (url, headers, body) => {
        const path = url.slice(app.config.publicUrl.length);
        return (await app.anyone.with(headers).send('POST', `/${path}`, body)).status;
      },
      now: () => new Date(),
    });
    messages = new SimulatedMessages(twilio);
    server = await serveSimulator(twilio, 0);
    const { port } = server.address() as AddressInfo;
    app = await TestApp.boot({ TWILIO_API_URL: `http://127.0.0.1:${port}`, EGRESS_ALLOW: '127.0.0.1' });
    admin = await administrator(app);
    agent = await signIn(app, 'agent');
    const made = await admin.post<{ id: string }>('/inboxes', {
      channel: 'sms',
      name: 'Text',
      address: '+1 (415) 555-0100',
      settings: { accountSid: SID, authToken: TOKEN, pricePerSegment: 0.0079 },
    });
    inboxId = made.body.id;
  });
  beforeEach(() => {
    twilio.weather = CALM;
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await app?.close();
    server?.close();
  });

  const hook = () => `${app.config.publicUrl}/hooks/twilio/${inboxId}/sms`;
  const write = async (from: string, body: string, more: object = {}) => {
    await messages.write(SID, { url: hook(), from, to: NUMBER, body, ...more });
    await app.settle();
  };
  const ticketOf = async (text: string): Promise<string> =>
    (await app.db.query('select ticket_id from messages where text = $1', [text]))[0].ticket_id;
  const reply = (ticketId: string, text: string, more: object = {}) =>
    agent.post<{ id: string; code?: string }>(`/tickets/${ticketId}/messages`, { kind: 'reply', text, ...more });
  const stateOf = async (id: string) =>
    (await app.db.query('select state, error, external_id from messages where id = $1', [id]))[0];
  /** What is to leave has left, what Twilio tells of it has arrived, and what follows from that is done. */
  const quiet = async () => {
    await app.settle();
    await twilio.settled();
    await app.settle();
  };

  it('is made with a number in the one form, and says what to enter at the number', async () => {
    const { body } = await admin.get(`/inboxes/${inboxId}`);

    expect(body).toMatchObject({
      address: NUMBER,
      secretsSet: ['authToken'],
      webhooks: [{ name: 'A message comes in', url: `${hook()}#rc=3&rp=all` }],
    });
  });

  it('refuses what is no number', async () => {
    const answer = await admin.post('/inboxes', { channel: 'sms', name: 'Text', address: '11 98765-4321' });

    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'address' }] } });
  });

  it('takes what a customer writes, with a picture, and answers to where it came from', async () => {
    // An old Brazilian mobile, as its network still writes it.
    await write('+551187654321', 'The router is dead', { media: [SAMPLE_PICTURE] });
    const ticketId = await ticketOf('The router is dead');
    const { body: said } = await agent.get<{ items: { attachments: object[] }[] }>(`/tickets/${ticketId}/messages`);
    expect(said.items[0]!.attachments).toMatchObject([{ name: 'image-1.png', type: 'image/png' }]);

    const { body: sent } = await reply(ticketId, 'We come at nine');
    await quiet();

    expect(await stateOf(sent.id)).toMatchObject({ state: 'delivered', external_id: expect.stringMatching(/^SM/) });
    expect(messages.all.at(-1)).toMatchObject({ to: '+551187654321', from: NUMBER, body: 'We come at nine' });
  });

  it('knows the customer with and without the ninth digit', async () => {
    await write('+551191234567', 'First number'.concat(' of Ana'));
    await write('+5511991234567', 'Second number of Ana');

    expect(await ticketOf('Second number of Ana')).toBe(await ticketOf('First number of Ana'));
  });

  it('sends files by a link of its own, which is right for this file alone and not for ever', async () => {
    await write('+14155552671', 'Send me the plan');
    const ticketId = await ticketOf('Send me the plan');
    const form = new FormData();
    form.append('file', new Blob([SAMPLE_PICTURE.content], { type: 'image/png' }), 'plan.png');
    const uploaded = await agent.post<{ id: string }>('/attachments', form);
    expect(uploaded.status).toBe(201);
    await reply(ticketId, 'Here it is', { attachments: [uploaded.body.id] });
    await quiet();

    const [url] = messages.all.at(-1)!.media;
    const path = `/${url!.slice(app.config.publicUrl.length)}`;
    const fetched = await fetch(app.url + path.slice(1));
    expect(fetched.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await fetched.arrayBuffer()).equals(SAMPLE_PICTURE.content)).toBe(true);
    expect((await app.anyone.get(path.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status).toBe(403);
    expect(
      (await app.anyone.get(path.replace(/\d(?=\/[0-9a-f]+$)/, (digit) => String((Number(digit) + 1) % 10)))).status,
    ).toBe(403);
    passed(app, 5 * 3_600_000);
    expect((await app.anyone.get(path)).status).toBe(403);
  });

  it('keeps opt-outs in step with Twilio, in Portuguese too', async () => {
    await write('+14155552672', 'Where is my order?');
    const ticketId = await ticketOf('Where is my order?');
    await write('+14155552672', 'Sair');
    expect((await reply(ticketId, 'Here')).body.code).toBe('opted_out');
    await write('+14155552672', 'START');
    expect((await reply(ticketId, 'Here again')).status).toBe(201);
  });

  it.each([
    ['+15005550009', 'failed', /no mobile number/],
    ['+15005550002', 'failed', /no route/],
    ['+15005550004', 'failed', /opted out/],
    ['+15005550005', 'failed', /unknown, or no longer in use/],
  ])('says in words why nothing reaches %s', async (from, state, error) => {
    await write(from, `Hello from ${from}`);
    const { body } = await reply(await ticketOf(`Hello from ${from}`), 'An answer');
    await quiet();

    expect(await stateOf(body.id)).toMatchObject({ state, error: expect.stringMatching(error) });
  });

  it('believes a token that will be the next one, for signatures and for calls', async () => {
    const { body: other } = await admin.post<{ id: string }>('/inboxes', {
      channel: 'sms',
      name: 'Rotating',
      address: '+14155550199',
      settings: { accountSid: SID, authToken: 'the old one', nextAuthToken: TOKEN },
    });
    const url = hook().replace(inboxId, other.id);
    await messages.write(SID, { url, from: '+14155552673', to: '+14155550199', body: 'While it changes' });
    await app.settle();
    const { body } = await reply(await ticketOf('While it changes'), 'Both are believed');
    await quiet();

    expect((await stateOf(body.id)).state).toBe('delivered');
  });

  it('refuses a message for another number, and another account’s', async () => {
    const before = (await app.db.query('select count(*) from envelopes'))[0].count;
    await messages.write(SID, { url: hook(), from: '+14155552674', to: '+14155550111', body: 'Not for this line' });

    expect((await app.db.query('select count(*) from envelopes'))[0].count).toBe(before);
  });

  it('says in its check what is wrong and what to do', async () => {
    const check = async (settings: object) => {
      const { body } = await admin.post<{ id: string }>('/inboxes', {
        channel: 'sms',
        name: 'Checked',
        address: `+1415555${String(1000 + (Math.trunc(performance.now() * 7) % 8999))}`,
        settings,
      });
      return (
        await admin.post<{ ok: boolean; steps: { name: string; ok: boolean; detail: string }[] }>(
          `/inboxes/${body.id}/check`,
        )
      ).body;
    };

    expect(await check({})).toMatchObject({
      ok: false,
      steps: [
        { name: 'account', detail: 'There is no account yet.' },
        { name: 'heard', unchecked: true },
      ],
    });
    expect((await check({ accountSid: SID, authToken: 'wrong' })).steps[0]).toMatchObject({
      ok: false,
      detail: expect.stringContaining('does not accept'),
    });
    const right = await check({ accountSid: SID, authToken: TOKEN });
    expect(right.steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['account', true],
      ['number', true],
      ['webhook', false],
      ['public-url', false],
      ['heard', true],
      ['clock', true],
    ]);
    expect((await check({ account: 'simulated' })).ok).toBe(true);
  });

  it('can be tried without an account: a simulated customer writes, and the answer arrives there', async () => {
    const { body } = await admin.post<{ id: string }>('/inboxes', {
      channel: 'sms',
      name: 'Simulated',
      address: '+14155550177',
      settings: { account: 'simulated' },
    });
    expect((await admin.post(`/inboxes/${body.id}/test`, { text: 'Only a simulation' })).status).toBe(202);
    await app.settle();
    const sent = await reply(await ticketOf('Only a simulation'), 'An answer to nobody');
    await app.settle();

    expect((await stateOf(sent.body.id)).state).toBe('delivered');
    expect((await admin.post(`/inboxes/${inboxId}/test`, {})).status).toBe(422);
  });

  it('on the worst day has each message once, and sends nothing twice', async () => {
    twilio.weather = WORST;
    const people = Array.from({ length: 25 }, (_, at) => `+1415557${String(1000 + at)}`);
    await Promise.all(
      people.map((from) => messages.write(SID, { url: hook(), from, to: NUMBER, body: `Storm ${from}` })),
    );
    await app.settle(60_000);
    for (const from of people) {
      expect(await app.db.query('select 1 from messages where text = $1', [`Storm ${from}`])).toHaveLength(1);
    }

    for (const from of people) await reply(await ticketOf(`Storm ${from}`), `Answer for ${from}`);
    await app.settle(60_000);
    await twilio.settled();
    await app.settle(60_000);
    twilio.weather = CALM;
    // What is still unknown is asked about.
    passed(app, 60_000);
    await app.get(Reconciliation).sweep();
    await app.get(DeliveryService).sweep();
    await app.settle(60_000);

    for (const from of people) {
      expect(messages.all.filter((one) => one.body === `Answer for ${from}`)).toHaveLength(1);
      const [row] = await app.db.query('select state from messages where text = $1', [`Answer for ${from}`]);
      expect(row.state).toBe('delivered');
    }
  });

  it('asks Twilio what became of a message whose answer was lost, where no receipt comes either', async () => {
    await write('+14155552680', 'Nobody tells');
    const ticketId = await ticketOf('Nobody tells');
    twilio.weather = { ...CALM, lostAnswers: 1 };
    jest.spyOn(twilio, 'bring').mockResolvedValue();
    const { body } = await reply(ticketId, 'Did it arrive?');
    await app.settle();
    expect((await stateOf(body.id)).state).toBe('unknown');

    twilio.weather = CALM;
    passed(app, 40_000);
    await app.get(Reconciliation).sweep();
    await app.settle();

    const [theirs, ...more] = messages.all.filter((one) => one.body === 'Did it arrive?');
    expect(more).toEqual([]);
    expect(await stateOf(body.id)).toMatchObject({ state: 'sent', external_id: theirs!.sid });
  });
});
