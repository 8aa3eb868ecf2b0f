import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { SendFailure, type Outbound, type Sent } from '../../contract.js';
import { SentParts } from '../../delivery/sent-parts.service.js';
import { accountOf } from '../app.settings.js';
import { Graph } from '../graph.js';
import { failureOf } from './failure.rules.js';
import type { PageLine } from './page.types.js';
import { NotCarried, partsOf, type Part } from './parts.rules.js';
import { bareComment, commentId, commentIn, type Platform } from './platform.js';

const FREELY_MS = 24 * 3_600_000;

/** Sends one message of a page, in as many calls as it takes. What was taken is remembered, so that an attempt goes on behind it. */
@Injectable()
export class PageSender {
  constructor(
    private readonly graph: Graph,
    private readonly parts: SentParts,
    private readonly clock: Clock,
  ) {}

  async send(outbound: Outbound, line: PageLine, platform: Platform): Promise<Sent> {
    const { token, pageId, simulated } = line.settings;
    if (!simulated && (!token || !pageId)) {
      throw new SendFailure('permanent', 'This line has no access token or account yet. Enter them in its settings.');
    }
    const comment = outbound.privatelyTo ? undefined : commentIn(outbound);
    if (comment) return this.inPublic(outbound, line, platform, comment);
    const { quoted } = outbound;
    const envelope = this.envelopeOf(outbound);
    const done = await this.parts.of(outbound.messageId);
    for (const [number, part] of this.partsOf(outbound, platform).entries()) {
      if (done.some((one) => one.part === number)) continue;
      const message = await this.contentOf(line, platform, part);
      const ours = number === 0 ? outbound.messageId : `${outbound.messageId}:${number}`;
      const id = await this.post(line, platform, {
        ...envelope,
        // Comes back in the echo: what a lost answer did not tell, an echo will.
        message: { ...message, ...(platform.metadata && { metadata: ours }) },
        ...(quoted && number === 0 && { reply_to: { mid: quoted.externalId } }),
      });
      await this.parts.remember(line, outbound, number, id);
    }
    const [first] = await this.parts.of(outbound.messageId);
    return { externalId: first?.externalId ?? null };
  }

  /** Under the comment, where everybody reads it. */
  private async inPublic(outbound: Outbound, line: PageLine, platform: Platform, comment: string): Promise<Sent> {
    const { path, body } = platform.answerInPublic(comment, outbound.text, line);
    try {
      const { id } = await this.graph.post<{ id: string }>(accountOf(line.settings), path, body);
      return { externalId: commentId(id) };
    } catch (error) {
      throw failureOf(error, platform.name);
    }
  }

  /**
   * To whom, and by which of the platform's rules: freely for a day, then as a person's late answer; and once to somebody
   * who has only written in public. Whether it may be said at all was decided when it was written.
   */
  private envelopeOf({ to, lastInboundAt, privatelyTo, automatic }: Outbound): object {
    const id = to[0]?.address ?? '';
    const silent = lastInboundAt ? this.clock.millis() - lastInboundAt.getTime() : Number.POSITIVE_INFINITY;
    if (silent <= FREELY_MS) return { recipient: { id }, messaging_type: 'RESPONSE' };
    if (privatelyTo) return { recipient: { comment_id: bareComment(privatelyTo) } };
    if (automatic) throw new SendFailure('permanent', 'After a day only people may still answer.');
    return { recipient: { id }, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
  }

  private partsOf(outbound: Outbound, platform: Platform): Part[] {
    try {
      return partsOf(outbound, platform);
    } catch (error) {
      throw error instanceof NotCarried ? new SendFailure('permanent', error.message) : error;
    }
  }

  private async post(line: PageLine, platform: Platform, body: object): Promise<string> {
    const path = `${platform.senderPath(line)}/messages`;
    try {
      const { message_id: id } = await this.graph.post<{ message_id?: string }>(accountOf(line.settings), path, body);
      if (!id) throw new SendFailure('unknown', `${platform.name} gave the message no id.`);
      return id;
    } catch (error) {
      throw failureOf(error, platform.name);
    }
  }

  /** A file goes up first. Whatever goes wrong with that, nothing was said to anybody yet. */
  private async contentOf(line: PageLine, platform: Platform, part: Part): Promise<object> {
    if (part.kind === 'text') return { text: part.text };
    const { file, as } = part;
    const message = JSON.stringify({ attachment: { type: as.kind, payload: { is_reusable: false } } });
    try {
      const { attachment_id } = await this.graph.upload<{ attachment_id: string }>(
        accountOf(line.settings),
        `${platform.senderPath(line)}/message_attachments`,
        { message, ...platform.uploadFields },
        { as: 'filedata', name: file.name, type: file.type, content: await file.content() },
      );
      return { attachment: { type: as.kind, payload: { attachment_id } } };
    } catch (error) {
      const failure = failureOf(error, platform.name);
      throw failure.kind === 'unknown'
        ? new SendFailure('passing', `${platform.name} did not take the file.`)
        : failure;
    }
  }
}
