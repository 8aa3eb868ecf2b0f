import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { randomToken, sha256 } from '../../../platform/crypto/tokens.js';
import type { SimulatedWord, Simulator } from '../../contract.js';
import { Hooks } from '../../hooks.service.js';
import { WORST } from '../../simulated-provider.js';
import type { Message, Update, User } from '../bot-api.types.js';
import type { TelegramLine } from '../telegram.settings.js';
import { BotApiServer, type SentMessage, type SimulatedChannel } from './bot-api.server.js';

const ANA: User = { id: 5_500_001, first_name: 'Ana', last_name: 'Souza', language_code: 'pt-br' };

const CHANNEL: SimulatedChannel = {
  id: -1_005_500_013,
  username: 'simulated_channel',
  title: 'Simulated channel',
  bot: 'administrator',
  discussion: { id: -1_005_500_014, type: 'supergroup', title: 'Simulated channel: discussion' },
};

/** Ids of Telegram have up to 52 bits; the same words give the same one. */
const numberOf = (words: string): number => Number.parseInt(sha256(words).slice(0, 12), 16);

@Injectable()
export class TelegramSimulator {
  constructor(
    private readonly hooks: Hooks,
    private readonly clock: Clock,
  ) {}

  /** What Telegram would post, with its secret, at the same door. */
  async knock(line: TelegramLine, word: SimulatedWord): Promise<void> {
    await this.hooks.take({
      method: 'POST',
      url: `/hooks/telegram/${line.id}`,
      query: {},
      headers: { 'x-telegram-bot-api-secret-token': line.settings.secret },
      body: Buffer.from(JSON.stringify({ update_id: numberOf(randomToken()), ...this.updateOf(word) })),
    });
  }

  private updateOf({ name, address, text, act = 'text', about }: SimulatedWord): Omit<Update, 'update_id'> {
    const [chatId, messageId] = (about?.externalId.split(':') ?? []).map(Number);
    const from: User = { id: chatId ?? numberOf(address), first_name: name };
    const message: Message = {
      message_id: numberOf(randomToken()) % 1_000_000,
      from,
      chat: { id: from.id, type: 'private' },
      date: Math.floor(this.clock.millis() / 1000),
    };
    const earlier = { message_id: messageId ?? 0, text: about?.text };
    switch (act) {
      case 'picture':
        return { message: { ...message, caption: text, photo: [{ file_id: 'simulated', width: 10, height: 10 }] } };
      case 'location':
        return { message: { ...message, location: { latitude: -23.5505, longitude: -46.6333 } } };
      case 'contact':
        return { message: { ...message, contact: { phone_number: '+5511987650002', first_name: 'Rui' } } };
      case 'button':
        return { callback_query: { id: randomToken(), from, data: text, message: { ...message, text } } };
      case 'quote':
        return { message: { ...message, text, reply_to_message: earlier } };
      case 'edit':
        return { edited_message: { ...message, message_id: earlier.message_id, text, edit_date: message.date } };
      default:
        return { message: { ...message, text } };
    }
  }

  /** A Bot API on this machine: what the desk says to a customer is told, what is said here comes to the desk. */
  async open({ port, worst, tell }: { port: number; worst: boolean; tell(line: string): void }): Promise<Simulator> {
    const token = '5500:simulated';
    const told = (sent: SentMessage): void => tell(`→ ${sent.text}${sent.file ? ` [${sent.file.name}]` : ''}`);
    const bot = await BotApiServer.open({ token, port, nowMs: () => this.clock.millis(), tell: told });
    bot.channels.push(CHANNEL);
    if (worst) Object.assign(bot.modes, WORST);
    return {
      hint: `Bot API server: ${bot.url}   token: ${token}   Enter both in the line's settings and run the live check. The desk must be started with EGRESS_ALLOW=127.0.0.1. Channel for posts: @${CHANNEL.username}; “# words” says them under the latest post.`,
      say: async (text) => {
        const post = bot.sent.findLast(({ chatId }) => chatId === String(CHANNEL.id));
        if (text.startsWith('#') && post) bot.comments(ANA, text.slice(1).trim(), bot.forwarded(post));
        else bot.says(ANA, text);
        await bot.deliver();
      },
      close: () => bot.close(),
    };
  }
}
