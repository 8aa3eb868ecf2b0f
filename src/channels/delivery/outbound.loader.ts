import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, Not } from 'typeorm';
import { Attachment } from '../../conversations/attachment.entity.js';
import type { Conversation } from '../../conversations/conversation.entity.js';
import { Message, type Address } from '../../conversations/message.entity.js';
import { Blobs } from '../../platform/blobs/blobs.js';
import { FileScans } from '../../conversations/file-scans.service.js';
import { Refusal } from '../../platform/http/refusal.js';
import { SendFailure, type FilledTemplate, type Outbound, type Party } from '../contract.js';
import { reached, type RecipientOutcome } from '../../conversations/recipient-outcome.rules.js';
import { mayQuote } from './delivery.rules.js';

const HISTORY = 10;
/** Mail clients thread by the nearest ones; the header has a limit anyway. */
const REFERENCES = 60;

/** Collects everything an adapter needs to send one message. */
@Injectable()
export class OutboundLoader {
  constructor(
    private readonly db: DataSource,
    private readonly blobs: Blobs,
    private readonly scans: FileScans,
  ) {}

  async load(message: Message, conversation: Conversation): Promise<Outbound> {
    const [ticket] = await this.db.query<{ number: string }[]>('select number from tickets where id = $1', [
      message.ticketId,
    ]);
    const latest = await this.db.getRepository(Message).find({
      where: { conversationId: conversation.id, seq: LessThan(message.seq), kind: 'message', state: Not('cancelled') },
      order: { seq: 'DESC' },
      take: REFERENCES,
    });
    const before = latest.reverse();
    const files = await this.db.getRepository(Attachment).findBy({ messageId: message.id });
    await this.refuseUnsafe(files);
    const quoted = await this.quotedBy(message);
    const references = before.flatMap((m) => (m.externalId ? [m.externalId] : []));
    return {
      messageId: message.id,
      conversationId: conversation.id,
      ticketNumber: Number(ticket?.number),
      seq: message.seq,
      to: message.recipients.filter(isParty),
      cc: message.cc.filter(isParty),
      bcc: message.bcc.filter(isParty),
      from: {
        name: message.sender.name ?? '',
        kind: message.authorKind === 'user' ? 'agent' : message.authorKind === 'bot' ? 'bot' : 'system',
      },
      subject: message.subject ?? conversation.subject,
      // A forwarded thread goes out whole, while the console folds it.
      text: message.textFull ?? message.text,
      html: message.html,
      files: files.map((file) => ({
        id: file.id,
        name: file.name,
        type: file.type,
        size: file.size,
        contentId: file.contentId ?? undefined,
        content: () => this.blobs.get(file.blobKey),
      })),
      references,
      inReplyTo:
        before.filter((m) => m.direction === 'in' && m.externalId).at(-1)?.externalId ?? references.at(-1) ?? null,
      ...(quoted && { quoted }),
      lastInboundAt: before.filter((m) => m.direction === 'in').at(-1)?.at ?? null,
      ...(typeof message.meta.privatelyTo === 'string' && { privatelyTo: message.meta.privatelyTo }),
      history: this.historyFor(message, before),
      automatic: message.automatic,
      calendar: calendarOf(message.meta),
      template: message.meta.template as FilledTemplate | undefined,
      optOut: message.meta.optOut as Outbound['optOut'],
      clientId: message.clientId,
      at: message.at,
      externalId: message.externalId,
      reached: reached((message.meta.outcomes as RecipientOutcome[] | undefined) ?? []),
    };
  }

  /** Nothing where it was taken back since. */
  private async quotedBy({ conversationId, meta }: Message): Promise<Outbound['quoted']> {
    if (typeof meta.quotes !== 'string') return undefined;
    const quoted = await this.db.getRepository(Message).findOneBy({ id: meta.quotes, conversationId });
    if (!quoted?.externalId || quoted.meta.unsent === true) return undefined;
    return { externalId: quoted.externalId, text: quoted.text };
  }

  /** What is infected leaves for nobody; what was not looked at yet waits for it. */
  private async refuseUnsafe(files: Attachment[]): Promise<void> {
    for (const file of files) {
      await this.scans.mustBeOpenable(file.blobKey).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        throw new SendFailure(error.code === 'infected' ? 'permanent' : 'passing', `“${file.name}”: ${error.message}`);
      });
    }
  }

  private historyFor(message: Message, before: Message[]): Outbound['history'] {
    const parties = before.flatMap((m): Address[] => [m.sender, ...m.recipients, ...m.cc]);
    if (!mayQuote([...message.recipients, ...message.cc, ...message.bcc], parties)) return [];
    return before
      .filter((m) => m.state !== 'failed')
      .slice(-HISTORY)
      .reverse()
      .map((m) => ({ from: m.sender.name ?? m.sender.address ?? '', at: m.at, text: m.text, html: m.html }));
  }
}

const isParty = (address: Address): address is Party => typeof address.address === 'string';

function calendarOf({ calendar }: Record<string, unknown>): Outbound['calendar'] {
  const { method, content } = (calendar ?? {}) as { method?: unknown; content?: unknown };
  return typeof method === 'string' && typeof content === 'string' ? { method, content } : undefined;
}
