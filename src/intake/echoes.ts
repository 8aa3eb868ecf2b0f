import { Injectable } from '@nestjs/common';
import type { InboundEcho, InboundMessage, Line, Sender } from '../channels/contract.js';
import type { Envelope } from '../channels/envelope.entity.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessageStates } from '../conversations/message-states.service.js';
import type { Address } from '../conversations/message.entity.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { Ticket } from '../tickets/ticket.entity.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import type { Outcome } from './ending.js';
import { Identification, type Customer } from './identification.js';
import { InboundFiles, referencesOf } from './inbound-files.service.js';
import type { Thread } from './threading.rules.js';
import { Triage } from './triage.js';

/** What was said without us, on the company's own phone or page: it stands in the record as if it were ours. */
@Injectable()
export class Echoes {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly identification: Identification,
    private readonly triage: Triage,
    private readonly tickets: TicketWriter,
    private readonly states: MessageStates,
    private readonly files: InboundFiles,
    private readonly clock: Clock,
  ) {}

  record(tx: Tx, envelope: Envelope, line: Line, echo: InboundEcho): Promise<Outcome> {
    return echo.to
      ? this.toCustomer(tx, envelope, line, { ...echo, to: echo.to })
      : this.inPublic(tx, envelope, line, echo);
  }

  private async toCustomer(
    tx: Tx,
    envelope: Envelope,
    line: Line,
    echo: InboundEcho & { to: Sender },
  ): Promise<Outcome> {
    const message: InboundMessage = {
      type: 'message',
      sender: echo.to,
      text: echo.text,
      files: echo.files,
      thread: { senderProven: true },
    };
    // Holds the customer's identity, so that the same echo twice comes one after the other.
    const customer = await this.identification.identify(tx, line, message);
    if (await this.conversations.called(tx, line.id, echo.externalId)) return OUR_OWN;
    const open = await this.openWith(tx, line, customer);
    if (open && (await this.isOnItsWay(tx, line, open.id, echo))) return OUR_OWN;
    const thread: Thread = open
      ? { kind: 'join', conversationId: open.id, by: 'open', at: { ...open, channel: line.channel, thirdParty: false } }
      : { kind: 'new', near: null };
    const ticket = await this.triage.place(tx, line, customer, message, thread);
    const conversation = open ?? (await this.begin(tx, line, customer, ticket.id));
    return this.write(tx, envelope, line, echo, ticket, conversation.id, [
      { name: customer.name, address: echo.to.value },
    ]);
  }

  /** Said under a post: it belongs where it answers something that we know. */
  private async inPublic(tx: Tx, envelope: Envelope, line: Line, echo: InboundEcho): Promise<Outcome> {
    const [found] = await this.conversations.findByReferences(tx, line.id, echo.thread?.references ?? []);
    if (!found) return { state: 'ignored', reason: 'own-post' };
    const ticket = await this.tickets.lock(tx, found.ticketId);
    if (await this.conversations.called(tx, line.id, echo.externalId)) return OUR_OWN;
    if (await this.isOnItsWay(tx, line, found.id, echo)) return OUR_OWN;
    return this.write(tx, envelope, line, echo, ticket, found.id, []);
  }

  private async write(
    tx: Tx,
    envelope: Envelope,
    line: Line,
    echo: InboundEcho,
    ticket: Ticket,
    conversationId: string,
    recipients: Address[],
  ): Promise<Outcome> {
    const recorded = await this.tickets.say(
      tx,
      ticket,
      SYSTEM,
      { id: conversationId, channel: line.channel },
      {
        kind: 'message',
        direction: 'out',
        author: { kind: 'system', id: null },
        sender: { name: line.name, ...(line.address && { address: line.address }) },
        recipients,
        text: echo.text,
        state: 'sent',
        externalId: echo.externalId,
        envelopeId: envelope.id,
        meta: { echo: true },
      },
    );
    this.conversations.remember(tx, line.id, conversationId, recorded.id, [echo.externalId]);
    await this.files.attach(tx, envelope.id, recorded.id, referencesOf(echo.files));
    return { state: 'processed', ticketId: ticket.id, messageId: recorded.id };
  }

  /**
   * An echo can be quicker than the answer to our own call, or come where that was lost. The words tell: a message of
   * ours that is on its way here with these, or with files where the echo brings no words, is the one. Its whole text
   * proves that the provider has it.
   */
  private async isOnItsWay(tx: Tx, line: Line, conversationId: string, echo: InboundEcho): Promise<boolean> {
    const [ours] = await tx.query<{ id: string; whole: boolean }>(
      `select m.id, m.text = $2 and not exists (select 1 from attachments a where a.message_id = m.id) as whole
       from messages m
       where m.conversation_id = $1 and m.direction = 'out' and m.state in ('sending', 'unknown')
         and case when $2 = '' then m.updated_at > $3 and exists (select 1 from attachments a where a.message_id = m.id)
           -- A long text leaves in parts; somebody who types a few of its words elsewhere at this moment says something else.
           when m.state = 'sending' then right(m.text, length($2)) = $2 or (length($2) > 400 and position($2 in m.text) > 0)
           else m.text = $2 end
       order by m.seq limit 1`,
      [conversationId, echo.text, new Date(this.clock.millis() - LATELY_MS)],
    );
    if (!ours) return false;
    this.conversations.remember(tx, line.id, conversationId, ours.id, [echo.externalId]);
    if (ours.whole) await this.states.advance(tx, ours.id, 'sent', { externalId: echo.externalId });
    return true;
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

/** Echoes come within seconds; a file without words says nothing else by which it would be known. */
const LATELY_MS = 10 * 60_000;
const OUR_OWN: Outcome = { state: 'ignored', reason: 'our-own' };
