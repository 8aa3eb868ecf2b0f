import { Injectable } from '@nestjs/common';
import { Reading } from '../platform/database/reading.js';
import type { Tx } from '../platform/database/tx.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, notFound } from '../platform/http/refusal.js';
import { isUuid } from './queue/ticket-filter.rules.js';
import { isVisibleTo, visibleTo } from './ticket.access.js';
import type { Ticket } from './ticket.entity.js';
import { TicketWriter } from './ticket-writer.service.js';

/** Larger numbers cannot be stored, so no ticket has one. */
const NUMBER = /^\d{1,15}$/;

/** Finds tickets for somebody: what is not theirs does not exist. */
@Injectable()
export class VisibleTickets {
  constructor(
    private readonly reading: Reading,
    private readonly writer: TicketWriter,
  ) {}

  /** The id of the ticket with this id or number; 404 where the actor does not see it. */
  idOf(actor: Actor, idOrNumber: string): Promise<string> {
    return this.find(actor, idOrNumber, this.reading);
  }

  /** The same within a transaction: a second connection while one is held can exhaust the pool. */
  idWithin(tx: Tx, actor: Actor, idOrNumber: string): Promise<string> {
    return this.find(actor, idOrNumber, tx);
  }

  /** The ticket, held until the transaction ends, and seen with the rights that hold now. */
  async lock(tx: Tx, actor: Actor, idOrNumber: string): Promise<Ticket> {
    const ticket = await this.writer.lock(tx, await this.idWithin(tx, actor, idOrNumber));
    if (!isVisibleTo(actor, ticket)) throw notFound('ticket');
    return ticket;
  }

  /** For work: a ticket that was merged is only read; one that waited for the customer's first answer waits no more. */
  async lockForWork(tx: Tx, actor: Actor, idOrNumber: string): Promise<Ticket> {
    const ticket = await this.lock(tx, actor, idOrNumber);
    if (ticket.mergedIntoId) {
      throw conflict('merged', 'This ticket was merged into another one.', { mergedIntoId: ticket.mergedIntoId });
    }
    if (ticket.silent) await this.writer.wake(tx, ticket, actor, { rule: 'somebody-took-it-up' });
    return ticket;
  }

  /** Those of these ids that the actor sees. */
  async among(actor: Actor, ids: readonly string[], tx?: Tx): Promise<Set<string>> {
    const parameters: unknown[] = [ids];
    const rows = await (tx ?? this.reading).query<{ id: string }>(
      `select t.id from tickets t where t.id = any($1::uuid[]) and ${visibleTo(actor, parameters)}`,
      parameters,
    );
    return new Set(rows.map((r) => r.id));
  }

  private async find(actor: Actor, idOrNumber: string, db: Pick<Reading, 'query'>): Promise<string> {
    const parameters: unknown[] = [idOrNumber];
    const key = isUuid(idOrNumber) ? 't.id = $1::uuid' : NUMBER.test(idOrNumber) ? 't.number = $1::bigint' : null;
    if (!key) throw notFound('ticket');
    const [row] = await db.query<{ id: string }>(
      `select t.id from tickets t where ${key} and ${visibleTo(actor, parameters)}`,
      parameters,
    );
    if (!row) throw notFound('ticket');
    return row.id;
  }
}
