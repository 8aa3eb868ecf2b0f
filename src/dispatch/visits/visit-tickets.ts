import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { conflict, type Refusal } from '../../platform/http/refusal.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { TicketContributions } from '../../tickets/ticket-contributions.service.js';
import { isOpen } from '../../tickets/ticket.rules.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { visitRef } from './visit.rules.js';
import { VisitsService } from './visits.service.js';

/** Where visits and tickets meet: what one asks of the other, within its transaction. */
@Injectable()
export class VisitTickets implements OnModuleInit {
  constructor(
    private readonly visits: VisitsService,
    private readonly tickets: TicketWriter,
    private readonly contributions: TicketContributions,
  ) {}

  onModuleInit(): void {
    this.contributions.addHindrance((tx, ticketId) => this.refusal(tx, ticketId));
    this.contributions.addPart('visits', (ticketId) => this.visits.ofTicket(ticketId));
    this.contributions.addQuestion('visit', async (ticketId) => {
      const [last] = await this.visits.ofTicket(ticketId);
      if (!last) return null;
      const visit = await this.visits.read(last.id);
      return {
        value: visit.ref,
        reasons: visit.steps
          .map((step) => ({
            code: step.because ? ('rule' as const) : ('hand' as const),
            by: { kind: step.actorKind, id: null, name: step.actorName },
            at: step.at,
            ...(step.from && { from: step.from }),
            to: step.to,
            ...((step.because ?? step.reason) && {
              because: { ...step.because, ...(step.reason && { reason: step.reason }) },
            }),
          }))
          .reverse()
          .slice(0, 10),
      };
    });
  }

  /** A rule asks for hands. */
  @Policy('visit.wanted', 5.4)
  async wanted(tx: Tx, fact: Events['visit.wanted']): Promise<void> {
    const ticket = await this.tickets.lock(tx, fact.ticketId);
    const [open] = await tx.query(
      `select 1 from visits where ticket_id = $1 and kind = $2 and state not in ('done', 'could_not', 'cancelled')`,
      [ticket.id, fact.kind],
    );
    // Two rules that want the same want one visit; what is solved already wants none.
    if (open || ticket.mergedIntoId || !isOpen(ticket.category)) return;
    await this.visits.make(
      tx,
      SYSTEM,
      ticket,
      {
        kind: fact.kind,
        about: ticket.subject,
        windowFrom: fact.windowFrom ? new Date(fact.windowFrom) : undefined,
        windowTo: fact.windowTo ? new Date(fact.windowTo) : undefined,
        ...(fact.siteId && { siteId: fact.siteId }),
        ...(fact.place && { place: fact.place }),
      },
      fact.because,
    );
  }

  /** Nobody calls a matter solved while somebody is still to come. What an undone merge brought goes back with it. */
  @Policy('ticket.changed', 5.4)
  async solved(tx: Tx, fact: Events['ticket.changed']): Promise<void> {
    if (!fact.changed.includes('statusId') && !fact.changed.includes('category')) return;
    const [solved] = await tx.query(
      `select 1 from tickets where id = $1 and category in ('solved', 'closed') and merged_into_id is null`,
      [fact.ticketId],
    );
    const refusal = solved && (await this.refusal(tx, fact.ticketId));
    if (refusal) throw refusal;
  }

  private async refusal(tx: Tx, ticketId: string): Promise<Refusal | null> {
    const open = await tx.query<{ id: string; number: string; state: string }>(
      `select v.id, v.number, v.state from visits v
       where v.ticket_id = $1 and v.state not in ('done', 'could_not', 'cancelled')
         and not exists (select 1 from visit_moves g join ticket_merges m on m.id = g.merge_id
                         where g.visit_id = v.id and m.undone_at is not null)
       order by v.number`,
      [ticketId],
    );
    if (open.length === 0) return null;
    const refs = open.map((visit) => visitRef(Number(visit.number)));
    return conflict('visit_open', `A visit is still open: ${refs.join(', ')}. Finish or cancel it first.`, {
      visits: open.map(({ id, state }, at) => ({ id, state, ref: refs[at] })),
    });
  }

  /** The visits go where the ticket goes, and come back with it. */
  @Policy('ticket.merged', 5.4)
  async merged(tx: Tx, { mergeId, winnerId, loserId }: Events['ticket.merged']): Promise<void> {
    const moved = await tx.query<{ id: string; version: number }>(
      `with moved as (update visits set ticket_id = $2, version = version + 1 where ticket_id = $1 returning id, version),
         noted as (insert into visit_moves (merge_id, visit_id) select $3, id from moved)
       select id, version from moved`,
      [loserId, winnerId, mergeId],
    );
    for (const { id, version } of moved) tx.emit('visit.updated', { visitId: id, ticketId: winnerId, version });
  }

  @Policy('ticket.unmerged', 5.4)
  async unmerged(tx: Tx, { mergeId, winnerId, loserId }: Events['ticket.unmerged']): Promise<void> {
    const back = await tx.query<{ id: string; version: number }>(
      `with back as (
         update visits set ticket_id = $3, version = version + 1
         where ticket_id = $2 and id in (select visit_id from visit_moves where merge_id = $1) returning id, version),
         forgotten as (delete from visit_moves where merge_id = $1)
       select id, version from back`,
      [mergeId, winnerId, loserId],
    );
    for (const { id, version } of back) tx.emit('visit.updated', { visitId: id, ticketId: loserId, version });
  }
}
