import { Injectable } from '@nestjs/common';
import type { InboundEcho, InboundMessage, Line } from '../channels/contract.js';
import type { Envelope } from '../channels/envelope.entity.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import type { Outcome } from './ending.js';
import { Identification, type Customer } from './identification.js';
import { InboundFiles, referencesOf } from './inbound-files.service.js';
import type { Thread } from './threading.rules.js';
import { Triage } from './triage.js';

/** What was said to a customer without us, on the company's own phone: it stands in the record as if it were ours. */
@Injectable()
export class Echoes {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly identification: Identification,
    private readonly triage: Triage,
    private readonly tickets: TicketWriter,
    private readonly files: InboundFiles,
  ) {}

  async record(tx: Tx, envelope: Envelope, line: Line, echo: InboundEcho): Promise<Outcome> {
    const message: InboundMessage = {
      type: 'message',
      sender: echo.to,
      text: echo.text,
      files: echo.files,
      thread: { senderProven: true },
    };
    // Holds the customer's identity, so that the same echo twice comes one after the other.
    const customer = await this.identification.identify(tx, line, message);
    if (await this.conversations.called(tx, line.id, echo.externalId)) return { state: 'ignored', reason: 'our-own' };
    const open = await this.openWith(tx, line, customer);
    const thread: Thread = open
      ? { kind: 'join', conversationId: open.id, by: 'open', at: { ...open, channel: line.channel, thirdParty: false } }
      : { kind: 'new', near: null };
    const ticket = await this.triage.place(tx, line, customer, message, thread);
    const conversation = open ?? (await this.begin(tx, line, customer, ticket.id));
    const recorded = await this.tickets.say(
      tx,
      ticket,
      SYSTEM,
      { id: conversation.id, channel: line.channel },
      {
        kind: 'message',
        direction: 'out',
        author: { kind: 'system', id: null },
        sender: { name: line.name, ...(line.address && { address: line.address }) },
        recipients: [{ name: customer.name, address: echo.to.value }],
        text: echo.text,
        state: 'sent',
        externalId: echo.externalId,
        envelopeId: envelope.id,
        meta: { echo: true },
      },
    );
    await this.files.attach(tx, envelope.id, recorded.id, referencesOf(echo.files));
    return { state: 'processed', ticketId: ticket.id, messageId: recorded.id };
  }

  /** By whichever of their identities: the echo may know another than the customer's own messages do. */
  private async openWith(tx: Tx, line: Line, customer: Customer): Promise<{ id: string; ticketId: string } | null> {
    const [row] = await tx.query<{ id: string; ticket_id: string }>(
      `select id, ticket_id from conversations where inbox_id = $1 and contact_id = $2 and state = 'open' and not threaded
       order by updated_at desc limit 1`,
      [line.id, customer.contactId],
    );
    return row ? { id: row.id, ticketId: row.ticket_id } : null;
  }

  private begin(tx: Tx, line: Line, customer: Customer, ticketId: string): Promise<{ id: string }> {
    return this.conversations.open(tx, {
      ticketId,
      inboxId: line.id,
      channel: line.channel,
      contactId: customer.contactId,
      identityId: customer.identityId,
      threaded: false,
    });
  }
}
