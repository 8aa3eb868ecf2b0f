import { Injectable } from '@nestjs/common';
import type { MessageView } from '../../conversations/message.dto.js';
import type { Message } from '../../conversations/message.entity.js';
import { reached, type RecipientOutcome } from '../../conversations/recipient-outcome.rules.js';
import { MessageStates } from '../../conversations/message-states.service.js';
import { MessagesService } from '../../conversations/messages.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, notFound } from '../../platform/http/refusal.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { VisibleTickets } from '../visible-tickets.js';

/** What a person can do about a reply after it was written: take it back in time, or try again. */
@Injectable()
export class MessageRescue {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly messages: MessagesService,
    private readonly states: MessageStates,
    private readonly writer: TicketWriter,
  ) {}

  async cancel(actor: Actor, id: string): Promise<MessageView> {
    const message = await this.outbound(id);
    await this.work.run(async (tx) => {
      const ticket = await this.visible.lock(tx, actor, message.ticketId);
      // Some recipients may have it already, while others are tried again.
      const some = reached((message.meta.outcomes as RecipientOutcome[] | undefined) ?? []).length > 0;
      if (some || !(await this.states.advance(tx, id, 'cancelled'))) {
        throw conflict('already_sent', 'It is too late: the message has left.');
      }
      await this.takeBackStatus(tx, actor, ticket, id);
      await this.writer.retract(tx, ticket, actor, id);
    });
    return (await this.messages.one(id))!;
  }

  async retry(actor: Actor, id: string): Promise<MessageView> {
    const message = await this.outbound(id);
    await this.work.run(async (tx) => {
      await this.visible.lock(tx, actor, message.ticketId);
      if (!['failed', 'unknown'].includes((await this.messages.find(id))?.state ?? '')) {
        throw conflict('not_failed', 'Only what failed can be sent again.');
      }
      await this.states.advance(tx, id, 'queued', { sendAt: this.clock.now() });
    });
    return (await this.messages.one(id))!;
  }

  private async outbound(id: string): Promise<Message> {
    const message = await this.messages.find(id);
    if (!message || message.direction !== 'out') throw notFound('message');
    return message;
  }

  /** A reply that was never sent has moved nothing: the status it brought goes, unless somebody has set another since. */
  private async takeBackStatus(tx: Tx, actor: Actor, ticket: Ticket, messageId: string): Promise<void> {
    const moves = await tx.query<{ from: string; to: string }>(
      `select data->>'from' as from, data->>'to' as to from ticket_events
       where ticket_id = $1 and type = 'ticket.status-changed' and because->>'message' = $2 order by seq`,
      [ticket.id, messageId],
    );
    const [first, last] = [moves.at(0), moves.at(-1)];
    if (!first || last?.to !== ticket.statusId) return;
    await this.writer.apply(tx, ticket, actor, { statusId: first.from }, { cancelled: messageId });
  }
}
