import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../../conversations/conversations.service.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import type { Activity } from './activity.entity.js';
import { activityWords } from './activity-words.rules.js';

/** In person is a channel: what was said there stands on the ticket among mail and calls, and so with its contact. */
@Injectable()
export class MeetingNotes {
  constructor(
    private readonly tickets: TicketWriter,
    private readonly conversations: ConversationsService,
  ) {}

  async write(tx: Tx, actor: Actor, activity: Activity): Promise<void> {
    const { id, ticketId, kind, doneAt } = activity;
    if (!ticketId || (kind !== 'meeting' && kind !== 'visit')) return;
    const clientId = `meeting.${id}`;
    const [known] = await tx.query('select 1 from messages where ticket_id = $1 and client_id = $2', [
      ticketId,
      clientId,
    ]);
    // Done, undone and done again is one meeting.
    if (known) return;
    const ticket = await this.tickets.lock(tx, ticketId);
    const conversation = await this.conversations.internalOf(tx, ticket.id);
    await this.tickets.say(tx, ticket, actor, conversation, {
      kind,
      direction: 'internal',
      author: { kind: actor.kind === 'user' ? 'user' : 'system', id: actor.id },
      sender: { name: actor.name },
      text: activityWords(activity),
      state: 'received',
      clientId,
      meta: { activityId: id, metAt: doneAt?.toISOString() },
    });
  }
}
