import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Events } from '../platform/outbox/events.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { stale } from '../platform/http/refusal.js';
import { TicketHistory } from './history/ticket-history.js';
import { WrittenEvents } from './history/written-events.js';
import type { TicketEventView } from './history/ticket-event.dto.js';
import { QueueService } from './queue/queue.service.js';
import { filterOf, type TicketQuery } from './queue/ticket-query.dto.js';
import { narrowed } from './queue/ticket-filter.rules.js';
import { ViewsService } from './queue/views.service.js';
import { SearchService } from './search/search.service.js';
import { TicketChanges } from './ticket-changes.js';
import type { ChangeTicket, TicketPage, TicketView } from './ticket.dto.js';
import type { Ticket } from './ticket.entity.js';
import { TicketRows, type PlacedRow } from './ticket-rows.js';
import { TicketWriter } from './ticket-writer.service.js';
import { VisibleTickets } from './visible-tickets.js';
import { WholeTicket } from './whole-ticket.js';

/** Some events of a ticket, from one `seq` to another. */
type Span = Pick<Events['ticket.changed'], 'ticketId' | 'fromSeq' | 'seq'>;

/** Where the search of a list stops looking. */
const MAX_FOUND = 1_000;

/** The front door to tickets: read them as somebody, and change one. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly work: Work,
    private readonly visible: VisibleTickets,
    private readonly queue: QueueService,
    private readonly views: ViewsService,
    private readonly search: SearchService,
    private readonly rows: TicketRows,
    private readonly whole: WholeTicket,
    private readonly history: TicketHistory,
    private readonly written: WrittenEvents,
    private readonly changes: TicketChanges,
    private readonly writer: TicketWriter,
  ) {}

  async list(actor: Actor, query: TicketQuery): Promise<TicketPage> {
    const own = filterOf(query);
    const view = query.view ? await this.views.find(actor, query.view) : undefined;
    return this.queue.list(actor, {
      filter: view ? narrowed(view.filter, own) : own,
      sort: query.sort ?? view?.sort ?? 'created',
      among: query.q ? await this.search.ticketIds(actor, query.q, MAX_FOUND) : undefined,
      limit: query.limit,
      cursor: query.cursor,
    });
  }

  async get(actor: Actor, idOrNumber: string): Promise<TicketView> {
    return this.whole.read(await this.visible.idOf(actor, idOrNumber));
  }

  /** The id of the ticket with this id or number; 404 where the actor does not see it. */
  idOf(actor: Actor, idOrNumber: string): Promise<string> {
    return this.visible.idOf(actor, idOrNumber);
  }

  /** A whole ticket for whoever has just worked on it: they may have moved it out of their own sight. */
  read(id: string): Promise<TicketView> {
    return this.whole.read(id);
  }

  async change(actor: Actor, idOrNumber: string, { version, ...wanted }: ChangeTicket): Promise<TicketView> {
    const change = await this.changes.read(actor, wanted);
    const id = await this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      if (ticket.version !== version) throw stale(ticket.version);
      const fields = await this.changes.fieldsOf(tx, ticket.fields, wanted);
      const { companyId = ticket.companyId } = change;
      await this.changes.refuseForeignPlace(tx, change.siteId, companyId);
      await this.writer.apply(tx, ticket, actor, { ...change, ...fields });
      return ticket.id;
    });
    return this.whole.read(id);
  }

  /** For rooms above that work on a ticket in somebody's name: seen with the rights that hold now, and held. */
  lockForWork(tx: Tx, actor: Actor, idOrNumber: string): Promise<Ticket> {
    return this.visible.lockForWork(tx, actor, idOrNumber);
  }

  /** Rows as lists show them, with what decides who may see each. For whoever tells people that a ticket changed. */
  rowsById(ids: readonly string[]): Promise<Map<string, PlacedRow>> {
    return this.rows.byIds(ids);
  }

  /** Those of these ids that the actor sees. */
  async visibleIds(actor: Actor, ids: readonly string[]): Promise<string[]> {
    return [...(await this.visible.among(actor, ids))];
  }

  /** What a change was, event by event. */
  async eventsOf(fact: Span): Promise<TicketEventView[]> {
    return this.written.of(fact) ?? this.history.between(fact.ticketId, fact.fromSeq, fact.seq);
  }
}
