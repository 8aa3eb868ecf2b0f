import { Injectable } from '@nestjs/common';
import { SendFailure, type OutboundPost, type Published, type Publishing } from '../contract.js';
import { BotApi } from './bot-api.js';
import type { Message } from './bot-api.types.js';
import { failureOf } from './failure.rules.js';
import { MAX_CAPTION, MAX_PHOTO_BYTES, MAX_TEXT } from './parts.rules.js';
import type { TelegramLine } from './telegram.settings.js';
import { externalIdOf, postUrl } from './updates.rules.js';

export const CHANNEL_PUBLISHING: Publishing = {
  maxText: MAX_TEXT,
  picture: { types: ['image/jpeg', 'image/png'], maxBytes: MAX_PHOTO_BYTES, maxText: MAX_CAPTION },
  // Telegram draws a card for whatever link stands in the words.
  link: false,
  setting: 'channel',
};

/** Posts in a channel whose administrator the bot is. Telegram cannot be asked what became of one. */
@Injectable()
export class TelegramPosts {
  constructor(private readonly api: BotApi) {}

  async publish({ text, picture }: OutboundPost, line: TelegramLine): Promise<Published> {
    const { channel = '', token, simulated } = line.settings;
    if (!token && !simulated) throw new SendFailure('permanent', 'This line has no token. Enter it in its settings.');
    if (!channel) throw new SendFailure('permanent', 'This line has no channel for posts. Enter it in its settings.');
    try {
      const { chat, message_id: id } = picture
        ? await this.api.call<Message>(
            line,
            'sendPhoto',
            { chat_id: channel, caption: text },
            { field: 'photo', ...picture },
          )
        : await this.api.call<Message>(line, 'sendMessage', { chat_id: channel, text });
      return { externalId: externalIdOf(chat.id, id), ...(!simulated && { url: postUrl(chat, id) }) };
    } catch (error) {
      throw failureOf(error);
    }
  }
}
