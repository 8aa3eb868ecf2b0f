import { Injectable } from '@nestjs/common';
import { htmlToText } from 'html-to-text';
import { ConversationsService, type NewMessage, type Recorded } from '../../conversations/conversations.service.js';
import type { MessageView } from '../../conversations/message.dto.js';
import { safeHtml } from '../../conversations/message-html.rules.js';
import { MessagesService } from '../../conversations/messages.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { can, SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, invalid } from '../../platform/http/refusal.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { VisibleTickets } from '../visible-tickets.js';
import { ReplyThreads } from './reply-threads.js';
import type { NewMessageBody } from './reply.dto.js';
import { addressesOf, recipientsOf } from './reply.rules.js';

/** What agents say: replies that leave the house, and notes that stay. */
@Injectable()
export class RepliesService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly writer: TicketWriter,
    private readonly conversations: ConversationsService,
    private readonly messages: MessagesService,
    private readonly threads: ReplyThreads,
  ) {}

  async say(actor: Actor, idOrNumber: string, body: NewMessageBody): Promise<MessageView> {
    this.refuseWithoutRight(actor, body);
    const id = await this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      const earlier = await this.earlierAttempt(tx, ticket, actor, body.clientId);
      if (earlier) return earlier;
      await this.refuseUnseen(tx, ticket, body);
      return this.record(tx, actor, ticket, body);
    });
    return (await this.messages.one(id))!;
  }

  /** Within a transaction that holds the ticket: for whoever makes tickets and macros. Returns the message's id. */
  async record(tx: Tx, actor: Actor, ticket: Ticket, body: NewMessageBody): Promise<string> {
    const recorded =
      body.kind === 'note' ? await this.note(tx, actor, ticket, body) : await this.reply(tx, actor, ticket, body);
    await this.attach(tx, actor, recorded, body.attachments ?? []);
    if (body.solve) await this.writer.apply(tx, ticket, actor, { category: 'solved' }, { message: recorded.id });
    return recorded.id;
  }

  /**
   * What the desk itself says, without a person: marked as automatic, so that it counts as nobody's answer and no
   * machine answers it. `clientId` makes it once.
   */
  async automatic(
    tx: Tx,
    ticket: Ticket,
    body: { kind: 'reply' | 'note'; text: string; clientId: string; meta?: Record<string, unknown> },
  ): Promise<Recorded> {
    const common = { author: { kind: 'system' as const, id: null }, automatic: true, meta: body.meta ?? {} };
    const { text, clientId } = body;
    if (body.kind === 'note') {
      const notes = await this.conversations.internalOf(tx, ticket.id);
      const note = { ...common, text, clientId, sender: { name: SYSTEM.name }, state: 'received' as const };
      return this.writer.say(tx, ticket, SYSTEM, notes, { ...note, kind: 'note', direction: 'internal' });
    }
    const { conversation, inbox, lastSender, customer } = await this.threads.choose(tx, ticket, {});
    return this.writer.say(tx, ticket, SYSTEM, conversation, {
      ...common,
      text,
      clientId,
      kind: 'message',
      direction: 'out',
      sender: { name: inbox.name, ...(inbox.address && { address: inbox.address }) },
      recipients: recipientsOf(undefined, lastSender, customer),
      subject: ticket.subject,
      state: 'queued',
    });
  }

  private async note(tx: Tx, actor: Actor, ticket: Ticket, body: NewMessageBody): Promise<Recorded> {
    const mentions = await this.knownMentions(tx, body.mentions ?? []);
    const conversation = await this.conversations.internalOf(tx, ticket.id);
    const recorded = await this.writer.say(tx, ticket, actor, conversation, {
      ...contentOf(body),
      kind: 'note',
      direction: 'internal',
      author: { kind: 'user', id: actor.id },
      sender: { name: actor.name },
      state: 'received',
      clientId: body.clientId,
      meta: mentions.length > 0 ? { mentions } : {},
    });
    if (mentions.length > 0) {
      tx.emit('note.mentioned', { ticketId: ticket.id, messageId: recorded.id, userIds: mentions, byId: actor.id });
    }
    return recorded;
  }

  private async reply(tx: Tx, actor: Actor, ticket: Ticket, body: NewMessageBody): Promise<Recorded> {
    const { conversation, inbox, lastSender, customer, privatelyTo } = await this.threads.choose(tx, ticket, body);
    const now = this.clock.now();
    const later = body.sendAt && body.sendAt > now ? body.sendAt : null;
    return this.writer.say(tx, ticket, actor, conversation, {
      ...contentOf(body),
      kind: 'message',
      direction: 'out',
      author: { kind: 'user', id: actor.id },
      sender: { name: actor.name, ...(inbox.address && { address: inbox.address }) },
      recipients: recipientsOf(body.to, lastSender, customer),
      cc: addressesOf(body.cc),
      bcc: addressesOf(body.bcc),
      subject: body.subject ?? null,
      state: later ? 'scheduled' : 'queued',
      sendAt: later,
      clientId: body.clientId,
      meta: {
        ...(conversation.thirdParty && { thirdParty: true }),
        ...(body.template && { template: body.template }),
        ...(privatelyTo && { privatelyTo }),
        ...(body.quotes && { quotes: body.quotes }),
      },
    });
  }

  private refuseWithoutRight(actor: Actor, body: NewMessageBody): void {
    if (body.kind === 'reply' && !can(actor, 'tickets:reply')) throw forbidden('You may not write to customers.');
    if (body.kind === 'note' && !can(actor, 'tickets:note')) throw forbidden('You may not write notes.');
    if (body.solve && !can(actor, 'tickets:write')) throw forbidden('You may not solve tickets.');
  }

  private async earlierAttempt(
    tx: Tx,
    ticket: Ticket,
    actor: Actor,
    clientId: string | undefined,
  ): Promise<string | undefined> {
    if (!clientId) return undefined;
    const [row] = await tx.query<{ id: string }>(
      `select id from messages where ticket_id = $1 and client_id = $2 and author_kind = 'user' and author_id = $3`,
      [ticket.id, clientId, actor.id],
    );
    return row?.id;
  }

  /** The send guard: nobody answers past a message of the customer that they have not seen. */
  private async refuseUnseen(tx: Tx, ticket: Ticket, { kind, seenSeq }: NewMessageBody): Promise<void> {
    if (kind !== 'reply' || seenSeq === undefined || seenSeq >= ticket.messageSeq) return;
    const [newer] = await tx.query<{ seq: number | null }>(
      `select max(ticket_seq) as seq from messages where ticket_id = $1 and ticket_seq > $2 and direction = 'in' and not automatic`,
      [ticket.id, seenSeq],
    );
    if (newer?.seq) {
      throw conflict('newer_message', 'A new message has come in the meantime.', { lastSeq: newer.seq });
    }
  }

  private async knownMentions(tx: Tx, ids: string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const unique = [...new Set(ids)];
    const rows = await tx.query<{ id: string }>('select id from users where id = any($1::uuid[]) and active', [unique]);
    if (rows.length < unique.length) throw invalid('mentions', 'names somebody who does not work here');
    return unique;
  }

  private async attach(tx: Tx, actor: Actor, message: Recorded, ids: string[]): Promise<void> {
    const unique = [...new Set(ids)];
    const taken = await this.conversations.attachUploads(tx, message.id, `user:${actor.id}`, unique);
    if (taken < unique.length) throw invalid('attachments', 'names a file that you did not upload, or used already');
  }
}

/** What an agent writes is cleaned when it is written: the desk vouches for what it sends. */
function contentOf({ text, html, template }: NewMessageBody): Pick<NewMessage, 'text' | 'html'> {
  // The channel words it, from what its provider approved.
  if (template) return { text: '', html: null };
  const clean = html === undefined ? null : safeHtml(html);
  const plain = text ?? htmlToText(clean ?? '', { wordwrap: false }).trim();
  if (plain.trim() === '') throw invalid('text', 'must hold more than spaces');
  return { text: plain, html: clean };
}
