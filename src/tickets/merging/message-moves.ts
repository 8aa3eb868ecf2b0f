import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { Ticket } from '../ticket.entity.js';

interface Marks {
  first: Date | null;
  waiting: Date | null;
  last: Date | null;
  channels: string[];
}

/** Moves messages between tickets whose locks the caller holds, and keeps `seq` without gaps on both. */
@Injectable()
export class MessageMoves {
  inOrder(tx: Tx, ticketId: string): Promise<{ id: string; at: Date }[]> {
    return tx.query('select id, at from messages where ticket_id = $1 order by ticket_seq', [ticketId]);
  }

  /** Gives a ticket exactly these messages, in this order, whatever ticket they were on. */
  async place(tx: Tx, ticket: Ticket, ids: string[]): Promise<void> {
    // First out of the way, then into place: the unique (ticket, seq) holds at every row.
    await tx.query(
      `update messages m set ticket_id = $1, ticket_seq = -o.seq
       from unnest($2::uuid[]) with ordinality as o(id, seq) where m.id = o.id`,
      [ticket.id, ids],
    );
    await tx.query('update messages set ticket_seq = -ticket_seq where ticket_id = $1 and ticket_seq < 0', [ticket.id]);
    ticket.messageSeq = ids.length;
    await tx.query('update tickets set message_seq = $2 where id = $1', [ticket.id, ids.length]);
  }

  /** What the messages that a ticket has now say about it. */
  async marksOf(tx: Tx, ticketId: string): Promise<Marks> {
    const [marks] = await tx.query<Marks>(
      `with said as (select * from messages where ticket_id = $1 and state <> 'cancelled'),
         spoken as (select * from said where not automatic and not (meta ? 'thirdParty')),
         answered as (select max(ticket_seq) as seq, min(at) as first from spoken where direction = 'out')
       select answered.first,
         (select min(at) from spoken where direction = 'in' and ticket_seq > coalesce(answered.seq, 0)) as waiting,
         (select max(at) from said) as last,
         array(select channel from said where channel <> 'internal' group by channel order by min(ticket_seq)) as channels
       from answered`,
      [ticketId],
    );
    return marks!;
  }
}
