import { Injectable } from '@nestjs/common';
import type { Events } from '../../platform/outbox/events.js';
import type { TicketEventView } from './ticket-event.dto.js';

type Changed = Pick<Events['ticket.changed'], 'ticketId' | 'fromSeq' | 'seq'>;

/**
 * What a fact says, as long as the fact is in the memory of the process that wrote it: whoever hears of it at once need
 * not read it again. A fact that was rolled back is never told, so nobody ever sees its events.
 */
@Injectable()
export class WrittenEvents {
  private readonly written = new WeakMap<Changed, TicketEventView[]>();

  keep(fact: Changed, events: TicketEventView[]): void {
    this.written.set(fact, events);
  }

  of(fact: Changed): TicketEventView[] | undefined {
    return this.written.get(fact);
  }
}
