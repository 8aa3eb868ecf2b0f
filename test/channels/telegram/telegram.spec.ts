import { jest } from '@jest/globals';
import { BotApiServer, type SimulatedChannel } from '../../../src/channels/telegram/simulator/bot-api.server.js';
import type { Chat, User } from '../../../src/channels/telegram/bot-api.types.js';
import { InboxesService } from '../../../src/channels/inboxes.service.js';
import { DeliveryService } from '../../../src/channels/delivery/delivery.service.js';
import { PostListeners } from '../../../src/posts/post-listeners.js';
import { TelegramPace } from '../../../src/channels/telegram/telegram.pace.js';
import { passed } from '../../harness/clock.js';
import { TestApp } from '../../harness/app.js';
import { administrator, type Person } from '../../harness/people.js';

const TOKEN = '5500:simulated';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Item extends Record<string, unknown> {
  id: string;
  text: string;
  state: string;
  error: string | null;
  meta: Record<string, unknown>;
  quoted?: object;
  from: { name: string };
  attachments: { name: string; type: string }[];
}

describe('a Telegram line', () => {
  let app: TestApp;
  let admin: Person;
  let bot: BotApiServer;
  let inboxId: string;
  let people = 100;

  beforeAll(async () => {
    app = await TestApp.boot({ EGRESS_ALLOW: '127.0.0.0/8' });
    admin = await administrator(app);
    bot = await BotApiServer.open({ token: TOKEN, nowMs: () => Date.now() });
    const { body } = await admin.post<{ id: string; secret: string }>('/inboxes', {
      channel: 'telegram',
      name: 'Bot',
      settings: { token: TOKEN, apiUrl: bot.url, greeting: 'Welcome!' },
    });
    inboxId = body.id;
    bot.webhook = { url: `${app.url}/hooks/telegram/${inboxId}`, secret: body.secret, allowed: [] };
  });
  beforeEach(() => {
    bot.sent.length = 0;
    Object.assign(bot.modes, { repeats: 1, reversed: false, loseEvery: 0, busy: 0 });
    // Each test is its own minute; one looks at the pace itself.
    (app.get(TelegramPace) as unknown as { next: Map<string, number> }).next.clear();
  });
  afterAll(async () => {
    await app?.close();
    await bot?.close();
  });

  const somebody = (name = 'Ana'): User => ({ id: (people += 1), first_name: name });
  const brought = async (): Promise<void> => {
    await bot.deliver();
    await app.settle();
  };
  const ticketOf = async (text: string): Promise<string> => {
    const [row] = await app.db.query<{ ticket_id: string }[]>('select ticket_id from messages where text = $1', [text]);
    return row!.ticket_id;
  };
  const items = async (ticketId: string): Promise<Item[]> =>
    (await admin.get<{ items: Item[] }>(`/tickets/${ticketId}/messages`)).body.items;
  const reply = async (ticketId: string, text: string, more: object = {}): Promise<string> => {
    const { body, status } = await admin.post<{ id: string }>(`/tickets/${ticketId}/messages`, {
      kind: 'reply',
      text,
      ...more,
    });
    expect(status).toBe(201);
    await app.settle();
    return body.id;
  };
  const one = async (ticketId: string, id: string): Promise<Item> =>
    (await items(ticketId)).find((item) => item.id === id)!;
  const upload = async (name: string, type: string, content: Buffer): Promise<string> => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)], { type }), name);
    return (await admin.post<{ id: string }>('/attachments', form)).body.id;
  };

  it('brings what a customer says, and their picture by content', async () => {
    const ana = somebody();
    bot.says(ana, '', {
      caption: 'My router',
      photo: [{ ...bot.keep(PNG, 'photo.jpg', 'image/jpeg'), width: 1, height: 1 }],
    });
    await brought();

    const [message] = await items(await ticketOf('My router'));
    expect(message).toMatchObject({
      channel: 'telegram',
      from: { name: 'Ana' },
      attachments: [{ name: 'photo.jpg', type: 'image/png' }],
    });
  });

  it('shows what a customer quotes, whether we know it or not, and quotes what an agent chose', async () => {
    const ana = somebody();
    const asked = bot.says(ana, `Router of ${ana.id}`);
    await brought();
    const ticketId = await ticketOf(`Router of ${ana.id}`);
    const [first] = await items(ticketId);
    const answer = await reply(ticketId, 'Restart it.', { quotes: first!.id });
    bot.says(ana, 'Done', { reply_to_message: { message_id: asked.message_id, text: `Router of ${ana.id}` } });
    bot.says(ana, 'And this?', { reply_to_message: { message_id: 1, text: 'Before the desk' } });
    await brought();

    const kept = await items(ticketId);
    expect(bot.sent.at(-1)).toMatchObject({ text: 'Restart it.', replyTo: asked.message_id });
    expect(kept.find(({ id }) => id === answer)!.quoted).toMatchObject({ id: first!.id, text: `Router of ${ana.id}` });
    expect(kept.find(({ text }) => text === 'Done')!.quoted).toMatchObject({ id: first!.id, seq: 1 });
    expect(kept.find(({ text }) => text === 'And this?')!.quoted).toMatchObject({ id: null, text: 'Before the desk' });
  });

  it('keeps each update once, though all come five times and shuffled', async () => {
    const ana = somebody();
    const texts = ['one', 'two', 'three', 'four'].map((word) => `${word} of ${ana.id}`);
    for (const text of texts) bot.says(ana, text);
    Object.assign(bot.modes, { repeats: 5, reversed: true });
    await brought();

    const kept = await items(await ticketOf(texts[0]!));
    expect(kept.map(({ text }) => text).toSorted()).toEqual(texts.toSorted());
  });

  it('answers, in the chat of the customer', async () => {
    const ana = somebody();
    bot.says(ana, 'Where is my order?');
    await brought();
    const ticketId = await ticketOf('Where is my order?');

    const id = await reply(ticketId, 'On its way');

    expect(bot.sent).toEqual([
      expect.objectContaining({ method: 'sendMessage', chatId: String(ana.id), text: 'On its way' }),
    ]);
    expect(await one(ticketId, id)).toMatchObject({ state: 'sent' });
  });

  it('joins the pictures of an album in one message', async () => {
    const ana = somebody();
    const photo = (name: string) => [{ ...bot.keep(PNG, name, 'image/png'), width: 1, height: 1 }];
    bot.says(ana, '', { media_group_id: 'g1', caption: 'The damage', photo: photo('a.png') });
    bot.says(ana, '', { media_group_id: 'g1', photo: photo('b.png') });
    bot.says(ana, '', { media_group_id: 'g1', photo: photo('c.png') });
    Object.assign(bot.modes, { repeats: 2 });
    await brought();

    const kept = await items(await ticketOf('The damage'));
    expect(kept).toHaveLength(1);
    expect(kept[0]!.attachments).toHaveLength(3);
  });

  it('corrects what was corrected, and keeps what it was, in whichever order they come', async () => {
    const ana = somebody();
    const said = bot.says(ana, 'Order 17');
    bot.edits(said, 'Order 71');
    bot.modes.reversed = true;
    await brought();
    // It is looked for again after growing pauses; the longest are later than what is settled.
    for (
      let n = 0;
      n < 20 && (await app.db.query('select 1 from messages where text = $1', ['Order 71'])).length === 0;
      n += 1
    )
      await app.settle();

    const [message] = await items(await ticketOf('Order 71'));
    expect(message!.meta).toMatchObject({ edits: [{ text: 'Order 17' }] });
  });

  it('takes a pressed button for words, and answers it once it is stored', async () => {
    const ana = somebody();
    const asked = bot.says(ana, 'Choose', {
      reply_markup: { inline_keyboard: [[{ text: 'Talk to a person', callback_data: 'human' }]] },
    });
    bot.presses(ana, asked, 'human');
    await brought();

    const [, pressed] = await items(await ticketOf('Talk to a person'));
    expect(pressed).toMatchObject({ text: 'Talk to a person', meta: { button: 'human' } });
    expect(bot.answered).toHaveLength(1);
  });

  it('greets who presses Start, and makes no ticket of it', async () => {
    const ana = somebody();
    bot.says(ana, '/start');
    await brought();

    expect(bot.sent).toEqual([expect.objectContaining({ chatId: String(ana.id), text: 'Welcome!' })]);
    expect(await app.db.query('select 1 from messages where text = $1', ['/start'])).toHaveLength(0);
  });

  it('knows who has blocked the bot, and who has let it in again', async () => {
    const ana = somebody();
    const undeliverable = async (): Promise<boolean> =>
      (
        await app.db.query<{ gone: boolean }[]>(
          'select undeliverable_at is not null as gone from contact_identities where value = $1',
          [String(ana.id)],
        )
      )[0]!.gone;
    bot.says(ana, `Hello from ${ana.id}`);
    await brought();
    const ticketId = await ticketOf(`Hello from ${ana.id}`);

    bot.blocks(ana);
    await brought();
    expect(await undeliverable()).toBe(true);
    const id = await reply(ticketId, 'Are you there?');
    expect(await one(ticketId, id)).toMatchObject({ state: 'failed', error: expect.stringContaining('blocked') });

    bot.letsIn(ana);
    await brought();
    expect(await undeliverable()).toBe(false);
  });

  it('speaks to a group as to one customer, and follows it when it grows', async () => {
    const [ana, rui] = [somebody('Ana'), somebody('Rui')];
    const chat: Chat = { id: -(people += 1), type: 'group', title: 'Condomínio' };
    const asked = bot.says(ana, 'The gate is open', { chat });
    bot.says(rui, 'It was me', { chat });
    await brought();
    const ticketId = await ticketOf('The gate is open');
    expect((await items(ticketId)).map(({ from }) => from.name).toSorted()).toEqual(['Ana', 'Rui']);
    expect((await admin.get<{ contact: { name: string } }>(`/tickets/${ticketId}`)).body.contact.name).toBe(
      'Condomínio',
    );

    const supergroup = -1_000_000_000_000 - people;
    bot.grows(asked, supergroup);
    await reply(ticketId, 'Thank you');
    expect(bot.sent.at(-1)).toMatchObject({ chatId: String(supergroup), text: 'Thank you' });

    await brought();
    bot.says(rui, 'Still here', { chat: { ...chat, id: supergroup, type: 'supergroup' } });
    await brought();
    expect(await ticketOf('Still here')).toBe(ticketId);
  });

  it('sends a picture with its words, and a long text in parts, at the pace of the chat', async () => {
    const ana = somebody();
    bot.says(ana, `Please send both, ${ana.id}`);
    await brought();
    const ticketId = await ticketOf(`Please send both, ${ana.id}`);
    const file = await upload('map.png', 'image/png', PNG);
    await reply(ticketId, 'This is the way', { attachments: [file] });
    expect(bot.sent).toEqual([
      expect.objectContaining({
        method: 'sendPhoto',
        text: 'This is the way',
        file: expect.objectContaining({ name: 'map.png' }),
      }),
    ]);

    bot.sent.length = 0;
    const paragraph = `${'A long story. '.repeat(200)}\n\n`;
    const id = await reply(ticketId, paragraph.repeat(3));
    for (let n = 0; n < 10 && (await one(ticketId, id)).state !== 'sent'; n += 1) {
      (app.get(TelegramPace) as unknown as { next: Map<string, number> }).next.clear();
      await app.db.query(
        `update messages set send_at = now() - interval '1 second' where id = $1 and state = 'queued'`,
        [id],
      );
      await app.get(DeliveryService).send(id);
      await app.settle();
    }

    expect(await one(ticketId, id)).toMatchObject({ state: 'sent', error: null });
    expect(bot.sent.length).toBeGreaterThanOrEqual(3);
    expect(bot.sent.every(({ text }) => text.length <= 4096)).toBe(true);
    expect(
      bot.sent
        .map(({ text }) => text)
        .join(' ')
        .replace(/\s+/g, ' '),
    ).toBe(paragraph.repeat(3).trim().replace(/\s+/g, ' '));
  });

  it('waits as long as a 429 asks', async () => {
    const ana = somebody();
    bot.says(ana, `Slowly, ${ana.id}`);
    await brought();
    const ticketId = await ticketOf(`Slowly, ${ana.id}`);
    Object.assign(bot.modes, { busy: 1, retryAfter: 300 });

    const id = await reply(ticketId, 'As you like');

    const [row] = await app.db.query<[{ send_at: Date }]>('select send_at from messages where id = $1', [id]);
    expect(row.send_at.getTime()).toBeGreaterThan(Date.now() + 290_000);
    expect(bot.sent).toHaveLength(0);
  });

  it('never sends twice what was taken and not answered', async () => {
    const ana = somebody();
    bot.says(ana, `Once, ${ana.id}`);
    await brought();
    const ticketId = await ticketOf(`Once, ${ana.id}`);
    bot.modes.loseEvery = 1;

    const id = await reply(ticketId, 'Only once');
    await app.get(DeliveryService).sweep();
    await app.settle();

    expect(await one(ticketId, id)).toMatchObject({ state: 'unknown', error: expect.stringContaining('may have') });
    expect(bot.sent).toHaveLength(1);
  });

  it('answers 200 to what nobody can read, so that the chat goes on', async () => {
    const [{ secret }] = [bot.webhook];
    const post = (body: string) =>
      app.anyone
        .with({ 'X-Telegram-Bot-Api-Secret-Token': secret })
        .post(`//hooks/telegram/${inboxId}`, Buffer.from(body));

    expect((await post('neither head nor tail')).status).toBe(200);
    expect((await post('{"update_id": 1, "message": {"chat": null}}')).status).toBe(200);
    await app.settle();

    const rows = await app.db.query<{ state: string }[]>(
      `select state from envelopes where inbox_id = $1 and state not in ('processed', 'ignored')`,
      [inboxId],
    );
    expect(rows.map(({ state }) => state)).toEqual(['quarantined', 'quarantined']);
  });

  it('renews its secret without a gap: what is on its way with the earlier one is believed for a day', async () => {
    const { url, allowed, secret: earlier } = bot.webhook;
    const knock = (secret: string, id: number) =>
      app.anyone.with({ 'X-Telegram-Bot-Api-Secret-Token': secret }).post(`//hooks/telegram/${inboxId}`, {
        update_id: id,
        message: { message_id: id, chat: { id: 5, type: 'private' } },
      });

    const { body } = await admin.post<{ ok: boolean }>(`/inboxes/${inboxId}/secret`);

    expect(bot.webhook.secret).not.toBe(earlier);
    expect((await knock(bot.webhook.secret, 99_001)).status).toBe(200);
    expect((await knock(earlier, 99_002)).status).toBe(200);
    passed(app, 26 * 3_600_000);
    expect((await knock(earlier, 99_003)).status).toBe(403);
    expect((await knock(bot.webhook.secret, 99_004)).status).toBe(200);
    jest.restoreAllMocks();
    Object.assign(bot.webhook, { url, allowed });
    expect(body.ok).toBe(true);
    expect((await admin.get<{ settings: object }>(`/inboxes/${inboxId}`)).body.settings).not.toHaveProperty(
      'previousSecret',
    );
  });

  it('refuses the secret of another bot, and one that is a byte off', async () => {
    const { body } = await admin.post<{ secret: string }>('/inboxes', { channel: 'telegram', name: 'Other' });
    const update = Buffer.from(JSON.stringify({ update_id: 9 }));
    const { secret } = bot.webhook;

    for (const wrong of [
      body.secret,
      `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`,
      '',
      `${secret} `.repeat(2),
    ]) {
      const answer = await app.anyone
        .with({ 'X-Telegram-Bot-Api-Secret-Token': wrong })
        .post(`//hooks/telegram/${inboxId}`, update);
      expect(answer.status).toBe(403);
    }
  });

  it('checks in words, and tells Telegram where to bring updates', async () => {
    const before = { ...bot.webhook };
    const check = async () =>
      (
        await admin.post<{ ok: boolean; steps: { name: string; ok: boolean; detail: string }[] }>(
          `/inboxes/${inboxId}/check`,
        )
      ).body;

    expect(await check()).toMatchObject({ ok: true });
    expect(bot.webhook).toMatchObject({
      url: `${app.config.publicUrl}/hooks/telegram/${inboxId}`,
      secret: before.secret,
    });
    bot.webhook = before;

    const { version } = await app.get(InboxesService).get(inboxId);
    await admin.patch(`/inboxes/${inboxId}`, { version, settings: { token: '1:wrong' } });
    await app.settle();
    expect((await check()).steps.filter(({ ok }) => !ok)).toEqual([
      expect.objectContaining({ name: 'token', ok: false, detail: 'Telegram does not know this token.' }),
    ]);
    await admin.patch(`/inboxes/${inboxId}`, { version: version + 1, settings: { token: TOKEN } });
    await app.settle();
  });

  describe('its channel', () => {
    const channel: SimulatedChannel = {
      id: -1_001_234_567,
      username: 'our_desk',
      title: 'Our desk',
      bot: 'administrator',
      discussion: { id: -1_001_234_568, type: 'supergroup', title: 'Our desk: talk' },
    };
    const setChannel = async (name: string) => {
      const { version } = await app.get(InboxesService).get(inboxId);
      await admin.patch(`/inboxes/${inboxId}`, { version, settings: { channel: name } });
      await app.settle();
    };
    const publish = async (more: object) => {
      const { body } = await admin.post<{ id: string; version: number }>('/posts', { inboxIds: [inboxId], ...more });
      const { status } = await admin.post(`/posts/${body.id}/publish`, { version: body.version });
      await app.settle();
      return { id: body.id, status };
    };
    const targetOf = async (id: string) =>
      (await admin.get<{ targets: { state: string; url: string | null; error: string | null }[] }>(`/posts/${id}`)).body
        .targets[0];

    beforeAll(() => {
      bot.channels.push(channel);
    });

    it('is named in the settings, and the check says whether the bot may post there', async () => {
      expect((await publish({ text: 'Nowhere' })).status).toBe(422);
      const before = { ...bot.webhook };
      const step = async () => {
        const { body } = await admin.post<{ steps: { name: string; ok: boolean; detail: string }[] }>(
          `/inboxes/${inboxId}/check`,
        );
        bot.webhook = { ...before };
        return body.steps.find(({ name }) => name === 'channel');
      };
      expect(await step()).toBeUndefined();
      await setChannel('@our_desk');
      expect(await step()).toMatchObject({ ok: true, detail: 'Posts go to the channel “Our desk”.' });
      channel.bot = 'member';
      expect(await step()).toMatchObject({ ok: false, detail: 'The bot is no administrator of “Our desk”.' });
      await setChannel('@nobody');
      expect(await step()).toMatchObject({ ok: false });
      channel.bot = 'administrator';
      await setChannel('@our_desk');
    });

    it('gets our posts, with a link under the words and a picture above them', async () => {
      const { id } = await publish({ text: 'Closed on Friday', link: 'https://desk.example/hours' });
      const [words] = bot.sent;
      expect(words).toMatchObject({
        chatId: String(channel.id),
        text: 'Closed on Friday\n\nhttps://desk.example/hours',
      });
      expect(await targetOf(id)).toMatchObject({
        state: 'published',
        url: `https://t.me/our_desk/${words!.messageId}`,
      });

      await publish({ text: 'Our new shop', pictureId: await upload('shop.png', 'image/png', PNG) });
      expect(bot.sent.at(-1)).toMatchObject({ method: 'sendPhoto', text: 'Our new shop', file: { name: 'shop.png' } });
    });

    it('leaves to people what may be there, and says why something is not', async () => {
      bot.modes.loseEvery = 1;
      const lost = await publish({ text: 'Perhaps there' });
      await app.get(PostListeners).sweep();
      expect(await targetOf(lost.id)).toMatchObject({ state: 'unknown' });
      expect(bot.sent).toHaveLength(1);

      bot.modes.loseEvery = 0;
      channel.bot = 'left';
      const refused = await publish({ text: 'Shut out' });
      expect(await targetOf(refused.id)).toMatchObject({
        state: 'failed',
        error: expect.stringContaining('Forbidden'),
      });
      channel.bot = 'administrator';
    });

    it('lets readers answer in its group: each is a customer of their own, and is answered there', async () => {
      const { id } = await publish({ text: 'What shall we write about?' });
      const there = bot.forwarded(bot.sent.at(-1)!);
      const [ana, rui] = [somebody('Ana'), somebody('Rui')];
      const asked = bot.comments(ana, `About printers, ${ana.id}`, there);
      bot.comments(rui, `About routers, ${rui.id}`, there);
      bot.comments(ana, `And scanners, ${ana.id}`, there);
      await brought();
      bot.edits(asked, `About laser printers, ${ana.id}`);
      await brought();

      const ticketId = await ticketOf(`And scanners, ${ana.id}`);
      expect(await ticketOf(`About routers, ${rui.id}`)).not.toBe(ticketId);
      expect((await items(ticketId)).map(({ text }) => text)).toEqual([
        `About laser printers, ${ana.id}`,
        `And scanners, ${ana.id}`,
      ]);
      const { body } = await admin.get<{ items: { text: string }[] }>(`/posts/${id}/answers`);
      expect(body.items).toHaveLength(3);
      expect(await app.db.query('select 1 from messages where text = $1', ['What shall we write about?'])).toEqual([]);

      await reply(ticketId, 'Good idea');
      expect(bot.sent.at(-1)).toMatchObject({
        text: 'Good idea',
        chatId: String(channel.discussion.id),
        replyTo: asked.message_id + 2,
      });
    });
  });

  it('sends itself a test by the real way in', async () => {
    expect((await admin.post(`/inboxes/${inboxId}/test`, { text: 'Only a test' })).status).toBe(202);
    await app.settle();

    expect(await ticketOf('Only a test')).toBeTruthy();
  });
});
