import { Injectable } from '@nestjs/common';
import type { Attachment } from '../../conversations/attachment.entity.js';
import type { Conversation } from '../../conversations/conversation.entity.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import type { Inbox } from '../../conversations/inbox.entity.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import type { Ticket } from '../ticket.entity.js';
import { isOpen } from '../ticket.rules.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { ReplyThreads } from './reply-threads.js';
import { recipientsOf } from './reply.rules.js';

/** Whom we speak to first: one of their addresses, and the customer behind it. */
export interface Addressee {
  contactId: string;
  companyId: string | null;
  identityId: string;
}

export interface FirstWord {
  subject: string;
  text: string;
  /** The same again is the same message. */
  clientId: string;
  /** Some words name the ticket that they begin. */
  meta: Record<string, unknown> | ((ticket: Ticket) => Record<string, unknown>);
  /** What a new ticket is called, where the line has no subjects. */
  title: string;
  files?: Pick<Attachment, 'name' | 'type' | 'size' | 'blobKey' | 'contentId' | 'inline'>[];
}

export interface Spoken {
  messageId: string;
  conversationId: string;
  ticketId: string;
}

/**
 * What we say without being asked, on a line of our choice: for rooms above that write to many. It goes the way of every
 * reply. Where a ticket is open in the customer's conversation it stands there; else on a silent one, which is work for
 * nobody until the customer answers.
 */
@Injectable()
export class Outreach {
  constructor(
    private readonly writer: TicketWriter,
    private readonly threads: ReplyThreads,
    private readonly conversations: ConversationsService,
  ) {}

  /**
   * `threaded`: threads stand side by side on this line, so each first word begins one. `conversationId`: what was said
   * before and goes on, where it still can.
   */
  async say(
    tx: Tx,
    actor: Actor,
    { inbox, threaded, conversationId }: { inbox: Inbox; threaded: boolean; conversationId?: string | null },
    to: Addressee,
    word: FirstWord,
  ): Promise<Spoken> {
    // As intake does: who writes to us in this moment comes before or after, and neither makes a second conversation.
    await tx.query('select 1 from contact_identities where id = $1 for update', [to.identityId]);
    const before = conversationId ? await this.goesOn(tx, conversationId, inbox, to) : null;
    const open = before ?? (threaded ? null : await this.conversations.findOpen(tx, inbox.id, to.identityId));
    const ticket =
      (open && (await this.openTicket(tx, open.ticketId))) ?? (await this.silentTicket(tx, actor, inbox, to, word));
    const conversation = open
      ? (await this.conversations.find(tx, open.id))!
      : await this.begin(tx, ticket, { inbox, threaded }, to, word);
    const { lastSender, customer } = await this.threads.people(tx, conversation);
    const recorded = await this.writer.say(tx, ticket, actor, conversation, {
      kind: 'message',
      direction: 'out',
      author: { kind: actor.kind === 'user' ? 'user' : 'system', id: actor.id },
      sender: { name: inbox.name, ...(inbox.address && { address: inbox.address }) },
      recipients: recipientsOf(undefined, lastSender, customer),
      subject: word.subject || null,
      text: word.text,
      state: 'queued',
      automatic: true,
      clientId: word.clientId,
      meta: typeof word.meta === 'function' ? word.meta(ticket) : word.meta,
    });
    if (word.files) this.conversations.attachFiles(tx, recorded.id, word.files);
    return { messageId: recorded.id, conversationId: conversation.id, ticketId: ticket.id };
  }

  /** Only to the same address on the same line, and not on a ticket that is closed by now. */
  private async goesOn(tx: Tx, id: string, inbox: Inbox, to: Addressee): Promise<Conversation | null> {
    const before = await this.conversations.find(tx, id);
    if (!before || before.inboxId !== inbox.id || before.identityId !== to.identityId) return null;
    return (await this.openTicket(tx, before.ticketId)) ? before : null;
  }

  private async openTicket(tx: Tx, id: string): Promise<Ticket | null> {
    let ticket = await this.writer.lock(tx, id);
    while (ticket.mergedIntoId) ticket = await this.writer.lock(tx, ticket.mergedIntoId);
    // An earlier word of ours that nobody answered has a ticket already.
    return isOpen(ticket.category) || ticket.silent ? ticket : null;
  }

  private silentTicket(tx: Tx, actor: Actor, inbox: Inbox, to: Addressee, word: FirstWord): Promise<Ticket> {
    return this.writer.open(tx, actor, {
      subject: (word.subject || word.title).slice(0, MAX_SUBJECT),
      contactId: to.contactId,
      companyId: to.companyId,
      inboxId: inbox.id,
      teamId: inbox.teamId,
      silent: true,
    });
  }

  private begin(
    tx: Tx,
    ticket: Ticket,
    { inbox, threaded }: { inbox: Inbox; threaded: boolean },
    to: Addressee,
    word: FirstWord,
  ): Promise<Conversation> {
    return this.conversations.open(tx, {
      ticketId: ticket.id,
      inboxId: inbox.id,
      channel: inbox.channel,
      contactId: to.contactId,
      identityId: to.identityId,
      subject: word.subject || null,
      threaded,
    });
  }
}

const MAX_SUBJECT = 200;
