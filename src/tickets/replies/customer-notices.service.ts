import { Injectable } from '@nestjs/common';
import type { Attachment } from '../../conversations/attachment.entity.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import type { Address } from '../../conversations/message.entity.js';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { Refusal } from '../../platform/http/refusal.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { ReplyThreads } from './reply-threads.js';
import { recipientsOf } from './reply.rules.js';

export interface Notice {
  text: string;
  subject?: string;
  /** The same notice again is the same message. */
  clientId: string;
  meta?: Record<string, unknown>;
  files?: Pick<Attachment, 'name' | 'type' | 'size' | 'blobKey' | 'contentId' | 'inline'>[];
}

/** Where it goes: known before it is worded, because an invitation names both ends. */
export interface Way {
  /** The address of our line; null where it has none (a site's widget). */
  from: { name: string; address: string | null };
  to: Address[];
  language: string | null;
}

export type Told = { messageId: string; to: Address[] } | { failure: string };

/**
 * What the desk itself tells a customer, in the conversation in which they last wrote, or a new one: an ordinary outbound
 * message, marked as automatic. For rooms above that announce something of theirs.
 */
@Injectable()
export class CustomerNotices {
  constructor(
    private readonly writer: TicketWriter,
    private readonly threads: ReplyThreads,
    private readonly conversations: ConversationsService,
  ) {}

  /** Within a transaction that holds the ticket. A customer whom no line reaches is no error: the answer says so. */
  async tell(tx: Tx, ticket: Ticket, word: (way: Way) => Notice): Promise<Told> {
    try {
      const { conversation, inbox, lastSender, customer } = await this.threads.choose(tx, ticket, {});
      const to = recipientsOf(undefined, lastSender, customer);
      const language = (inbox.settings as { language?: string } | undefined)?.language ?? null;
      const notice = word({ from: { name: inbox.name, address: inbox.address }, to, language });
      const recorded = await this.writer.say(tx, ticket, SYSTEM, conversation, {
        kind: 'message',
        direction: 'out',
        author: { kind: 'system', id: null },
        sender: { name: inbox.name, ...(inbox.address && { address: inbox.address }) },
        recipients: to,
        subject: notice.subject ?? null,
        text: notice.text,
        state: 'queued',
        automatic: true,
        clientId: notice.clientId,
        meta: notice.meta ?? {},
      });
      this.conversations.attachFiles(tx, recorded.id, notice.files ?? []);
      return { messageId: recorded.id, to };
    } catch (error) {
      if (error instanceof Refusal && ['no_way_to_reply', 'line_closed'].includes(error.code)) {
        return { failure: error.code };
      }
      throw error;
    }
  }
}
