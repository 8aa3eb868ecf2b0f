import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { randomToken, sameSecret, sha256 } from '../../platform/crypto/tokens.js';
import type {
  Abilities,
  ChannelAdapter,
  CheckStep,
  HookReply,
  HookRequest,
  HookVerdict,
  Inbound,
  Line,
  Outbound,
  OutboundPost,
  Published,
  RawEnvelope,
  Sent,
  SimulatedAct,
  SimulatedWord,
  Simulator,
} from '../contract.js';
import { BotApi } from './bot-api.js';
import type { Update } from './bot-api.types.js';
import { TelegramCheck } from './telegram-check.service.js';
import { CHANNEL_PUBLISHING, TelegramPosts } from './telegram.posts.js';
import { TelegramSender } from './telegram.sender.js';
import { TELEGRAM_SETTINGS, telegramLine, type TelegramLine } from './telegram.settings.js';
import { TelegramSimulator } from './simulator/telegram.simulator.js';
import { inboundOf, isStart, readUpdate, saidBy } from './updates.rules.js';
import { MAX_TEXT } from './parts.rules.js';

const MB = 1024 * 1024;
const BELIEVED_MS = 25 * 3_600_000;

/** A Telegram bot: updates come by webhook, answers go by the Bot API. */
@Injectable()
export class TelegramChannel implements ChannelAdapter {
  readonly kind = 'telegram';
  readonly name = 'Telegram';
  readonly settings = TELEGRAM_SETTINGS;
  readonly hooks = ['telegram'];
  readonly abilities: Abilities = {
    html: false,
    subject: false,
    cc: false,
    // What bots may fetch; they may send more.
    attachments: { inbound: true, outbound: true, maxBytes: 20 * MB, maxCount: 10 },
    receipts: [],
    replyWindowHours: null,
    typing: false,
    calls: false,
    threads: false,
    intake: 'job',
    delivery: 'send',
    undoSeconds: 0,
    quoting: true,
    // In four parts at most.
    maxText: 4 * MAX_TEXT - 100,
    budget: { perSecond: 30, burst: 30 },
    publishing: CHANNEL_PUBLISHING,
  };

  constructor(
    private readonly api: BotApi,
    private readonly sender: TelegramSender,
    private readonly posts: TelegramPosts,
    private readonly checker: TelegramCheck,
    private readonly simulator: TelegramSimulator,
    private readonly clock: Clock,
  ) {}

  create(): { secrets: Record<string, string> } {
    return { secrets: { secret: randomToken() } };
  }

  /** Whatever is Telegram's is kept and answered 200, readable or not: one that is refused would hold up the whole chat. */
  verify({ method, headers, body }: HookRequest, line: Line): HookVerdict {
    const given = headers['x-telegram-bot-api-secret-token'] ?? '';
    const isTheirs = this.secretsOf(telegramLine(line)).some((secret) => sameSecret(given, secret));
    if (method !== 'POST' || !isTheirs) return { verdict: 'refuse' };
    const update = readUpdate(body);
    const key = update ? `update:${update.update_id}` : `bytes:${sha256(body)}`;
    return {
      verdict: 'accept',
      key,
      saidBy: update && saidBy(update),
      reply: update && replyTo(update, telegramLine(line)),
    };
  }

  /** Telegram brings what it could not bring for a day, with the secret that was right when it happened. */
  renew(line: Line, at: Date): Record<string, unknown> {
    const { secret } = telegramLine(line).settings;
    const previousUntil = new Date(at.getTime() + BELIEVED_MS).toISOString();
    return { secret: randomToken(), previousSecret: secret, previousUntil };
  }

  private secretsOf({ settings: { secret, previousSecret, previousUntil } }: TelegramLine): string[] {
    const isBelieved = previousSecret && previousUntil && Date.parse(previousUntil) > this.clock.millis();
    return [secret, ...(isBelieved ? [previousSecret] : [])].filter(Boolean);
  }

  normalize({ raw }: RawEnvelope): Inbound[] {
    return inboundOf(raw);
  }

  fetchFile(reference: string, line: Line, maxBytes: number): Promise<Buffer> {
    return this.api.download(telegramLine(line), reference, maxBytes);
  }

  send(outbound: Outbound, line: Line): Promise<Sent> {
    return this.sender.send(outbound, telegramLine(line));
  }

  publish(post: OutboundPost, line: Line): Promise<Published> {
    return this.posts.publish(post, telegramLine(line));
  }

  check(line: Line): Promise<CheckStep[]> {
    return this.checker.check(telegramLine(line));
  }

  simulate(line: Line, what: SimulatedWord): Promise<void> {
    return this.simulator.knock(telegramLine(line), what);
  }

  acts(line: Line): readonly SimulatedAct[] {
    if (!telegramLine(line).settings.simulated) return [];
    return ['text', 'picture', 'location', 'contact', 'button', 'quote', 'edit'];
  }

  playProvider(options: { port: number; worst: boolean; tell(line: string): void }): Promise<Simulator> {
    return this.simulator.open(options);
  }
}

/** The answer to a webhook may be a call: so a pressed button stops turning, after the press was stored and without a way of its own. */
function replyTo(update: Update, { settings }: TelegramLine): HookReply | undefined {
  const press = update.callback_query;
  if (press?.id) return call('answerCallbackQuery', { callback_query_id: press.id });
  if (settings.greeting && update.message?.chat && isStart(update.message)) {
    return call('sendMessage', { chat_id: update.message.chat.id, text: settings.greeting });
  }
  return undefined;
}

const call = (method: string, params: object): HookReply => ({
  type: 'application/json',
  body: JSON.stringify({ method, ...params }),
});
