import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { PromiseKeeper } from './promise-keeper.service.js';

/** "Thanks" needs no answer: a person says so, and can take it back. */
@Injectable()
export class NoReplyService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly tickets: TicketsService,
    private readonly writer: TicketWriter,
    private readonly keeper: PromiseKeeper,
  ) {}

  /** Returns the ticket's id. */
  mark(actor: Actor, idOrNumber: string): Promise<string> {
    return this.work.run(async (tx) => {
      const ticket = await this.tickets.lockForWork(tx, actor, idOrNumber);
      if (!ticket.waitingSince) throw conflict('nobody_waits', 'The customer is not waiting for an answer.');
      await tx.query(
        `insert into sla_marks (id, ticket_id, kind, at, message_id, by_id, by_name, recorded_at)
         values ($1, $2, 'no-reply', $3,
           (select id from messages where ticket_id = $2 and direction = 'in' and not automatic
             and not (meta ? 'thirdParty') order by ticket_seq desc limit 1), $4, $5, $3)`,
        [newId(), ticket.id, this.clock.now(), actor.id, actor.name],
      );
      await this.writer.restore(tx, ticket, actor, { waitingSince: null }, null, [
        { type: 'ticket.no-reply-needed', data: {} },
      ]);
      await this.keeper.keep(tx, ticket, { choose: false });
      return ticket.id;
    });
  }

  /** The customer waits again, since when they did. */
  unmark(actor: Actor, idOrNumber: string): Promise<string> {
    return this.work.run(async (tx) => {
      const ticket = await this.tickets.lockForWork(tx, actor, idOrNumber);
      const [mark] = await tx.query<{ id: string; since: Date | null }>(
        `update sla_marks set undone_at = $2 where id = (
           select id from sla_marks where ticket_id = $1 and kind = 'no-reply' and undone_at is null order by at desc limit 1)
         returning id, (
           select min(m.at) from messages m where m.ticket_id = $1 and m.direction = 'in' and not m.automatic
             and not (m.meta ? 'thirdParty') and m.ticket_seq > coalesce((select max(o.ticket_seq) from messages o where o.ticket_id = $1 and o.direction = 'out'
               and not o.automatic and not (o.meta ? 'thirdParty') and o.state <> 'cancelled'), 0)) as since`,
        [ticket.id, this.clock.now()],
      );
      if (!mark) throw conflict('not_marked', 'No message is marked as needing no reply.');
      await this.writer.restore(tx, ticket, actor, { waitingSince: mark.since }, null, [
        { type: 'ticket.reply-needed', data: {} },
      ]);
      await this.keeper.keep(tx, ticket, { choose: false });
      return ticket.id;
    });
  }

  async isMarked(ticketId: string): Promise<boolean> {
    const [row] = await this.db.query<unknown[]>(
      `select 1 from sla_marks where ticket_id = $1 and kind = 'no-reply' and undone_at is null and at >= coalesce(
         (select max(at) from messages where ticket_id = $1 and direction in ('in', 'out') and not automatic
            and not (meta ? 'thirdParty')), 'epoch') limit 1`,
      [ticketId],
    );
    return row !== undefined;
  }
}
