import { Injectable } from '@nestjs/common';
import type { InboundMessage, Line } from '../channels/contract.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { Conversation } from '../conversations/conversation.entity.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM, type Actor } from '../platform/http/access.decorators.js';
import type { Ticket } from '../tickets/ticket.entity.js';
import { onCustomerMessage } from '../tickets/ticket.rules.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import type { Customer } from './identification.js';
import type { Thread } from './threading.rules.js';

const SUBJECT_LENGTH = 200;

/** On which ticket the message is worked on: continue, reopen, or open a new one. Returns it locked. */
@Injectable()
export class Triage {
  constructor(
    private readonly tickets: TicketWriter,
    private readonly inboxes: InboxesService,
    private readonly clock: Clock,
  ) {}

  async place(tx: Tx, line: Line, customer: Customer, message: InboundMessage, thread: Thread): Promise<Ticket> {
    if (thread.kind === 'new') return this.openNew(tx, line, customer, message, { near: thread.near });
    const { ticketId, thirdParty } = thread.at ?? (await this.joined(tx, thread.conversationId));
    const current = await this.currentTicket(tx, ticketId);
    // Who was asked about a ticket answers on it, whatever became of it; only its customer asks again.
    if (message.automatic || (thirdParty && customer.contactId !== current.contactId)) return current;
    if (current.silent) {
      await this.tickets.wake(tx, current, byCustomer(customer), { rule: 'customer-answered-first-word' });
      return current;
    }
    switch (onCustomerMessage(current, this.clock.now())) {
      case 'continue':
        return current;
      case 'reopen':
        await this.tickets.apply(
          tx,
          current,
          SYSTEM,
          { category: 'open' },
          { rule: 'customer-answered-solved-ticket' },
        );
        return current;
      case 'open-new':
        return this.openNew(tx, line, customer, message, { follows: current.id });
    }
  }

  /** A merged ticket lives on in the one it was merged into. */
  private async currentTicket(tx: Tx, ticketId: string): Promise<Ticket> {
    let ticket = await this.tickets.lock(tx, ticketId);
    while (ticket.mergedIntoId) ticket = await this.tickets.lock(tx, ticket.mergedIntoId);
    return ticket;
  }

  private async joined(tx: Tx, conversationId: string): Promise<Conversation> {
    const conversation = await tx.find(Conversation, { id: conversationId });
    if (!conversation) throw new Error('the conversation is gone');
    return conversation;
  }

  private async openNew(
    tx: Tx,
    line: Line,
    customer: Customer,
    message: InboundMessage,
    because: Record<string, unknown>,
  ): Promise<Ticket> {
    return this.tickets.open(
      tx,
      byCustomer(customer),
      {
        subject: subjectOf(message),
        contactId: customer.contactId,
        companyId: customer.companyId,
        inboxId: line.id,
        teamId: message.teamId ?? (await this.inboxes.teamOf(line.id)),
      },
      { inbox: line.name, ...because },
    );
  }
}

const byCustomer = (customer: Customer): Actor => ({
  ...SYSTEM,
  kind: 'contact',
  id: customer.contactId,
  name: customer.name,
});

/** Channels without a subject are named by their first words, a picture without any by the name of its file. */
function subjectOf({ subject, text, files }: InboundMessage): string {
  const first = (subject ?? '').trim() || text.trim().split('\n')[0]?.trim() || files?.[0]?.name || '';
  const whole = first.replace(/\s+/g, ' ');
  return whole.length > SUBJECT_LENGTH ? `${whole.slice(0, SUBJECT_LENGTH - 1)}…` : whole;
}
