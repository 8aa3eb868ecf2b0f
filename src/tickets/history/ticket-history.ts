import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { TicketEvent } from '../ticket-event.entity.js';
import type { EventPage, EventQuery, TicketEventView } from './ticket-event.dto.js';

/** Nobody who missed more than this wants them one by one. */
const MAX_BETWEEN = 500;

/** Reads what happened to a ticket, in its order. */
@Injectable()
export class TicketHistory {
  constructor(private readonly db: DataSource) {}

  async list(ticketId: string, query: EventQuery): Promise<EventPage> {
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? query.after ?? 0);
    const rows = await this.db
      .getRepository(TicketEvent)
      .createQueryBuilder('e')
      .where('e.ticket_id = :ticketId and e.seq > :after', { ticketId, after: Number.isInteger(after) ? after : 0 })
      .orderBy('e.seq')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(rows, query.limit, (e) => [e.seq], presentEvent);
  }

  /** Those with `from <= seq <= to`. */
  async between(ticketId: string, from: number, to: number): Promise<TicketEventView[]> {
    // Asked for after each change that somebody looks at: the query builder would cost more than the query.
    const rows = await this.db.query<TicketEvent[]>(
      `select id, seq, ticket_id as "ticketId", type, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", at, data, because
       from ticket_events where ticket_id = $1 and seq between $2 and $3 order by seq limit ${MAX_BETWEEN}`,
      [ticketId, from, to],
    );
    return rows.map(presentEvent);
  }
}

function presentEvent(e: TicketEvent): TicketEventView {
  return {
    id: e.id,
    seq: e.seq,
    ticketId: e.ticketId,
    type: e.type,
    actor: { kind: e.actorKind, id: e.actorId, name: e.actorName },
    at: e.at,
    data: e.data,
    ...(e.because && { because: e.because }),
  };
}
