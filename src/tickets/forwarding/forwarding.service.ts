import { Injectable } from '@nestjs/common';
import { Attachment } from '../../conversations/attachment.entity.js';
import { Conversation } from '../../conversations/conversation.entity.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { Inbox } from '../../conversations/inbox.entity.js';
import type { MessageView } from '../../conversations/message.dto.js';
import { MessagesService } from '../../conversations/messages.service.js';
import { ContactsService } from '../../customers/contacts.service.js';
import { Organisation } from '../../identity/settings/organisation.entity.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { addressesOf, reachOf } from '../replies/reply.rules.js';
import { VisibleTickets } from '../visible-tickets.js';
import type { ForwardTicket } from './forward.dto.js';
import { fitting, transcript, type Said } from './transcript.rules.js';

const TITLES = { en: 'Forwarded conversation', 'pt-BR': 'Conversa encaminhada' } as const;

/**
 * Asks somebody outside about a ticket: a conversation of its own beside the customer's, on the same ticket. What comes
 * back is the third party's, never taken for the customer's word, and never quoted to the customer.
 */
@Injectable()
export class ForwardingService {
  constructor(
    private readonly work: Work,
    private readonly visible: VisibleTickets,
    private readonly writer: TicketWriter,
    private readonly conversations: ConversationsService,
    private readonly contacts: ContactsService,
    private readonly messages: MessagesService,
  ) {}

  async forward(actor: Actor, idOrNumber: string, body: ForwardTicket): Promise<MessageView> {
    const id = await this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      return (await this.earlierAttempt(tx, ticket, actor, body.clientId)) ?? this.ask(tx, actor, ticket, body);
    });
    return (await this.messages.one(id))!;
  }

  private async ask(tx: Tx, actor: Actor, ticket: Ticket, body: ForwardTicket): Promise<string> {
    const inbox = await this.lineOf(tx, ticket, body.inboxId ?? null);
    const conversation = await this.conversationWith(tx, ticket, inbox, body);
    const history = await this.historyOf(tx, ticket, body.thread ?? 'all');
    const recorded = await this.writer.say(tx, ticket, actor, conversation, {
      kind: 'message',
      direction: 'out',
      author: { kind: 'user', id: actor.id },
      sender: { name: actor.name, address: inbox.address! },
      recipients: [{ address: body.to }],
      cc: addressesOf(body.cc),
      subject: body.subject ?? ticket.subject,
      text: body.text,
      ...(history && { textFull: `${body.text}\n\n${history}` }),
      state: 'queued',
      clientId: body.clientId,
      meta: { thirdParty: true },
    });
    await this.attach(tx, ticket, recorded.id, body.files ?? []);
    // Taking the question back within its seconds takes the status back too.
    await this.writer.apply(tx, ticket, actor, { category: 'waiting_third_party' }, { message: recorded.id }, [
      { type: 'ticket.forwarded', data: { to: body.to, messageId: recorded.id } },
    ]);
    return recorded.id;
  }

  private async lineOf(tx: Tx, ticket: Ticket, wanted: string | null): Promise<Inbox> {
    const inboxes = await tx.manager
      .createQueryBuilder(Inbox, 'i')
      .where(`i.deleted_at is null and i.address is not null and i.state <> 'paused'`)
      .andWhere('(:wanted::uuid is null or i.id = :wanted)', { wanted })
      .orderBy('i.id = :own', 'DESC')
      .addOrderBy('i.id')
      .setParameter('own', ticket.inboxId)
      .getMany();
    const line = inboxes.find((inbox) => reachOf(inbox.address)?.identityKind === 'email');
    if (line) return line;
    if (wanted) throw invalid('inboxId', 'is no line that writes mail');
    throw conflict('no_mail_line', 'There is no line that writes mail. Add a mail inbox first.');
  }

  private async conversationWith(tx: Tx, ticket: Ticket, inbox: Inbox, body: ForwardTicket): Promise<Conversation> {
    const { contactId, identityId } = await this.contacts.identify(tx, { kind: 'email', value: body.to });
    if (contactId === ticket.contactId) throw invalid('to', 'is the customer; write a reply instead');
    const known = await tx.find(Conversation, { ticketId: ticket.id, identityId, thirdParty: true });
    if (known?.inboxId === inbox.id) return known;
    return this.conversations.open(tx, {
      ticketId: ticket.id,
      inboxId: inbox.id,
      channel: inbox.channel,
      contactId,
      identityId,
      subject: body.subject ?? ticket.subject,
      threaded: true,
      thirdParty: true,
    });
  }

  /** What was said between the customer and us. Not the notes, not other third parties, not what never left. */
  private async historyOf(tx: Tx, ticket: Ticket, much: NonNullable<ForwardTicket['thread']>): Promise<string> {
    if (much === 'none') return '';
    const rows = await tx.query<Said>(
      `select direction, coalesce(sender->>'name', '') as name, at, text from messages
       where ticket_id = $1 and kind = 'message' and direction in ('in', 'out') and not (meta ? 'thirdParty')
         and state not in ('cancelled', 'failed', 'scheduled')
       order by ticket_seq desc limit $2`,
      [ticket.id, much === 'newest' ? 1 : 200],
    );
    const desk = (await tx.find(Organisation, { id: 1 }))!;
    const format = new Intl.DateTimeFormat(desk.language, {
      timeZone: desk.timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    return transcript(fitting(rows.toReversed()), { title: TITLES[desk.language], time: (at) => format.format(at) });
  }

  /** The same bytes under a new row: the blob is stored once. */
  private async attach(tx: Tx, ticket: Ticket, messageId: string, ids: string[]): Promise<void> {
    const unique = [...new Set(ids)];
    if (unique.length === 0) return;
    const files = await tx.query<Pick<Attachment, 'name' | 'type' | 'size'> & { blobKey: string }>(
      `select a.name, a.type, a.size::int as size, a.blob_key as "blobKey"
       from attachments a join messages m on m.id = a.message_id
       where a.id = any($1::uuid[]) and m.ticket_id = $2 and m.kind = 'message' order by a.id`,
      [unique, ticket.id],
    );
    if (files.length < unique.length) throw invalid('files', 'names a file that is not on this ticket');
    this.conversations.attachFiles(
      tx,
      messageId,
      files.map((file) => ({ ...file, contentId: null, inline: false })),
    );
  }

  private async earlierAttempt(tx: Tx, ticket: Ticket, actor: Actor, clientId?: string): Promise<string | undefined> {
    if (!clientId) return undefined;
    const [row] = await tx.query<{ id: string }>(
      `select id from messages where ticket_id = $1 and client_id = $2 and author_kind = 'user' and author_id = $3`,
      [ticket.id, clientId, actor.id],
    );
    return row?.id;
  }
}
