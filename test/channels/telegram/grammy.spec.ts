import { createServer } from 'node:http';
import fc from 'fast-check';
import { Bot, GrammyError, InputFile, webhookCallback } from 'grammy';
import type { Update as RealUpdate, UserFromGetMe } from 'grammy/types';
import type { Update, User } from '../../../src/channels/telegram/bot-api.types.js';
import { BotApiServer } from '../../../src/channels/telegram/simulator/bot-api.server.js';
import { TelegramChannel } from '../../../src/channels/telegram/telegram.channel.js';
import type { Line } from '../../../src/channels/contract.js';

const TOKEN = '5500:simulated';
const SECRET = 'a-secret_of-64-letters-0123456789';
const ANA: User = { id: 77, first_name: 'Ana', is_bot: false };
const ME = { id: 1, is_bot: true, first_name: 'Desk', username: 'simulated_bot' } as UserFromGetMe;

/** What we read of an update is what grammY's types, made from the Bot API's page, say of it. The compiler tests that. */
const asWeRead = (update: RealUpdate): Update => update;

/** grammY judges: the library by which bots are written knows how Telegram signs, what it sends and what it takes. */
describe('Telegram, as grammY knows it', () => {
  const nothing = undefined as never;
  const channel = new TelegramChannel(nothing, nothing, nothing, nothing, nothing, nothing);
  const line = { id: '1', channel: 'telegram', settings: { secret: SECRET } } as unknown as Line;
  const ours = (body: string, given: string | undefined): boolean => {
    const headers = { 'x-telegram-bot-api-secret-token': given };
    const request = { method: 'POST', path: '', publicUrl: '', query: {}, headers, body: Buffer.from(body) };
    return channel.verify(request, line).verdict === 'accept';
  };
  const theirs = async (body: string, given: string | undefined): Promise<boolean> => {
    const bot = new Bot(TOKEN, { botInfo: ME });
    const headers: Record<string, string> = given === undefined ? {} : { 'X-Telegram-Bot-Api-Secret-Token': given };
    const answer = await webhookCallback(bot, 'std/http', { secretToken: SECRET })(
      new Request('https://desk.example/hook', { method: 'POST', headers, body }),
    );
    return answer.status === 200;
  };

  it('opens the door by the same secret, and by no other', async () => {
    const body = JSON.stringify({
      update_id: 1,
      message: { message_id: 1, date: 1, chat: { id: 77, type: 'private' } },
    });
    const flipped = (at: number): string =>
      `${SECRET.slice(0, at)}${SECRET[at] === 'x' ? 'y' : 'x'}${SECRET.slice(at + 1)}`;
    const given = fc.oneof(
      fc.constantFrom(
        SECRET,
        undefined,
        '',
        `${SECRET} `.trimEnd(),
        SECRET.slice(1),
        `${SECRET}0`,
        SECRET.toUpperCase(),
      ),
      fc.nat({ max: SECRET.length - 1 }).map(flipped),
      fc.stringMatching(/^[\w-]{1,256}$/),
    );

    await fc.assert(
      fc.asyncProperty(given, async (secret) => {
        expect(ours(body, secret)).toBe(secret === SECRET);
        expect(await theirs(body, secret)).toBe(secret === SECRET);
      }),
      { numRuns: 60 },
    );
  });

  describe('against the simulator', () => {
    let api: BotApiServer;
    let bot: Bot;
    const seen: string[] = [];

    beforeAll(async () => {
      api = await BotApiServer.open({ token: TOKEN, nowMs: () => Date.now() });
      bot = new Bot(TOKEN, { client: { apiRoot: api.url }, botInfo: ME });
      bot.on('message:photo', (ctx) => void seen.push(`photo ${ctx.message.photo.length}`));
      bot.on('message:location', (ctx) => void seen.push(`location ${ctx.message.location.latitude}`));
      bot.on('message:contact', (ctx) => void seen.push(`contact ${ctx.message.contact.phone_number}`));
      bot.on('message:text', (ctx) => {
        const to = ctx.message.reply_to_message?.message_id;
        seen.push(`text ${ctx.message.text} of ${ctx.from.first_name}${to ? ` to ${to}` : ''}`);
      });
      bot.on('edited_message:text', (ctx) => void seen.push(`edited ${ctx.editedMessage.text}`));
      bot.on('callback_query:data', (ctx) => void seen.push(`pressed ${ctx.callbackQuery.data}`));
      bot.on('my_chat_member', (ctx) => void seen.push(`member ${ctx.myChatMember.new_chat_member.status}`));
    });
    afterAll(() => api?.close());

    it('is told what happens in updates that grammY takes for Telegram’s', async () => {
      const take = webhookCallback(bot, 'http', { secretToken: SECRET });
      const door = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
      await new Promise((done) => door.once('listening', done));
      const { port } = door.address() as { port: number };
      api.webhook = { url: `http://127.0.0.1:${port}`, secret: SECRET, allowed: [] };

      const first = api.says(ANA, 'Hello');
      api.says(ANA, '', { photo: [{ ...api.keep(Buffer.from('x'), 'a.jpg', 'image/jpeg'), width: 1, height: 1 }] });
      api.says(ANA, '', { location: { latitude: -23.5, longitude: -46.6 } });
      api.says(ANA, '', { contact: { phone_number: '+5511987650001', first_name: 'Rui' } });
      api.says(ANA, 'This one', { reply_to_message: { message_id: first.message_id, text: 'Hello' } });
      api.edits(first, 'Hello!');
      api.presses(ANA, first, 'yes');
      api.blocks(ANA);
      await api.deliver();
      await new Promise((done) => door.close(done));

      expect(seen).toEqual([
        'text Hello of Ana',
        'photo 1',
        'location -23.5',
        'contact +5511987650001',
        `text This one of Ana to ${first.message_id}`,
        'edited Hello!',
        'pressed yes',
        'member kicked',
      ]);
      api.letsIn(ANA);
    });

    it('takes the calls that grammY makes, as the desk makes them', async () => {
      expect((await bot.api.getMe()).username).toBe('simulated_bot');
      await bot.api.setWebhook('https://desk.example/hook', {
        secret_token: SECRET,
        allowed_updates: ['message'],
        max_connections: 40,
      });
      expect((await bot.api.getWebhookInfo()).url).toBe('https://desk.example/hook');

      const sent = await bot.api.sendMessage(77, 'Hello', {
        reply_parameters: { message_id: 1, allow_sending_without_reply: true },
      });
      await bot.api.sendDocument(77, new InputFile(Buffer.from('plan'), 'plan.pdf'), { caption: 'The plan' });

      expect(sent).toMatchObject({ chat: { id: 77 }, text: 'Hello' });
      expect(api.sent.slice(-2)).toMatchObject([
        { text: 'Hello', replyTo: 1 },
        { text: 'The plan', file: { name: 'plan.pdf' } },
      ]);
    });

    it('says no as Telegram does', async () => {
      const no = (call: Promise<unknown>): Promise<unknown> => call.catch((error: GrammyError) => error);
      api.modes.busy = 1;
      api.modes.retryAfter = 7;

      expect(await no(bot.api.sendMessage(77, 'x'))).toMatchObject({ error_code: 429, parameters: { retry_after: 7 } });
      expect(await no(bot.api.sendMessage(77, ''))).toMatchObject({ error_code: 400 });
      expect(await no(new Bot('1:wrong', { client: { apiRoot: api.url } }).api.getMe())).toMatchObject({
        error_code: 401,
      });
    });
  });

  it('knows everything that we read', () => {
    const update: RealUpdate = {
      update_id: 1,
      message: {
        message_id: 1,
        date: 1,
        chat: { id: 77, type: 'private', first_name: 'Ana' },
        from: { ...ME, is_bot: false },
        text: 'Hello',
      },
    };

    expect(channel.normalize({ raw: Buffer.from(JSON.stringify(asWeRead(update))) } as never)).toMatchObject([
      { type: 'message', text: 'Hello' },
    ]);
  });
});
