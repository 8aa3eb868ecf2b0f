import type { Line, SettingsSchema } from '../contract.js';

export interface TelegramSettings {
  /** Only tried: nothing leaves this server. */
  simulated?: boolean;
  token?: string;
  greeting?: string;
  apiUrl?: string;
  /** Where posts go: `@name`, or the number of one without a name. */
  channel?: string;
  /** Made with the line: what Telegram shows us with each call. */
  secret: string;
  /** What Telegram still shows us with what it was told to bring before, until then. */
  previousSecret?: string;
  previousUntil?: string;
}

export type TelegramLine = Line<TelegramSettings>;

export const TELEGRAM_API = 'https://api.telegram.org';

export const TELEGRAM_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    simulated: {
      type: 'boolean',
      title: 'Simulated',
      description: 'Nothing leaves this server, and you write as a customer from here.',
      default: false,
      group: 'sign-in',
    },
    token: {
      type: 'string',
      title: 'Token of the bot',
      description: '@BotFather gives it when you make the bot (/newbot), or later (/token).',
      writeOnly: true,
      maxLength: 200,
      group: 'sign-in',
      when: { simulated: false },
    },
    greeting: {
      type: 'string',
      title: 'Greeting',
      description: 'The answer to the Start button. Empty: none.',
      format: 'multiline',
      maxLength: 1000,
    },
    channel: {
      type: 'string',
      title: 'Channel for posts',
      description: '@name, or the number of a private one (-100…). Make the bot an administrator who may post there.',
      maxLength: 64,
    },
    apiUrl: {
      type: 'string',
      title: 'Bot API server',
      description: 'Only where you run your own, or try the line with a simulated one. Empty: Telegram’s.',
      format: 'uri',
      maxLength: 300,
      group: 'sign-in',
      when: { simulated: false },
    },
    secret: {
      type: 'string',
      title: 'Webhook secret',
      description: 'Made by us, and renewed beside the live check.',
      writeOnly: true,
      hidden: true,
      maxLength: 256,
    },
    previousSecret: { type: 'string', title: 'Earlier webhook secret', writeOnly: true, hidden: true, maxLength: 256 },
    previousUntil: { type: 'string', title: 'Until when it is believed', hidden: true, maxLength: 40 },
  },
};

export const telegramLine = (line: Line): TelegramLine => line as unknown as TelegramLine;
