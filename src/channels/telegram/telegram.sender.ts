import { Injectable } from '@nestjs/common';
import { SendFailure, type Outbound, type Sent } from '../contract.js';
import { SentParts } from '../delivery/sent-parts.service.js';
import { BotApi } from './bot-api.js';
import type { Message } from './bot-api.types.js';
import { BotApiError, failureOf } from './failure.rules.js';
import { partsOf, type Part } from './parts.rules.js';
import { TelegramPace } from './telegram.pace.js';
import type { TelegramLine } from './telegram.settings.js';
import { commentNamed, externalIdOf } from './updates.rules.js';

/** Sends one message, in as many parts as it takes. What was taken is remembered, so that an attempt goes on behind it. */
@Injectable()
export class TelegramSender {
  constructor(
    private readonly api: BotApi,
    private readonly pace: TelegramPace,
    private readonly parts: SentParts,
  ) {}

  async send(outbound: Outbound, line: TelegramLine): Promise<Sent> {
    if (!line.settings.token && !line.settings.simulated)
      throw new SendFailure('permanent', 'This line has no token. Enter it in its settings.');
    const done = await this.parts.of(outbound.messageId);
    const comment = commentUnder(outbound);
    let chatId = comment?.chatId ?? done.at(-1)?.externalId.split(':')[0] ?? outbound.to[0]?.address ?? '';
    const parts = partsOf(outbound);
    for (const [number, part] of parts.entries()) {
      if (done.some((one) => one.part === number)) continue;
      this.pace.take(line.id, chatId);
      const sent = await this.sendPart(line, chatId, part, number === 0 ? outbound : null);
      chatId = String(sent.chat.id);
      await this.parts.remember(line, outbound, number, externalIdOf(chatId, sent.message_id));
    }
    const [first] = await this.parts.of(outbound.messageId);
    return { externalId: first?.externalId ?? null };
  }

  private async sendPart(line: TelegramLine, chatId: string, part: Part, first: Outbound | null): Promise<Message> {
    try {
      return await this.call(line, chatId, part, first);
    } catch (error) {
      // The group grew and goes by another id: nothing was taken under the old one.
      if (!(error instanceof BotApiError) || error.movedTo === undefined) throw failureOf(error);
      return await this.call(line, String(error.movedTo), part, null).catch((again: unknown) => {
        throw failureOf(again);
      });
    }
  }

  private async call(line: TelegramLine, chatId: string, part: Part, first: Outbound | null): Promise<Message> {
    const params = { chat_id: chatId, ...replyIn(chatId, first) };
    if (part.kind === 'text') return this.api.call(line, 'sendMessage', { ...params, text: part.text });
    const { file, caption } = part;
    const upload = { field: part.kind, name: file.name, type: file.type, content: await file.content() };
    const method = part.kind === 'photo' ? 'sendPhoto' : 'sendDocument';
    return this.api.call(line, method, { ...params, ...(caption && { caption }) }, upload);
  }
}

/** What was said under a post is answered there: the last that its author said. */
const commentUnder = ({ quoted, inReplyTo, references }: Outbound): ReturnType<typeof commentNamed> =>
  [quoted?.externalId, inReplyTo, ...references.toReversed()].map(commentNamed).find((named) => named !== undefined);

/** What the agent chose to answer; and where many talk at once, it is said whom the answer is for. */
function replyIn(chatId: string, outbound: Outbound | null): object {
  const comment = outbound && commentUnder(outbound);
  if (comment?.chatId === chatId) {
    return { reply_parameters: { message_id: comment.messageId, allow_sending_without_reply: true } };
  }
  const answered = outbound?.quoted?.externalId ?? (chatId.startsWith('-') ? outbound?.inReplyTo : undefined);
  const [chat, messageId] = answered?.split(':') ?? [];
  if (chat !== chatId || !/^\d+$/.test(messageId ?? '')) return {};
  return { reply_parameters: { message_id: Number(messageId), allow_sending_without_reply: true } };
}
