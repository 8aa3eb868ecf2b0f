import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import { Clock } from '../../platform/clock.js';
import type { CheckStep } from '../contract.js';
import { BotApi } from './bot-api.js';
import { ALLOWED_UPDATES, type Chat, type WebhookInfo } from './bot-api.types.js';
import { BotApiError } from './failure.rules.js';
import type { TelegramLine } from './telegram.settings.js';

interface Me {
  id?: number;
  username?: string;
  can_read_all_group_messages?: boolean;
}

interface Member {
  status?: string;
  can_post_messages?: boolean;
}

const SIMULATED: CheckStep = {
  name: 'account',
  ok: true,
  detail: 'The simulated account answers. Nothing leaves this server.',
  words: { code: 'simulated' },
};

/** Tries the token, tells Telegram where to bring updates, and says in words how that goes. */
@Injectable()
export class TelegramCheck {
  constructor(
    private readonly api: BotApi,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async check(line: TelegramLine): Promise<CheckStep[]> {
    if (line.settings.simulated) return [SIMULATED];
    if (!line.settings.token) {
      const hint = 'Write to @BotFather in Telegram: /newbot makes a bot, /token shows the token of one you have.';
      return [{ name: 'token', ok: false, detail: 'There is no token.', hint }];
    }
    try {
      const me = await this.api.call<Me>(line, 'getMe');
      return [
        { name: 'token', ok: true, detail: `The bot is @${me.username ?? '?'}.` },
        ...(await this.webhook(line)),
        groups(me),
        ...(line.settings.channel ? [await this.channel(line, line.settings.channel, me)] : []),
      ];
    } catch (error) {
      return [tokenStep(error)];
    }
  }

  private async webhook(line: TelegramLine): Promise<CheckStep[]> {
    const url = `${this.config.publicUrl}/hooks/telegram/${line.id}`;
    const before = await this.api.call<WebhookInfo>(line, 'getWebhookInfo');
    try {
      await this.api.call(line, 'setWebhook', {
        url,
        secret_token: line.settings.secret,
        allowed_updates: ALLOWED_UPDATES,
        max_connections: 40,
      });
    } catch (error) {
      if (!(error instanceof BotApiError)) throw error;
      return [{ name: 'webhook', ok: false, detail: `Telegram: ${error.description}`, hint: hintFor(url) }];
    }
    const elsewhere = before.url && before.url !== url;
    const detail = elsewhere
      ? `Telegram brought updates to ${before.url} until now; from now on to ${url}.`
      : `Telegram brings updates to ${url}.`;
    return [
      { name: 'webhook', ok: true, detail },
      this.deliveryStep(await this.api.call<WebhookInfo>(line, 'getWebhookInfo')),
    ];
  }

  /** Whether posts can go where they should. */
  private async channel(line: TelegramLine, channel: string, me: Me): Promise<CheckStep> {
    try {
      const chat = await this.api.call<Chat>(line, 'getChat', { chat_id: channel });
      const { status = '', can_post_messages: may } = await this.api.call<Member>(line, 'getChatMember', {
        chat_id: channel,
        user_id: me.id,
      });
      const name = chat.title ?? channel;
      if (chat.type !== 'channel') return found('telegram-no-channel', { name });
      if (status === 'creator' || (status === 'administrator' && may !== false))
        return found('telegram-posts', { name });
      return found(status === 'administrator' ? 'telegram-may-not-post' : 'telegram-not-in-channel', { name });
    } catch (error) {
      if (!(error instanceof BotApiError)) throw error;
      return found('telegram-channel-unknown', { name: channel, why: error.description });
    }
  }

  private deliveryStep({ pending_update_count: waiting, last_error_date, last_error_message }: WebhookInfo): CheckStep {
    const name = 'delivery';
    const ago = last_error_date === undefined ? undefined : this.clock.millis() / 1000 - last_error_date;
    if (waiting === 0 || ago === undefined) {
      const detail = waiting === 0 ? 'Nothing waits at Telegram.' : `${waiting} updates are on their way.`;
      return { name, ok: true, detail };
    }
    return {
      name,
      ok: false,
      detail: `${waiting} updates wait at Telegram; ${Math.round(ago / 60)} minutes ago it said: ${last_error_message ?? ''}`,
      hint: 'Is this server reachable from the internet under its public address, with a certificate that is valid?',
    };
  }
}

const RIGHT =
  'In Telegram: the channel → Administrators → Add administrator → the bot, with the right to post messages.';

/** In English; the console has the same by code in its languages. The second text: what to do. */
const CHANNEL_WORDS: Record<string, [detail: string, hint?: string]> = {
  'telegram-posts': ['Posts go to the channel “{{name}}”.'],
  'telegram-no-channel': ['“{{name}}” is no channel.', 'Enter the @name of a channel, or its number (-100…).'],
  'telegram-not-in-channel': ['The bot is no administrator of “{{name}}”.', RIGHT],
  'telegram-may-not-post': ['The bot may not post in “{{name}}”.', RIGHT],
  'telegram-channel-unknown': ['Telegram does not show us the channel {{name}}: {{why}}', RIGHT],
};

function found(code: string, values: Record<string, string>): CheckStep {
  const fill = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
  const [detail, hint] = CHANNEL_WORDS[code]!;
  return {
    name: 'channel',
    ok: hint === undefined,
    detail: fill(detail),
    ...(hint !== undefined && { hint }),
    words: { code, values },
  };
}

const groups = (me: Me): CheckStep => ({
  name: 'groups',
  ok: true,
  detail: me.can_read_all_group_messages
    ? 'In groups the bot reads everything.'
    : 'In groups the bot reads only commands and answers to it (@BotFather: /setprivacy).',
});

function tokenStep(error: unknown): CheckStep {
  const name = 'token';
  if (error instanceof BotApiError && [401, 404].includes(error.code)) {
    const hint = 'Copy it again from @BotFather (/token). A token that was revoked never works again.';
    return { name, ok: false, detail: 'Telegram does not know this token.', hint };
  }
  if (error instanceof BotApiError) return { name, ok: false, detail: `Telegram: ${error.description}` };
  return {
    name,
    ok: false,
    detail: `The Bot API could not be reached: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`,
    hint: 'May this server reach api.telegram.org? A Bot API server inside your network must be opened with EGRESS_ALLOW.',
  };
}

function hintFor(url: string): string {
  if (!url.startsWith('https://'))
    return 'Telegram brings updates only over https. Set PUBLIC_URL to the address that people use.';
  return 'Telegram reaches the ports 443, 80, 88 and 8443, and only hosts with a public address.';
}
