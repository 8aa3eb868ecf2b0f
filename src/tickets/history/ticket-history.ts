import { Injectable } from '@nestjs/common';
import { Reading } from '../../platform/database/reading.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { TicketEvent } from '../ticket-event.entity.js';
import type { EventPage, EventQuery, TicketEventView } from './ticket-event.dto.js';

/** Nobody who missed more than this wants them one by one. */
const MAX_BETWEEN = 500;

/** Reads what happened to a ticket, in its order. */
@Injectable()
export class TicketHistory {
  constructor(private readonly reading: Reading) {}

  async list(ticketId: string, query: EventQuery): Promise<EventPage> {
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? query.after ?? 0);
    const rows = await this.reading.entities(
      TicketEvent,
      `where ticket_id = $1 and seq > $2 order by seq limit ${query.limit + 1}`,
      [ticketId, Number.isInteger(after) ? after : 0],
    );
    return pageOf(rows, query.limit, (e) => [e.seq], presentEvent);
  }

  /** Those with `from <= seq <= to`. */
  async between(ticketId: string, from: number, to: number): Promise<TicketEventView[]> {
    const rows = await this.reading.entities(
      TicketEvent,
      `where ticket_id = $1 and seq between $2 and $3 order by seq limit ${MAX_BETWEEN}`,
      [ticketId, from, to],
    );
    return rows.map(presentEvent);
  }
}

export function presentEvent(e: TicketEvent): TicketEventView {
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
