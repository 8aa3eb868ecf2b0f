import { Injectable } from '@nestjs/common';
import { Conversation } from '../../conversations/conversation.entity.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { Ticket } from '../ticket.entity.js';
import { isOpen } from '../ticket.rules.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { VisibleTickets } from '../visible-tickets.js';
import type { SplitTicket } from './merge.dto.js';
import { MessageMoves } from './message-moves.js';

/** Takes messages that are about something else out into a ticket of their own. */
@Injectable()
export class SplitsService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly writer: TicketWriter,
    private readonly moves: MessageMoves,
    private readonly conversations: ConversationsService,
  ) {}

  /** Returns the id of the new ticket. */
  async split(actor: Actor, idOrNumber: string, { messageIds, subject }: SplitTicket): Promise<string> {
    return this.work.run(async (tx) => {
      const from = await this.visible.lockForWork(tx, actor, idOrNumber);
      const all = (await this.moves.inOrder(tx, from.id)).map((message) => message.id);
      const chosen = new Set(messageIds);
      const leaving = all.filter((id) => chosen.has(id));
      if (leaving.length < chosen.size) throw invalid('messageIds', 'names a message that is not on this ticket');
      if (leaving.length === all.length) throw invalid('messageIds', 'must leave something on this ticket');
      const to = await this.writer.open(
        tx,
        actor,
        {
          subject: subject.trim(),
          contactId: from.contactId,
          companyId: from.companyId,
          siteId: from.siteId,
          inboxId: from.inboxId,
          teamId: from.teamId,
          assigneeId: from.assigneeId,
          priority: from.priority,
          type: from.type,
          mode: from.mode,
          category: isOpen(from.category) ? from.category : 'open',
        },
        { splitFrom: from.id },
      );
      await this.moveConversations(tx, from, to, leaving);
      await this.moves.place(tx, to, leaving);
      await this.moves.place(
        tx,
        from,
        all.filter((id) => !chosen.has(id)),
      );
      await tx.query(
        `insert into ticket_links (id, ticket_id, other_id, kind, at) values ($1, $2, $3, 'related', $4)`,
        [newId(), from.id, to.id, this.clock.now()],
      );
      await this.settle(tx, actor, from, { toId: to.id, number: to.number });
      await this.settle(tx, actor, to, { fromId: from.id, number: from.number });
      tx.emit('ticket.split', { fromId: from.id, toId: to.id });
      return to.id;
    });
  }

  /**
   * A thread goes with its messages. Where only a part of it goes, that part becomes a thread of its own, so that
   * answers to it arrive on the new ticket. Where a channel has no threads, the one conversation goes on with its last
   * message.
   */
  private async moveConversations(tx: Tx, from: Ticket, to: Ticket, leaving: string[]): Promise<void> {
    const touched = await tx.query<{ id: string; all: boolean; last: boolean }>(
      `select conversation_id as id, bool_and(m.id = any($2::uuid[])) as all,
         (array_agg(m.id order by m.seq desc))[1] = any($2::uuid[]) as last
       from messages m join conversations c on c.id = m.conversation_id
       where c.inbox_id is not null and c.ticket_id = $1
         and c.id in (select conversation_id from messages where id = any($2::uuid[]))
       group by conversation_id`,
      [from.id, leaving],
    );
    for (const { id, all, last } of touched) {
      const conversation = (await tx.lock(Conversation, { id }))!;
      if (all || (!conversation.threaded && last)) {
        await tx.query('update conversations set ticket_id = $2 where id = $1', [id, to.id]);
      } else if (conversation.threaded) await this.branch(tx, conversation, to, leaving);
    }
  }

  private async branch(tx: Tx, thread: Conversation, to: Ticket, leaving: string[]): Promise<void> {
    const branch = await this.conversations.open(tx, {
      ticketId: to.id,
      inboxId: thread.inboxId,
      channel: thread.channel,
      contactId: thread.contactId,
      identityId: thread.identityId,
      subject: to.subject,
      threaded: true,
      public: thread.public,
    });
    await tx.query(
      `update messages m set conversation_id = $1, seq = -n.seq
       from (select id, row_number() over (order by seq) as seq from messages
             where conversation_id = $2 and id = any($3::uuid[])) n where m.id = n.id`,
      [branch.id, thread.id, leaving],
    );
    await tx.query(
      `update messages m set seq = -n.seq
       from (select id, row_number() over (order by seq) as seq from messages where conversation_id = $1) n
       where m.id = n.id`,
      [thread.id],
    );
    await tx.query('update messages set seq = -seq where conversation_id = any($1::uuid[]) and seq < 0', [
      [thread.id, branch.id],
    ]);
    await tx.query(
      'update message_references set conversation_id = $1 where message_id = any($2::uuid[]) and conversation_id = $3',
      [branch.id, leaving, thread.id],
    );
    await tx.query(
      `update conversations c set last_seq = n.last, read_seq = least(c.read_seq, n.last), agent_read_seq = least(c.agent_read_seq, n.last)
       from (select conversation_id, max(seq) as last from messages where conversation_id = any($1::uuid[]) group by 1) n
       where c.id = n.conversation_id`,
      [[thread.id, branch.id]],
    );
  }

  private async settle(tx: Tx, actor: Actor, ticket: Ticket, data: Record<string, unknown>): Promise<void> {
    const marks = await this.moves.marksOf(tx, ticket.id);
    await this.writer.restore(
      tx,
      ticket,
      actor,
      {
        channels: marks.channels,
        firstResponseAt: marks.first,
        lastMessageAt: marks.last,
        waitingSince: isOpen(ticket.category) ? marks.waiting : null,
      },
      null,
      [{ type: 'ticket.split', data }],
    );
  }
}
