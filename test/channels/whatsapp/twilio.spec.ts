import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Reconciliation } from '../../../src/channels/delivery/reconciliation.service.js';
import { SAMPLE_PICTURE } from '../../../src/channels/sample-picture.js';
import { SimulatedMessages } from '../../../src/channels/twilio/simulator/messages.js';
import { serveSimulator } from '../../../src/channels/twilio/simulator/simulator-server.js';
import { CALM, SimulatedTwilio, WORST } from '../../../src/channels/twilio/simulator/simulated-twilio.js';
import { TestApp } from '../../harness/app.js';
import { passed } from '../../harness/clock.js';
import { administrator, type Person } from '../../harness/people.js';

const SID = `AC${'1'.repeat(32)}`;
const TOKEN = 'the token of the account';
const NUMBER = '+551130000000';

interface Item {
  id: string;
  text: string;
  state: string;
  error: string | null;
  meta: Record<string, unknown>;
  attachments: { name: string; type: string }[];
}

/** By HTTP, through the guarded way out and the real package, to a simulated Twilio on a port of its own. */
describe('a WhatsApp line through Twilio', () => {
  let app: TestApp;
  let admin: Person;
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
    const made = await admin.post<{ id: string }>('/inboxes', {
      channel: 'whatsapp',
      name: 'Shop',
      address: NUMBER,
      settings: { provider: 'twilio', accountSid: SID, authToken: TOKEN },
    });
    inboxId = made.body.id;
  });
  beforeEach(() => {
    twilio.weather = CALM;
  });
  afterAll(async () => {
    await app?.close();
    server?.close();
  });

  const hook = () => `${app.config.publicUrl}/hooks/twilio/${inboxId}/sms`;
  const write = async (from: string, body: string, more: object = {}) => {
    const word = { url: hook(), from: `whatsapp:${from}`, to: `whatsapp:${NUMBER}`, body, name: 'Ana Souza', ...more };
    await messages.write(SID, word);
    await app.settle();
  };
  const ticketOf = async (text: string): Promise<string> =>
    (await app.db.query<{ ticket_id: string }[]>('select ticket_id from messages where text = $1', [text]))[0]!
      .ticket_id;
  const items = async (ticketId: string): Promise<Item[]> =>
    (await admin.get<{ items: Item[] }>(`/tickets/${ticketId}/messages`)).body.items;
  const reply = (ticketId: string, body: object) =>
    admin.post<{ id: string; code?: string }>(`/tickets/${ticketId}/messages`, { kind: 'reply', ...body });
  const one = async (ticketId: string, id: string) => (await items(ticketId)).find((item) => item.id === id)!;
  /** What is to leave has left, what Twilio tells of it has arrived, and what follows from that is done. */
  const quiet = async () => {
    await app.settle();
    await twilio.settled();
    await app.settle();
  };
  const upload = async (): Promise<string> => {
    const form = new FormData();
    form.append('file', new Blob([SAMPLE_PICTURE.content], { type: 'image/png' }), 'plan.png');
    return (await admin.post<{ id: string }>('/attachments', form)).body.id;
  };

  it('says what to enter at Twilio, and nothing of Meta', async () => {
    const { body } = await admin.get(`/inboxes/${inboxId}`);

    expect(body).toMatchObject({
      webhookUrl: expect.stringContaining('/hooks/twilio/'),
      webhooks: [{ name: 'When a message comes in', url: `${hook()}#rc=3&rp=all` }],
    });
  });

  it('takes words, pictures, places and buttons, and knows the customer by name and number', async () => {
    await write('+5511987650001', 'The router is dead', { media: [SAMPLE_PICTURE] });
    const ticketId = await ticketOf('The router is dead');
    await write('+5511987650001', '', { more: { Latitude: '-23.5', Longitude: '-46.6', Label: 'Home' } });
    await write('+5511987650001', 'Yes, please', { more: { ButtonText: 'Yes, please', ButtonPayload: 'yes' } });

    const kept = await items(ticketId);
    expect(kept[0]!.attachments).toMatchObject([{ type: 'image/png' }]);
    expect(kept[1]!.text).toMatch(/^Home\nhttps:.*-23\.5/);
    expect(kept[2]).toMatchObject({ text: 'Yes, please', meta: { button: 'yes' } });
    const { body } = await admin.get<{ contact: { name: string } }>(`/tickets/${ticketId}`);
    expect(body.contact.name).toBe('Ana Souza');
  });

  it('is the same customer with and without the ninth digit, and answers to where it came from', async () => {
    await write('+551197654321', 'From the old phone');
    await write('+5511997654321', 'From the new one');
    const contact = async (text: string) =>
      (await admin.get<{ contact: { id: string } }>(`/tickets/${await ticketOf(text)}`)).body.contact.id;
    expect(await contact('From the new one')).toBe(await contact('From the old phone'));

    await reply(await ticketOf('From the old phone'), { text: 'We come at nine' });
    await quiet();
    expect(messages.all.at(-1)).toMatchObject({ to: 'whatsapp:+551197654321', from: `whatsapp:${NUMBER}` });
  });

  it('answers an id where a user name hides the number', async () => {
    await write('BR.1502576394655843', 'Hidden');
    const { body } = await reply(await ticketOf('Hidden'), { text: 'To the hidden' });
    await quiet();

    expect(messages.all.at(-1)).toMatchObject({ to: 'whatsapp:BR.1502576394655843', body: 'To the hidden' });
    expect((await one(await ticketOf('Hidden'), body.id)).state).toBe('read');
  });

  it('puts the quoted words before the answer, because Twilio has no other way to quote', async () => {
    await write('+5511987650009', 'First the router,\nthen the bill');
    const ticketId = await ticketOf('First the router,\nthen the bill');
    const [asked] = await items(ticketId);
    const { body } = await reply(ticketId, { text: 'Restart it.', quotes: asked!.id });
    await quiet();

    expect(messages.all.at(-1)!.body).toBe('> First the router, then the bill\n\nRestart it.');
    expect(await one(ticketId, body.id)).toMatchObject({ text: 'Restart it.', quoted: { id: asked!.id } });
  });

  it('sends a file with its words, a second one behind it, and follows both', async () => {
    await write('+5511987650002', 'Send me the plans');
    const ticketId = await ticketOf('Send me the plans');
    const before = messages.all.length;
    const { body } = await reply(ticketId, { text: 'Both', attachments: [await upload(), await upload()] });
    await quiet();

    expect(messages.all.slice(before).map(({ body: words, media }) => [words, media.length])).toEqual([
      ['Both', 1],
      ['', 1],
    ]);
    expect((await one(ticketId, body.id)).state).toBe('read');
  });

  it('says before anything is sent that a file is larger than Twilio takes, which Meta itself would', async () => {
    await write('+5511987650012', 'Send me the film');
    const ticketId = await ticketOf('Send me the film');
    const MB = 1024 * 1024;
    const sized = async (type: string, size: number) => {
      const id = await upload();
      await app.db.query('update attachments set type = $2, size = $3 where id = $1', [id, type, size]);
      return reply(ticketId, { text: 'Here', attachments: [id] });
    };

    expect(await sized('application/pdf', 16 * MB + 1)).toMatchObject({
      status: 422,
      body: { detail: '“plan.png” is larger than the 16 MB that this line carries.' },
    });
    expect(await sized('image/png', 5 * MB + 1)).toMatchObject({ status: 422, body: { code: 'attachments' } });
    expect(await sized('application/pdf', 6 * MB)).toMatchObject({ status: 201 });
    await quiet();
  });

  it('is not confused by the worst day, and sends nothing twice', async () => {
    await write('+5511987650003', 'Worst of all');
    const ticketId = await ticketOf('Worst of all');
    twilio.weather = { ...WORST, lostAnswers: 1 };
    const before = messages.all.length;
    const { body } = await reply(ticketId, { text: 'Only once' });
    await quiet();
    twilio.weather = CALM;
    await passed(app, 60_000);
    await app.get(Reconciliation).sweep();
    await app.settle();

    expect((await one(ticketId, body.id)).state).toBe('read');
    expect(messages.all.length).toBe(before + 1);
  });

  describe('after a day', () => {
    let ticketId: string;
    beforeAll(async () => {
      await write('+5511987650004', 'Long ago');
      ticketId = await ticketOf('Long ago');
      for (const message of messages.all)
        if (message.body === 'Long ago') message.at = new Date(Date.now() - 30 * 3_600_000);
      await app.db.query(`update messages set at = at - interval '30 hours' where ticket_id = $1`, [ticketId]);
    });

    it('refuses free words before anything is stored', async () => {
      expect(await reply(ticketId, { text: 'Still there?' })).toMatchObject({
        status: 422,
        body: { code: 'window_closed' },
      });
    });

    it('lists what WhatsApp approved, with its state and variables', async () => {
      const { body } = await admin.get<{ items: object[] }>(`/inboxes/${inboxId}/templates?again=1`);

      expect(body.items).toEqual([
        expect.objectContaining({ name: 'lembrete_visita', language: 'pt_BR', status: 'approved' }),
        expect.objectContaining({ name: 'spring_offer', status: 'waiting' }),
        expect.objectContaining({
          name: 'visit_reminder',
          category: 'utility',
          buttons: ['That suits me'],
          variables: [
            { in: 'body', name: '1', example: 'Ana' },
            { in: 'body', name: '2', example: 'Monday at 9' },
          ],
        }),
      ]);
    });

    it('sends an approved one, by its content and variables', async () => {
      const variables = ['Ana', 'hoje'].map((value, at) => ({ in: 'body', name: String(at + 1), value }));
      const { body } = await reply(ticketId, { template: { name: 'lembrete_visita', language: 'pt_BR', variables } });
      await quiet();

      expect(await one(ticketId, body.id)).toMatchObject({ state: 'read', text: 'Olá Ana, nosso técnico chega hoje.' });
      expect(messages.all.at(-1)!.body).toBe('Olá Ana, nosso técnico chega hoje.');
    });
  });

  it('says in words where WhatsApp does not bring it', async () => {
    await write('+15005550005', 'Nobody there');
    const ticketId = await ticketOf('Nobody there');
    const { body } = await reply(ticketId, { text: 'Hello?' });
    await quiet();

    expect(await one(ticketId, body.id)).toMatchObject({ state: 'failed', error: expect.stringContaining('30005') });
  });

  it('checks in words', async () => {
    const { body } = await admin.post<{ steps: { name: string; ok: boolean }[] }>(`/inboxes/${inboxId}/check`);

    expect(body.steps.find(({ name }) => name === 'account')).toMatchObject({ ok: true });
  });

  it('is tried on a simulated account without leaving the house', async () => {
    const { body: made } = await admin.post<{ id: string }>('/inboxes', {
      channel: 'whatsapp',
      name: 'Trial',
      address: '+551130000001',
      settings: { provider: 'twilio', account: 'simulated' },
    });
    expect((await admin.post(`/inboxes/${made.id}/test`, { text: 'Only a trial' })).status).toBe(202);
    await app.settle();

    expect(await ticketOf('Only a trial')).toBeTruthy();
  });
});
