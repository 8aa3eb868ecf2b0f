import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CallBack } from '../channels/calls/call-back.entity.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { notFound } from '../platform/http/refusal.js';
import { visibleTo } from '../tickets/ticket.access.js';
import { TicketsService } from '../tickets/tickets.service.js';
import type { CallBackView } from './phone.dto.js';

const SHOWN = 100;

/** Numbers that wait to be called back. Whoever reaches them, or says that it is done, takes them off for everybody. */
@Injectable()
export class CallBacks {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly tickets: TicketsService,
  ) {}

  async list(actor: Actor): Promise<CallBackView[]> {
    const rows = await this.rows(actor);
    const tickets = await this.tickets.rowsById(rows.flatMap(({ ticketId }) => (ticketId ? [ticketId] : [])));
    return rows.map(({ id, number, why, calls, at, inboxId, ticketId }) => {
      const row = ticketId ? tickets.get(ticketId)?.row : undefined;
      return {
        id,
        number,
        why,
        calls,
        at,
        inboxId,
        ticket: row ? { id: row.id, number: row.number, subject: row.subject } : null,
        contact: row ? { id: row.contact.id, name: row.contact.name } : null,
      };
    });
  }

  async count(actor: Actor): Promise<number> {
    return (await this.rows(actor)).length;
  }

  async done(actor: Actor, id: string): Promise<void> {
    const seen = await this.rows(actor, id);
    if (seen.length === 0) throw notFound('call back');
    await this.db.query(
      `update call_backs set state = 'done', done_at = $2, done_by = $3 where id = $1 and state = 'open'`,
      [id, this.clock.now(), actor.id],
    );
  }

  /** Somebody talks with them. */
  async reached(tx: Tx, number: string, userId: string): Promise<void> {
    await tx.query(
      `update call_backs set state = 'done', done_at = $2, done_by = $3 where number = $1 and state = 'open'`,
      [number, this.clock.now(), userId],
    );
  }

  private rows(actor: Actor, id?: string): Promise<CallBack[]> {
    const parameters: unknown[] = [id ?? null];
    return this.db.query<CallBack[]>(
      `select b.id, b.number, b.why, b.calls, b.at, b.inbox_id as "inboxId", b.ticket_id as "ticketId"
       from call_backs b left join tickets t on t.id = b.ticket_id
       where b.state = 'open' and ($1::uuid is null or b.id = $1) and (t.id is null or ${visibleTo(actor, parameters)})
       order by b.at limit ${SHOWN}`,
      parameters,
    );
  }
}
