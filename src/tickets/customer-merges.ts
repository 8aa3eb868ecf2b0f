import { Injectable } from '@nestjs/common';
import { ContactMergeJournal } from '../customers/contact-merge-journal.service.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy } from '../platform/outbox/listeners.decorators.js';
import { TicketWriter } from './ticket-writer.service.js';

const TABLE = 'tickets';

/** Tickets go with their contact when contacts are merged, and back when that is undone. */
@Injectable()
export class CustomerMerges {
  constructor(
    private readonly journal: ContactMergeJournal,
    private readonly writer: TicketWriter,
  ) {}

  @Policy('contact.merged', 4)
  async move(tx: Tx, { mergeId, winnerId, loserId }: Events['contact.merged']): Promise<void> {
    const tickets = await tx.query<{ id: string }>('select id from tickets where contact_id = $1 order by id', [
      loserId,
    ]);
    await this.journal.record(tx, mergeId, TABLE, tickets);
    await this.hand(tx, tickets, winnerId, { contactsMerged: mergeId });
  }

  /** Those that were moved and still are the winner's, and those that began since over an identity that goes back. */
  @Policy('contact.unmerged', 4)
  async moveBack(tx: Tx, { mergeId, winnerId, loserId, identityIds }: Events['contact.unmerged']): Promise<void> {
    const moved = await this.journal.takeBack(tx, mergeId, TABLE);
    const tickets = await tx.query<{ id: string }>(
      `select id from tickets where contact_id = $1 and (id = any($2::uuid[]) or id in (
         select m.ticket_id from conversations c join messages m on m.conversation_id = c.id
         where c.identity_id = any($3::uuid[]) and m.ticket_seq = 1))
       order by id`,
      [winnerId, moved.map((row) => row.id), identityIds],
    );
    await this.hand(tx, tickets, loserId, { mergeUndone: mergeId });
  }

  private async hand(tx: Tx, tickets: { id: string }[], contactId: string, because: object): Promise<void> {
    for (const { id } of tickets) {
      const ticket = await this.writer.lock(tx, id);
      await this.writer.apply(tx, ticket, SYSTEM, { contactId }, { ...because });
    }
  }
}
