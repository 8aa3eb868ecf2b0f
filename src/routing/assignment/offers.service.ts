import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, notFound } from '../../platform/http/refusal.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketsService } from '../../tickets/tickets.service.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import type { OfferView } from './assignment.dto.js';
import { AssignmentTerms } from './assignment-terms.service.js';
import { Giving, type Told } from './giving.js';
import { isForTheTaking, TeamLine } from './line.js';
import { settled } from './settled.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'assignment.expire': { offerId: string };
  }
}

interface OfferRow {
  id: string;
  ticket_id: string;
  team_id: string;
  user_id: string;
  because: Told;
  offered_at: Date;
  expires_at: Date;
}
type Ended = Events['assignment.offer-ended']['state'];

/** Offers: somebody takes the ticket in time, or the next one is asked. Whoever is first wins, by compare-and-set. */
@Injectable()
export class Offers {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly tickets: TicketsService,
    private readonly writer: TicketWriter,
    private readonly terms: AssignmentTerms,
    private readonly giving: Giving,
    private readonly line: TeamLine,
  ) {}

  /** What is offered to a person now, as the card shows it. */
  async of(userId: string): Promise<OfferView[]> {
    const rows = await this.db.query<OfferRow[]>(
      `select * from assignment_offers where user_id = $1 and state = 'pending' and expires_at > $2 order by expires_at`,
      [userId, this.clock.now()],
    );
    const placed = await this.tickets.rowsById(rows.map((row) => row.ticket_id));
    return rows.flatMap((row) => {
      const ticket = placed.get(row.ticket_id)?.row;
      if (!ticket) return [];
      const { id, offered_at: offeredAt, expires_at: expiresAt, because } = row;
      return [{ id, ticket, offeredAt, expiresAt, because: { assignment: { ...because } } }];
    });
  }

  /** Those of the tickets that somebody is asked about now. */
  async asked(ticketIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ ticket_id: string }[]>(
      `select ticket_id from assignment_offers where ticket_id = any($1::uuid[]) and state = 'pending' and expires_at > $2`,
      [ticketIds, this.clock.now()],
    );
    return new Set(rows.map(({ ticket_id }) => ticket_id));
  }

  /** Those of the tickets that stand in line because nobody was found for them who has room. */
  async unplaced(ticketIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ ticket_id: string }[]>(
      // Without a reason nobody has looked yet; an offer that has run out is followed by the next in a moment.
      `select ticket_id from assignment_waiting w where ticket_id = any($1::uuid[]) and because <> '{}'
         and not exists (select from assignment_offers o where o.ticket_id = w.ticket_id and o.state = 'pending')`,
      [ticketIds],
    );
    return new Set(rows.map(({ ticket_id }) => ticket_id));
  }

  /** Returns the ticket's id. */
  accept(actor: Actor, offerId: string): Promise<string> {
    return this.work.run(async (tx) => {
      const { offer, ticket } = await this.mine(tx, actor, offerId);
      if (!(await this.end(tx, offer, 'accepted', { inTime: true })) || !isForTheTaking(ticket)) throw over();
      await this.giving.assign(tx, ticket, offer.user_id, offer.team_id, { ...offer.because, offered: true });
      // They may be asked about another one now.
      await this.line.fillTeamsOf(tx, offer.user_id);
      return ticket.id;
    });
  }

  decline(actor: Actor, offerId: string): Promise<void> {
    return this.work.run(async (tx) => {
      const { offer, ticket } = await this.mine(tx, actor, offerId);
      if (!(await this.end(tx, offer, 'declined', { inTime: true }))) throw over();
      await this.askNext(tx, offer, ticket);
    });
  }

  @Subscribe('assignment.offered', { name: 'assignment.expire-later' })
  offered({ offerId, expiresAt }: Events['assignment.offered']): Promise<void> {
    const delayMs = Math.max(0, Date.parse(expiresAt) - this.clock.millis());
    return this.jobs.add('assignment.expire', { offerId }, { delayMs });
  }

  @Job('assignment.expire')
  async expire({ offerId }: { offerId: string }): Promise<void> {
    await this.work.run(async (tx) => {
      const [offer] = await tx.query<OfferRow>('select * from assignment_offers where id = $1', [offerId]);
      if (!offer || offer.expires_at > this.clock.now()) return;
      // The ticket first, always: whoever accepts, claims or closes it holds it too.
      const ticket = await this.writer.lock(tx, offer.ticket_id);
      if (await this.end(tx, offer, 'expired')) await this.askNext(tx, offer, ticket);
    });
  }

  /** Who goes away, or leaves the team, holds up nobody. They have not declined: they may be asked again. */
  async withdrawFrom(tx: Tx, userId: string, { whereNoLongerMember = false } = {}): Promise<void> {
    const rows = await tx.query<OfferRow>(
      `select o.* from assignment_offers o where o.user_id = $1 and o.state = 'pending'
         and (not $2::boolean or not exists (select from memberships m join users u on u.id = m.user_id
           where m.user_id = o.user_id and m.team_id = o.team_id and u.active))
       order by o.ticket_id`,
      [userId, whereNoLongerMember],
    );
    for (const offer of rows) {
      // Whoever holds the ticket now is about to take or close it; if not, the offer runs out by itself.
      const [free] = await tx.query('select 1 from tickets where id = $1 for update skip locked', [offer.ticket_id]);
      if (!free) continue;
      const ticket = await this.writer.lock(tx, offer.ticket_id);
      if (await this.end(tx, offer, 'withdrawn')) await this.placeAgain(tx, ticket);
    }
  }

  private async mine(tx: Tx, actor: Actor, offerId: string): Promise<{ offer: OfferRow; ticket: Ticket }> {
    const [offer] = await tx.query<OfferRow>('select * from assignment_offers where id = $1 and user_id = $2', [
      offerId,
      actor.id,
    ]);
    if (!offer) throw notFound('offer');
    return { offer, ticket: await this.writer.lock(tx, offer.ticket_id) };
  }

  private async end(tx: Tx, offer: OfferRow, state: Ended, { inTime = false } = {}): Promise<boolean> {
    const now = this.clock.now();
    const ended = await tx.query(
      `update assignment_offers set state = $2, ended_at = $3
       where id = $1 and state = 'pending' and (not $4::boolean or expires_at > $3) returning id`,
      [offer.id, state, now, inTime],
    );
    if (ended.length === 0) return false;
    const { id: offerId, ticket_id: ticketId, user_id: userId } = offer;
    tx.emit('assignment.offer-ended', { offerId, ticketId, userId, state });
    return true;
  }

  /** The person is remembered as asked, so that the next one gets their chance; and they are free for others in line. */
  private async askNext(tx: Tx, offer: OfferRow, ticket: Ticket): Promise<void> {
    await tx.query(
      `update assignment_waiting set asked = asked || jsonb_build_object($2::text, $3::text) where ticket_id = $1`,
      [ticket.id, offer.user_id, this.clock.now().toISOString()],
    );
    await this.placeAgain(tx, ticket);
    await this.line.fillTeamsOf(tx, offer.user_id);
  }

  private async placeAgain(tx: Tx, ticket: Ticket): Promise<void> {
    const team = ticket.teamId ? (await this.terms.now()).teams.get(ticket.teamId) : undefined;
    settled(tx, ticket);
    if (team && isForTheTaking(ticket)) await this.line.place(tx, ticket, team);
  }
}

const over = () => conflict('offer_over', 'This offer is over: somebody else was asked, or took it.');
