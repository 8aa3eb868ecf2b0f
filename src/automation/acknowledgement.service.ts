import { Injectable } from '@nestjs/common';
import type { Line } from '../channels/contract.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { Conversation } from '../conversations/conversation.entity.js';
import { Message } from '../conversations/message.entity.js';
import { ContactsService } from '../customers/contacts.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy } from '../platform/outbox/listeners.decorators.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { acknowledgementText } from './acknowledgement.rules.js';

/** Once for each sender and day: two machines that acknowledge each other stop after one round. */
const ONCE_IN_MS = 24 * 3_600_000;

/**
 * Tells a customer at once that a new request arrived, where the line is set to (`acknowledge` in its settings). Never to
 * a machine, to who asked for no answers, to a sender whose name may be forged, or twice within a day.
 */
@Injectable()
export class Acknowledgement {
  constructor(
    private readonly inboxes: InboxesService,
    private readonly contacts: ContactsService,
    private readonly tickets: TicketWriter,
    private readonly clock: Clock,
  ) {}

  @Policy('message.recorded', 6)
  async received(tx: Tx, fact: Events['message.recorded']): Promise<void> {
    if (fact.direction !== 'in' || fact.kind !== 'message' || fact.automatic) return;
    const willing = (await this.inboxes.activeLines(fact.channel)).filter((line) => line.settings.acknowledge === true);
    if (willing.length === 0) return;
    const conversation = await tx.find(Conversation, { id: fact.conversationId });
    const line = willing.find((candidate) => candidate.id === conversation?.inboxId);
    const message = line && (await tx.find(Message, { id: fact.messageId }));
    if (!conversation || !message || message.seq !== 1 || message.meta.mayAcknowledge === false) return;
    if (conversation.contactId && (await this.contacts.isRestricted(tx, conversation.contactId))) return;
    if (await this.answeredLately(tx, line, message)) return;
    await this.answer(tx, line, conversation, message);
  }

  private async answeredLately(tx: Tx, line: Line, { sender }: Message): Promise<boolean> {
    const address = sender.address?.toLowerCase();
    if (!address) return true;
    // Held until the commit, so that two first messages at once get one answer.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 11))', [`${line.id} ${address}`]);
    const rows = await tx.query(
      `select 1 from messages m join conversations c on c.id = m.conversation_id
       where c.inbox_id = $1 and m.direction = 'out' and m.automatic and m.at > $2
         and lower(m.recipients -> 0 ->> 'address') = $3 limit 1`,
      [line.id, new Date(this.clock.millis() - ONCE_IN_MS), address],
    );
    return rows.length > 0;
  }

  private async answer(tx: Tx, line: Line, conversation: Conversation, { id, sender }: Message): Promise<void> {
    const ticket = await this.tickets.lock(tx, conversation.ticketId);
    const { acknowledgement, language } = line.settings as { acknowledgement?: string; language?: string };
    await this.tickets.say(tx, ticket, SYSTEM, conversation, {
      kind: 'message',
      direction: 'out',
      author: { kind: 'system', id: null },
      sender: { name: line.name, address: line.address ?? undefined },
      recipients: [{ address: sender.address, ...(sender.name && { name: sender.name }) }],
      subject: ticket.subject,
      text: acknowledgementText(acknowledgement, language ?? 'en', {
        number: ticket.number,
        subject: ticket.subject,
        name: sender.name ?? '',
      }),
      state: 'queued',
      automatic: true,
      clientId: `acknowledgement.${id}`,
    });
  }
}
