import { CloudApiServer, type Customer } from '../../../src/channels/whatsapp/simulator/cloud-api.server.js';
import { signedByMeta } from '../meta/signed-by-meta.js';
import { TestApp } from '../../harness/app.js';
import { administrator, type Person } from '../../harness/people.js';

const OURS = { token: 'a token', appSecret: 'an app secret', phoneNumberId: '5500001', accountId: '5500002' };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Item extends Record<string, unknown> {
  id: string;
  text: string;
  direction: string;
  state: string;
  error: string | null;
  meta: Record<string, unknown>;
  quoted?: object;
  attachments: { name: string; type: string }[];
}

describe('a WhatsApp line', () => {
  let app: TestApp;
  let admin: Person;
  let api: CloudApiServer;
  let inboxId: string;
  let people = 10;

  beforeAll(async () => {
    app = await TestApp.boot({ EGRESS_ALLOW: '127.0.0.0/8' });
    admin = await administrator(app);
    api = await CloudApiServer.open({ ...OURS, nowMs: () => Date.now() });
    const { body } = await admin.post<{ id: string }>('/inboxes', {
      channel: 'whatsapp',
      name: 'Shop',
      address: '+55 11 3000-0000',
      settings: { ...OURS, verifyToken: 'let me in', apiUrl: api.url },
    });
    inboxId = body.id;
    api.webhookUrl = `${app.url}/hooks/meta/${inboxId}`;
    api.callback = `${app.config.publicUrl}/hooks/meta/${inboxId}`;
  });
  beforeEach(() => {
    api.sent.length = 0;
    Object.assign(api.modes, { repeats: 1, reversed: false, loseEvery: 0, receiptsFirst: false });
  });
  afterAll(async () => {
    await app?.close();
    await api?.close();
  });

  const somebody = (): Customer => {
    people += 1;
    return { wa_id: `55119876500${people}`, user_id: `BR.10000${people}`, name: `Ana ${people}` };
  };
  const brought = async (): Promise<void> => {
    await api.deliver();
    await app.settle();
  };
  const ticketOf = async (text: string): Promise<string> => {
    const [row] = await app.db.query<{ ticket_id: string }[]>('select ticket_id from messages where text = $1', [text]);
    return row!.ticket_id;
  };
  const items = async (ticketId: string): Promise<Item[]> =>
    (await admin.get<{ items: Item[] }>(`/tickets/${ticketId}/messages`)).body.items;
  const begin = async (ana: Customer, text = `Hello from ${ana.name}`): Promise<string> => {
    api.says(ana, text);
    await brought();
    return ticketOf(text);
  };
  const reply = (ticketId: string, text: string, more: object = {}) =>
    admin.post<{ id: string; code?: string }>(`/tickets/${ticketId}/messages`, { kind: 'reply', text, ...more });
  const one = async (ticketId: string, id: string): Promise<Item> =>
    (await items(ticketId)).find((item) => item.id === id)!;

  it('shakes hands by the verify token', async () => {
    const ask = (token: string) =>
      app.anyone.get<string>(
        `//hooks/meta/${inboxId}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
      );

    expect(await ask('let%20me%20in')).toMatchObject({ status: 200, body: '1158201444' });
    expect((await ask('open')).status).toBe(403);
  });

  it('checks the signature over the bytes, in which what is not ASCII is escaped', async () => {
    const ticketId = await begin(somebody(), 'Não chegou ainda 😕');

    expect((await items(ticketId))[0]).toMatchObject({ text: 'Não chegou ainda 😕', channel: 'whatsapp' });
  });

  it.each([
    [
      'by one byte',
      (body: Buffer) => [Buffer.from(body.toString().replace('Forged', 'Forges')), OURS.appSecret] as const,
    ],
    ['with another app’s secret', (body: Buffer) => [body, 'another secret'] as const],
  ])('refuses what is forged %s', async (_, forge) => {
    const body = api.webhookOf('messages', {
      messages: [{ id: 'wamid.x', from: '1', type: 'text', text: { body: 'Forged' } }],
    });
    const [sent, secret] = forge(body);

    const answer = await app.anyone
      .with({ 'Content-Type': 'application/json', 'X-Hub-Signature-256': await signedByMeta(body, secret) })
      .post(`//hooks/meta/${inboxId}`, sent);

    expect(answer.status).toBe(403);
  });

  it('keeps each message once, though all come five times, turned round and in other bundles', async () => {
    const ana = somebody();
    Object.assign(api.modes, { repeats: 5, reversed: true });
    const id = api.says(ana, `First of ${ana.name}`);
    api.says(ana, `Second of ${ana.name}`);
    await brought();
    // The same message in a bundle of other bytes.
    api.says(ana, `First of ${ana.name}`, { id, timestamp: '1' });
    await brought();

    const kept = await items(await ticketOf(`First of ${ana.name}`));
    expect(kept.map(({ text }) => text).toSorted()).toEqual([`First of ${ana.name}`, `Second of ${ana.name}`]);
  });

  it('shows what a customer quotes, and quotes what an agent chose', async () => {
    const ana = somebody();
    const ticketId = await begin(ana, `Two things: the router, and the bill. ${ana.name}`);
    const [asked] = await items(ticketId);
    const { body: first } = await reply(ticketId, 'Which bill is it?');
    await app.settle();
    api.says(ana, 'This one', { context: { id: api.sent.at(-1)!.id } });
    await brought();
    const { body: second } = await reply(ticketId, 'Restart it, please.', { quotes: asked!.id });
    await app.settle();

    expect((await items(ticketId)).find(({ text }) => text === 'This one')!.quoted).toEqual({
      id: first.id,
      seq: 2,
      direction: 'out',
      name: admin.name,
      text: 'Which bill is it?',
      file: null,
      unsent: false,
    });
    expect((await one(ticketId, second.id)).quoted).toMatchObject({ id: asked!.id, direction: 'in', name: ana.name });
    expect(api.sent.at(-1)!.body).toMatchObject({
      text: { body: 'Restart it, please.' },
      context: { message_id: expect.stringMatching(/^wamid\./) },
    });
    expect(api.sent.at(-2)!.body.context).toBeUndefined();
  });

  it('quotes nothing of another ticket, and nothing that never left', async () => {
    const ticketId = await begin(somebody());
    const [elsewhere] = await items(await begin(somebody()));
    const note = await admin.post<{ id: string }>(`/tickets/${ticketId}/messages`, { kind: 'note', text: 'Ours.' });

    for (const quotes of [elsewhere!.id, note.body.id]) {
      expect(await reply(ticketId, 'No', { quotes })).toMatchObject({ status: 422, body: { code: 'invalid' } });
    }
  });

  it('brings pictures, places, people, buttons and quoted words', async () => {
    const ana = somebody();
    const ticketId = await begin(ana);
    api.says(ana, '', { type: 'image', image: { ...api.keep(PNG, 'image/jpeg'), caption: 'The damage' } });
    api.says(ana, '', { type: 'location', location: { latitude: -23.5, longitude: -46.6, name: 'Home' } });
    api.says(ana, '', {
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Rui' }, phones: [{ phone: '+55 11 1' }] }],
    });
    api.says(ana, '', { type: 'interactive', interactive: { button_reply: { id: 'yes', title: 'Yes, please' } } });
    api.says(ana, 'This one', { context: { id: 'wamid.earlier' } });
    await brought();

    const kept = await items(ticketId);
    expect(kept.find(({ text }) => text === 'The damage')!.attachments).toEqual([
      expect.objectContaining({ name: 'image.jpg', type: 'image/png' }),
    ]);
    expect(kept.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Home\nhttps:.*-23\.5/),
        'Rui +55 11 1',
        'Yes, please',
        'This one',
      ]),
    );
    expect(kept.find(({ text }) => text === 'Yes, please')!.meta).toMatchObject({ button: 'yes' });
    expect(kept.find(({ text }) => text === 'This one')!.meta).toMatchObject({ replyTo: 'wamid.earlier' });
  });

  it('shows marks, corrections and what was taken back', async () => {
    const ana = somebody();
    const ticketId = await begin(ana);
    const id = api.says(ana, 'Wensday');
    await brought();
    api.says(ana, '', { type: 'reaction', reaction: { message_id: id, emoji: '👍' } });
    api.says(ana, '', {
      type: 'edit',
      edit: { original_message_id: id, message: { id, type: 'text', text: { body: 'Wednesday' } } },
    });
    await brought();
    expect((await items(ticketId))[1]).toMatchObject({
      text: 'Wednesday',
      meta: { reaction: '👍', edits: [{ text: 'Wensday' }] },
    });

    api.says(ana, '', { type: 'revoke', revoke: { original_message_id: id } });
    await brought();
    expect((await items(ticketId))[1]).toMatchObject({ text: '', meta: { unsent: true } });
  });

  it('answers by the id of the business where there is one, and by the number where not', async () => {
    const hidden: Customer = { user_id: 'BR.77700', name: 'Hidden' };
    const numbered: Customer = { wa_id: '551187650099', name: 'Numbered' };
    for (const customer of [hidden, numbered]) {
      await reply(await begin(customer), `To ${customer.name}`);
      await app.settle();
    }

    expect(api.sent.map(({ body }) => ({ to: body.to, recipient: body.recipient }))).toEqual([
      { recipient: 'BR.77700', to: undefined },
      { to: '551187650099', recipient: undefined },
    ]);
  });

  it('knows a customer by their number, with or without the ninth digit', async () => {
    const contactOf = async (ticketId: string): Promise<string> =>
      (await admin.get<{ contact: { id: string } }>(`/tickets/${ticketId}`)).body.contact.id;
    const withNinth = await begin({ wa_id: '5511987657777', user_id: 'BR.98', name: 'Rosa' }, 'From the new phone');
    const without = await begin({ wa_id: '551187657777', user_id: 'BR.99', name: 'Rosa' }, 'From the old one');

    expect(await contactOf(without)).toBe(await contactOf(withNinth));
  });

  it('follows a customer to another number', async () => {
    const ana = somebody();
    const ticketId = await begin(ana);
    api.says(ana, '', { type: 'system', system: { type: 'user_changed_user_id', user_id: 'BR.555' } });
    await brought();
    api.says({ wa_id: '5511900000001', user_id: 'BR.555', name: ana.name }, 'My new number');
    await brought();

    expect(await ticketOf('My new number')).toBe(ticketId);
  });

  it('sends words and a picture under one id of ours, and follows its statuses forward only', async () => {
    const ticketId = await begin(somebody());
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(PNG)], { type: 'image/png' }), 'map.png');
    const { body: file } = await admin.post<{ id: string }>('/attachments', form);
    const { body } = await reply(ticketId, 'This is the way', { attachments: [file.id] });
    await app.settle();

    expect(api.sent).toEqual([
      expect.objectContaining({
        type: 'image',
        body: expect.objectContaining({
          image: { id: expect.any(String), caption: 'This is the way' },
          biz_opaque_callback_data: body.id,
        }),
      }),
    ]);
    for (const status of ['read', 'delivered', 'sent']) {
      api.status(api.sent[0]!, status);
      await brought();
    }
    expect((await one(ticketId, body.id)).state).toBe('read');
  });

  it('knows the statuses and marks of each part of a message in several parts', async () => {
    const ana = somebody();
    const ticketId = await begin(ana);
    const form = () => {
      const files = new FormData();
      files.set('file', new Blob([new Uint8Array(PNG)], { type: 'image/png' }), 'map.png');
      return files;
    };
    const first = await admin.post<{ id: string }>('/attachments', form());
    const second = await admin.post<{ id: string }>('/attachments', form());
    const { body } = await reply(ticketId, 'Both ways', { attachments: [first.body.id, second.body.id] });
    await app.settle();
    const [whole, two] = api.sent;

    for (const part of [whole!, two!]) api.status(part, 'delivered');
    api.says(ana, '', { type: 'reaction', reaction: { message_id: two!.id, emoji: '👍' } });
    await brought();

    const [row] = await app.db.query<object[]>(
      `select state, external_id, meta ->> 'reaction' as mark from messages where id = $1`,
      [body.id],
    );
    expect(row).toEqual({ state: 'delivered', external_id: whole!.id, mark: '👍' });
    expect(
      await app.db.query(`select reason from envelopes where state = 'quarantined' and inbox_id = $1`, [inboxId]),
    ).toEqual([]);
  });

  it('settles what got no answer by the status that names our own id, and sends it once', async () => {
    const ticketId = await begin(somebody());
    api.modes.loseEvery = 1;
    const { body } = await reply(ticketId, 'Only once');
    await app.settle();
    expect((await one(ticketId, body.id)).state).toBe('unknown');

    api.status(api.sent[0]!, 'delivered');
    await brought();

    expect(await one(ticketId, body.id)).toMatchObject({ state: 'delivered' });
    expect(api.sent).toHaveLength(1);
  });

  it('is not confused by statuses that come before the answer', async () => {
    const ticketId = await begin(somebody());
    Object.assign(api.modes, { receiptsFirst: true, repeats: 5, reversed: true });
    const { body } = await reply(ticketId, 'Quick');
    await app.settle();

    const [row] = await app.db.query<object[]>('select state, external_id from messages where id = $1', [body.id]);
    expect(row).toEqual({ state: 'delivered', external_id: api.sent[0]!.id });
  });

  it('says in words why WhatsApp did not bring it', async () => {
    const ana = somebody();
    const ticketId = await begin(ana);
    api.leaves(ana);
    const { body } = await reply(ticketId, 'Hello?');
    await app.settle();

    expect(await one(ticketId, body.id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('not on WhatsApp'),
    });
    const rows = await app.db.query<object[]>(
      'select 1 from contact_identities where value = $1 and undeliverable_at is not null',
      [ana.user_id],
    );
    expect(rows).toHaveLength(1);
  });

  it('records what was typed on the company’s phone, once, in the customer’s conversation', async () => {
    const ana = somebody();
    const ticketId = await begin(ana);
    api.modes.repeats = 3;
    api.typesOnPhone(ana, 'We open at nine');
    await brought();

    const echoes = (await items(ticketId)).filter(({ text }) => text === 'We open at nine');
    expect(echoes).toEqual([
      expect.objectContaining({ direction: 'out', state: 'sent', meta: expect.objectContaining({ echo: true }) }),
    ]);
    expect(api.sent).toHaveLength(0);
  });

  it('leaves what is for another number of the same app', async () => {
    const body = Buffer.from(
      api
        .webhookOf('messages', { messages: [{ id: 'wamid.o', from: '1', type: 'text', text: { body: 'Elsewhere' } }] })
        .toString()
        .replace(OURS.phoneNumberId, '999'),
    );
    await app.anyone
      .with({ 'Content-Type': 'application/json', 'X-Hub-Signature-256': await signedByMeta(body, OURS.appSecret) })
      .post(`//hooks/meta/${inboxId}`, body);
    await app.settle();

    const rows = await app.db.query<object[]>(`select state from envelopes where reason = 'for-another-number'`);
    expect(rows).toEqual([{ state: 'ignored' }]);
  });

  it('refuses free words after twenty-four hours, before anything is stored', async () => {
    const ana = somebody();
    const ticketId = await begin(ana);
    await app.db.query(`update messages set at = at - interval '25 hours' where ticket_id = $1`, [ticketId]);

    const answer = await reply(ticketId, 'Still there?');

    expect(answer).toMatchObject({ status: 422, body: { code: 'window_closed' } });
    expect(api.sent).toHaveLength(0);
  });

  describe('with templates', () => {
    const body = { type: 'BODY', text: 'Olá {{1}}, sua visita é {{2}}.', example: { body_text: [['Ana', 'amanhã']] } };
    const listed = (name: string, status: string, components: object[] = [body]) =>
      ({ name, language: 'pt_BR', category: 'UTILITY', status, components }) as never;
    const visit = (value: string) => ({
      name: 'visit',
      language: 'pt_BR',
      variables: [
        { in: 'body', name: '1', value: 'Ana' },
        { in: 'body', name: '2', value },
      ],
    });
    let ticketId: string;

    beforeAll(async () => {
      api.templates = [
        listed('visit', 'APPROVED'),
        listed('asked', 'PENDING'),
        { ...(listed('offer', 'REJECTED') as object), rejected_reason: 'PROMOTIONAL' } as never,
        listed('picture', 'APPROVED', [{ type: 'HEADER', format: 'IMAGE' }, body]),
      ];
      const ana = somebody();
      ticketId = await begin(ana);
      api.silence(ana, 30);
      await app.db.query(`update messages set at = at - interval '30 hours' where ticket_id = $1`, [ticketId]);
    });
    const say = (template: object) =>
      admin.post<{ id: string; code?: string; text: string }>(`/tickets/${ticketId}/messages`, {
        kind: 'reply',
        template,
      });

    it('lists what Meta has, with its state and variables', async () => {
      const { body: list } = await admin.get<{ items: object[] }>(`/inboxes/${inboxId}/templates?again=1`);

      expect(list.items).toEqual([
        expect.objectContaining({ name: 'asked', status: 'waiting' }),
        expect.objectContaining({ name: 'offer', status: 'refused', reason: 'PROMOTIONAL' }),
        expect.objectContaining({ name: 'picture', status: 'unusable' }),
        expect.objectContaining({
          name: 'visit',
          status: 'approved',
          category: 'utility',
          variables: [
            { in: 'body', name: '1', example: 'Ana' },
            { in: 'body', name: '2', example: 'amanhã' },
          ],
        }),
      ]);
    });

    it('sends an approved one though the window is closed, and shows it as the customer reads it', async () => {
      const sent = await say(visit('hoje'));
      expect(sent.status).toBe(201);
      await app.settle();

      expect(await one(ticketId, sent.body.id)).toMatchObject({ state: 'sent', text: 'Olá Ana, sua visita é hoje.' });
      expect(api.sent).toEqual([
        expect.objectContaining({
          type: 'template',
          body: expect.objectContaining({
            template: {
              name: 'visit',
              language: { code: 'pt_BR' },
              components: [
                {
                  type: 'body',
                  parameters: [
                    { type: 'text', text: 'Ana' },
                    { type: 'text', text: 'hoje' },
                  ],
                },
              ],
            },
          }),
        }),
      ]);
    });

    it('begins at a known number, and what the customer answers goes on there', async () => {
      const { wa_id: number, user_id, name } = somebody();
      const { body: contact } = await admin.post<{ id: string }>('/contacts', {
        name,
        identities: [{ kind: 'phone', value: `+${number}` }],
      });
      const ticket = await admin.post<{ id: string }>('/tickets', { subject: 'Visit', contactId: contact.id });
      const sent = await admin.post(`/tickets/${ticket.body.id}/messages`, {
        kind: 'reply',
        inboxId,
        template: visit('hoje'),
      });
      await app.settle();
      expect(sent).toMatchObject({ status: 201 });
      expect(api.sent.at(-1)).toMatchObject({ to: number });

      api.says({ wa_id: number, user_id, name }, `Tomorrow suits us ${name}`);
      await brought();

      expect(await ticketOf(`Tomorrow suits us ${name}`)).toBe(ticket.body.id);
      const { body: whole } = await admin.get<{ conversations: object[] }>(`/tickets/${ticket.body.id}`);
      expect(whole.conversations).toHaveLength(1);
      expect((await reply(ticket.body.id, 'Then tomorrow')).status).toBe(201);
    });

    it('knows who writes by the number that was typed in for them; one contact less is made', async () => {
      const { wa_id: number, ...rest } = somebody();
      const { body: contact } = await admin.post<{ id: string }>('/contacts', {
        name: 'Typed in',
        identities: [{ kind: 'phone', value: `+${number}` }],
      });

      const ticket = await begin({ wa_id: number, ...rest });

      const { body: seen } = await admin.get<{ contact: object }>(`/tickets/${ticket}`);
      expect(seen.contact).toMatchObject({ id: contact.id, name: 'Typed in' });
      const { body: whole } = await admin.get<{ identities: object[] }>(`/contacts/${contact.id}`);
      expect(whole.identities).toEqual([
        expect.objectContaining({ kind: 'phone', verified: true }),
        expect.objectContaining({ kind: 'external', verified: true }),
      ]);
    });

    it('refuses one that is not approved, unknown, or not filled in', async () => {
      expect((await say({ ...visit('x'), name: 'asked' })).body.code).toBe('unknown_template');
      expect((await say({ ...visit('x'), name: 'none' })).body.code).toBe('unknown_template');
      expect((await say(visit(' '))).body.code).toBe('template_incomplete');
      expect(api.sent).toHaveLength(0);
    });
  });

  it('says of a line without a number that nobody is written to first, until the number is entered', async () => {
    const { body: line } = await admin.post<{ id: string; version: number }>('/inboxes', {
      channel: 'whatsapp',
      name: 'Answers only',
      settings: { simulated: true },
    });
    const check = async () =>
      (await admin.post<{ ok: boolean; steps: { name: string }[] }>(`/inboxes/${line.id}/check`)).body;

    const without = await check();
    await admin.patch(`/inboxes/${line.id}`, { version: line.version, address: '+55 11 3000-0009' });
    const withIt = await check();

    expect(without).toMatchObject({ ok: true });
    expect(without.steps.at(-1)).toMatchObject({ name: 'begin', unchecked: true, words: { code: 'no-number' } });
    expect(withIt.steps.map(({ name }) => name)).not.toContain('begin');
  });

  it('checks in words', async () => {
    const { body } = await admin.post<{ steps: { name: string; ok: boolean }[] }>(`/inboxes/${inboxId}/check`);

    expect(body.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(body.steps.map(({ name }) => name)).toEqual([
      'number',
      'quality',
      'token',
      'secret',
      'webhook',
      'subscription',
      'heard',
      'clock',
    ]);
    expect(api.subscribed).toBe(true);
  });

  it('sends itself a test by the real way in', async () => {
    expect((await admin.post(`/inboxes/${inboxId}/test`, { text: 'Only a test' })).status).toBe(202);
    await app.settle();

    expect(await ticketOf('Only a test')).toBeTruthy();
  });
});
