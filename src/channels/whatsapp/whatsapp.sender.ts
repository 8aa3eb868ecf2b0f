import { Injectable } from '@nestjs/common';
import { SendFailure, type Outbound, type Sent } from '../contract.js';
import { SentParts } from '../delivery/sent-parts.service.js';
import { accountOf } from '../meta/app.settings.js';
import { Graph } from '../meta/graph.js';
import { failureOf } from './failure.rules.js';
import { partsOf, recipientOf, type Part } from './outbound.rules.js';
import type { WhatsappLine } from './whatsapp.settings.js';

interface Answer {
  messages?: { id: string }[];
}

/** Sends one message, in as many calls as it takes. What was taken is remembered, so that an attempt goes on behind it. */
@Injectable()
export class WhatsappSender {
  constructor(
    private readonly graph: Graph,
    private readonly parts: SentParts,
  ) {}

  async send(outbound: Outbound, line: WhatsappLine): Promise<Sent> {
    const { token, phoneNumberId, simulated } = line.settings;
    if (!simulated && (!token || !phoneNumberId)) {
      throw new SendFailure('permanent', 'This line has no access token or number yet. Enter them in its settings.');
    }
    const done = await this.parts.of(outbound.messageId);
    const { quoted } = outbound;
    const to = recipientOf(outbound.to[0]?.address ?? '');
    for (const [number, part] of partsOf(outbound).entries()) {
      if (done.some((one) => one.part === number)) continue;
      const content = await this.contentOf(line, part);
      const sent = await this.post(line, {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        ...to,
        ...content,
        // Comes back with each status: what a lost answer did not tell, a status will.
        ...(number === 0 && { biz_opaque_callback_data: outbound.messageId }),
        ...(number === 0 && quoted && { context: { message_id: quoted.externalId } }),
      });
      await this.parts.remember(line, outbound, number, sent);
    }
    const [first] = await this.parts.of(outbound.messageId);
    return { externalId: first?.externalId ?? null };
  }

  private async post(line: WhatsappLine, body: object): Promise<string> {
    try {
      const answer = await this.graph.post<Answer>(
        accountOf(line.settings),
        `${line.settings.phoneNumberId}/messages`,
        body,
      );
      const id = answer.messages?.[0]?.id;
      if (!id) throw new SendFailure('unknown', 'WhatsApp gave the message no id.');
      return id;
    } catch (error) {
      throw failureOf(error);
    }
  }

  /** A file goes up first. Whatever goes wrong with that, nothing was said to anybody yet. */
  private async contentOf(line: WhatsappLine, part: Part): Promise<object> {
    if (part.kind === 'plain') return part.content;
    try {
      const { id } = await this.graph.upload<{ id: string }>(
        accountOf(line.settings),
        `${line.settings.phoneNumberId}/media`,
        { messaging_product: 'whatsapp', type: part.file.type },
        { name: part.file.name, type: part.file.type, content: await part.file.content() },
      );
      return part.content(id);
    } catch (error) {
      const failure = failureOf(error);
      throw failure.kind === 'unknown' ? new SendFailure('passing', 'WhatsApp did not take the file.') : failure;
    }
  }
}
