import { Injectable } from '@nestjs/common';
import { Conversation } from '../../conversations/conversation.entity.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { Inbox } from '../../conversations/inbox.entity.js';
import { Message, type Address } from '../../conversations/message.entity.js';
import type { Tx } from '../../platform/database/tx.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import type { Ticket } from '../ticket.entity.js';
import type { NewMessageBody } from './reply.dto.js';
import { WaysOut } from './ways-out.service.js';

export interface ReplyThread {
  conversation: Conversation;
  inbox: Inbox;
  /** Who wrote last in it, from outside. */
  lastSender: Address | null;
  /** The address of its customer. */
  customer: { name: string; address: string } | null;
  /** Where what was said in public is answered privately: what was said, as its provider calls it. */
  privatelyTo?: string;
}

type Wanted = Pick<NewMessageBody, 'channel' | 'conversationId' | 'inboxId' | 'subject' | 'privately' | 'quotes'>;

/** In which conversation an answer is given: the one that is named, where the customer last wrote, or a new one. */
@Injectable()
export class ReplyThreads {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly ways: WaysOut,
  ) {}

  async choose(tx: Tx, ticket: Ticket, wanted: Wanted): Promise<ReplyThread> {
    const quoted = wanted.quotes ? await this.quotable(tx, ticket, wanted.quotes) : undefined;
    const named =
      (await this.existing(tx, ticket, { conversationId: quoted?.conversationId, ...wanted })) ??
      (await this.begin(tx, ticket, wanted));
    if (quoted && quoted.conversationId !== named.id) throw invalid('quotes', 'was said in another conversation');
    const conversation = wanted.privately ? await this.besides(tx, ticket, named) : named;
    const inbox = conversation.inboxId && (await tx.find(Inbox, { id: conversation.inboxId }));
    if (!inbox || inbox.deletedAt) throw conflict('line_closed', 'The line of this conversation was closed.');
    const privatelyTo = wanted.privately ? (quoted?.externalId ?? (await this.saidBy(tx, named))) : undefined;
    return { conversation, inbox, privatelyTo, ...(await this.people(tx, conversation)) };
  }

  /** The private conversation with whoever said something in public; made with the first answer. */
  private async besides(tx: Tx, ticket: Ticket, said: Conversation): Promise<Conversation> {
    if (!said.public || !said.inboxId || !said.identityId) {
      throw invalid('privately', 'only what was said in public can be answered privately');
    }
    const open = await this.conversations.findOpen(tx, said.inboxId, said.identityId);
    if (!open) {
      const { inboxId, channel, contactId, identityId } = said;
      const fresh = { ticketId: ticket.id, inboxId, channel, contactId, identityId, threaded: false };
      return this.conversations.open(tx, fresh);
    }
    const [other] = await tx.query<{ number: string }>(
      `select number from tickets where id = $1 and id <> $2 and category not in ('solved', 'closed')`,
      [open.ticketId, ticket.id],
    );
    if (other) {
      const words = `You speak with this customer privately on ticket ${other.number}: write there, or merge the two.`;
      throw conflict('private_elsewhere', words, { ticket: Number(other.number) });
    }
    return (await tx.find(Conversation, { id: open.id }))!;
  }

  /** A message that its provider can name, on this ticket, and that nobody has taken back. */
  private async quotable(tx: Tx, ticket: Ticket, id: string): Promise<{ conversationId: string; externalId: string }> {
    const message = await tx.find(Message, { id, ticketId: ticket.id, kind: 'message' });
    if (!message?.externalId || message.meta.unsent === true) {
      throw invalid('quotes', 'is no message of this ticket that has been sent or received');
    }
    return { conversationId: message.conversationId, externalId: message.externalId };
  }

  /** What its customer said last in it, as the provider calls it. */
  private async saidBy(tx: Tx, { id, identityId }: Conversation): Promise<string | undefined> {
    const [row] = await tx.query<{ external_id: string }>(
      `select m.external_id from messages m join contact_identities i on i.id = $2
       where m.conversation_id = $1 and m.direction = 'in' and m.external_id is not null and m.sender ->> 'address' = i.display
       order by m.seq desc limit 1`,
      [id, identityId],
    );
    return row?.external_id;
  }

  private async existing(tx: Tx, ticket: Ticket, wanted: Wanted): Promise<Conversation | null> {
    if (wanted.conversationId) {
      const named = await tx.find(Conversation, { id: wanted.conversationId });
      if (!named || named.ticketId !== ticket.id || !named.inboxId) {
        throw invalid('conversationId', 'is no conversation of this ticket that can be answered');
      }
      return named;
    }
    const [latest] = await tx.query<{ id: string }>(
      `select c.id from conversations c
       where c.ticket_id = $1 and c.inbox_id is not null and not c.third_party and ($2::text is null or c.channel = $2) and ($3::uuid is null or c.inbox_id = $3)
       order by c.state = 'open' desc,
         (select max(m.ticket_seq) from messages m where m.conversation_id = c.id and m.ticket_id = $1 and m.direction = 'in') desc nulls last,
         c.id desc
       limit 1`,
      [ticket.id, wanted.channel ?? null, wanted.inboxId ?? null],
    );
    return latest ? tx.find(Conversation, { id: latest.id }) : null;
  }

  private async begin(tx: Tx, ticket: Ticket, wanted: Wanted): Promise<Conversation> {
    const [way] = await this.ways.of(tx.manager, ticket, wanted);
    if (!way)
      throw conflict(
        'no_way_to_reply',
        'No line reaches this customer: add an address or number of theirs, or a line.',
      );
    const { inbox, identityId, threaded } = way;
    const open = threaded ? null : await this.conversations.findOpen(tx, inbox.id, identityId);
    // Where there are no threads, the customer's one conversation goes on, now on this ticket.
    if (open) return (await tx.find(Conversation, { id: open.id }))!;
    return this.conversations.open(tx, {
      ticketId: ticket.id,
      inboxId: inbox.id,
      channel: inbox.channel,
      contactId: ticket.contactId,
      identityId,
      subject: wanted.subject ?? ticket.subject,
      threaded,
    });
  }

  async people(
    tx: Tx,
    conversation: Conversation,
  ): Promise<{ lastSender: Address | null; customer: { name: string; address: string } | null }> {
    const [row] = await tx.query<{ sender: Address | null; name: string | null; address: string | null }>(
      `select
         (select sender from messages where conversation_id = c.id and direction = 'in' and not automatic order by seq desc limit 1) as sender,
         k.name, i.display as address
       from conversations c
       left join contact_identities i on i.id = c.identity_id
       left join contacts k on k.id = i.contact_id
       where c.id = $1`,
      [conversation.id],
    );
    const customer = row?.address ? { name: row.name ?? '', address: row.address } : null;
    return { lastSender: row?.sender ?? null, customer };
  }
}
