import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { can, SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, invalid } from '../../platform/http/refusal.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { RepliesService } from '../../tickets/replies/replies.service.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import type { VisitKind } from '../../tickets/visit.events.js';
import type { DealVisit } from './deal.dto.js';
import type { Deal } from './deal.entity.js';
import { DealWriter } from './deal-writer.service.js';
import { costOf, minutesOf, type Presence, type VisitWork } from './visit-cost.rules.js';
import { VisitRatesService } from './visit-rates.service.js';

export interface DealPlace {
  name?: string;
  address: string;
  lat?: number;
  lng?: number;
}

/** What came of a visit, as dispatch tells it. */
export interface SeenPlace {
  siteId: string | null;
  place: DealPlace | null;
}

const ENDED = ['done', 'could_not', 'cancelled'];

/** Somebody has to look at the place before it can be offered: a ticket that wants a visit, which dispatch plans. */
@Injectable()
export class DealVisits {
  constructor(
    private readonly work: Work,
    private readonly writer: DealWriter,
    private readonly tickets: TicketWriter,
    private readonly replies: RepliesService,
    private readonly rates: VisitRatesService,
  ) {}

  async ask(actor: Actor, idOrNumber: string, wish: DealVisit): Promise<string> {
    if (!can(actor, 'visits:write')) throw forbidden('You may not ask for visits.');
    return this.work.run(async (tx) => {
      const deal = await this.writer.lock(tx, actor, idOrNumber);
      await this.want(tx, actor, deal, wish);
      return deal.id;
    });
  }

  /** On a locked deal, and once: a second one of the same kind is refused while the first is open. */
  async want(tx: Tx, actor: Actor, deal: Deal, wish: DealVisit): Promise<string> {
    const kind: VisitKind = wish.kind ?? 'feasibility';
    if (!deal.contactId) throw invalid('contactId', 'somebody must be there to be visited');
    if (wish.windowFrom && wish.windowTo && wish.windowTo <= wish.windowFrom) {
      throw invalid('windowTo', 'must be after windowFrom');
    }
    const siteId = wish.siteId ?? null;
    if (siteId) await this.requireSite(tx, deal, siteId);
    const open = await this.openOf(tx, deal.id, kind, siteId);
    if (open) throw conflict('deal_visit_open', 'A visit of this kind is open already.', { ticketId: open });
    const because = { deal: { id: deal.id, number: deal.number } };
    const ticket = await this.tickets.open(
      tx,
      actor,
      {
        subject: deal.title,
        contactId: deal.contactId,
        companyId: deal.companyId,
        inboxId: null,
        teamId: null,
        type: kind,
        mode: 'visit',
      },
      because,
    );
    await tx.query(
      `insert into deal_tickets (deal_id, ticket_id, kind, visit_kind, at, site_id, place)
       values ($1, $2, 'visit', $3, $4, $5, $6)`,
      [deal.id, ticket.id, kind, deal.updatedAt, siteId, wish.place ? JSON.stringify(wish.place) : null],
    );
    if (wish.about?.trim()) await this.replies.record(tx, actor, ticket, { kind: 'note', text: wish.about.trim() });
    tx.emit('visit.wanted', {
      ticketId: ticket.id,
      kind,
      because,
      ...(wish.windowFrom && { windowFrom: wish.windowFrom.toISOString() }),
      ...(wish.windowTo && { windowTo: wish.windowTo.toISOString() }),
      ...(siteId && { siteId }),
      ...(wish.place && { place: { ...wish.place } }),
    });
    await this.writer.apply(tx, actor, deal, {}, [
      { type: 'deal.visit-asked', data: { kind, ticketId: ticket.id, ticketNumber: ticket.number } },
    ]);
    return ticket.id;
  }

  /** The ticket of a visit that is still to come, at that place. */
  async openOf(tx: Tx, dealId: string, kind: VisitKind, siteId: string | null): Promise<string | undefined> {
    const [open] = await tx.query<{ ticketId: string }>(
      `select ticket_id as "ticketId" from deal_tickets where deal_id = $1 and kind = 'visit' and visit_kind = $2
         and coalesce(visit_state, 'proposed') <> all($3) and (site_id is null or $4::uuid is null or site_id = $4)`,
      [dealId, kind, ENDED, siteId],
    );
    return open?.ticketId;
  }

  /** Where it was looked at, each place once. */
  placesOf(tx: Tx, dealId: string): Promise<SeenPlace[]> {
    return tx.query<SeenPlace>(
      `select site_id as "siteId", place from deal_tickets
       where deal_id = $1 and kind = 'visit' and (site_id is not null or place is not null)
         and coalesce(visit_state, 'proposed') not in ('could_not', 'cancelled') order by at, ticket_id`,
      [dealId],
    );
  }

  /** Whoever was there knows better where that is. */
  async seen(tx: Tx, visitId: string, { siteId, place }: SeenPlace): Promise<void> {
    if (!siteId && !place) return;
    await tx.query('update deal_tickets set site_id = $2, place = $3 where visit_id = $1', [
      visitId,
      siteId,
      place ? JSON.stringify(place) : null,
    ]);
  }

  /** Counted once, when it is over; what is known better later, such as a part, is counted anew. */
  async costed(tx: Tx, visitId: string, presence: Presence, parts: VisitWork['parts']): Promise<void> {
    const [row] = await tx.query<{ dealId: string; kind: string; cost: string | null }>(
      `select deal_id as "dealId", visit_kind as kind, cost from deal_tickets where visit_id = $1`,
      [visitId],
    );
    if (!row) return;
    const cost = costOf({ ...minutesOf(presence), parts }, await this.rates.current(tx));
    const { currency, total, ...of } = cost;
    if (row.cost !== null && Number(row.cost) === total) return;
    await tx.query('update deal_tickets set cost = $2, cost_currency = $3, cost_of = $4 where visit_id = $1', [
      visitId,
      total,
      currency,
      JSON.stringify(of),
    ]);
    if (total === 0) return;
    const deal = await this.writer.hold(tx, row.dealId);
    await this.writer.apply(tx, SYSTEM, deal, {}, [
      { type: 'deal.visit-costed', data: { kind: row.kind, totalMinor: total, currency, unpriced: of.unpriced } },
    ]);
  }

  private async requireSite(tx: Tx, { companyId }: Deal, siteId: string): Promise<void> {
    const [site] = await tx.query(
      'select 1 from sites where id = $1 and company_id = $2 and deleted_at is null for key share',
      [siteId, companyId],
    );
    if (!site) throw invalid('siteId', 'is no site of this company');
  }

  /** The deal shows how far its visit is, and remembers how it ended. */
  @Policy('visit.changed', 5.5)
  async moved(tx: Tx, { visitId, ticketId, to }: Events['visit.changed']): Promise<void> {
    const rows = await tx.query<{ dealId: string; kind: string }>(
      `update deal_tickets set visit_id = $2, visit_state = $3
       where kind = 'visit' and (visit_id = $2 or (visit_id is null and ticket_id = $1))
       returning deal_id as "dealId", visit_kind as kind`,
      [ticketId, visitId, to],
    );
    for (const { dealId, kind } of rows) {
      if (!ENDED.includes(to)) continue;
      const deal = await this.writer.lock(tx, SYSTEM, dealId);
      await this.writer.apply(tx, SYSTEM, deal, {}, [
        { type: 'deal.visit-ended', data: { kind, state: to, ticketId } },
      ]);
    }
  }
}
