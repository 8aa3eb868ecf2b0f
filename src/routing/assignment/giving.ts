import { Injectable } from '@nestjs/common';
import type {} from '../../channels/channel.events.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { newId } from '../../platform/ids.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import type { Decision } from './assignment.rules.js';
import type { TeamTerms } from './assignment-terms.service.js';
import { settled } from './settled.js';

/** More names than anybody reads. */
const TOLD = 12;

/** What "Why?" shows of a decision. */
export interface Told {
  strategy: string;
  how: string;
  team: string;
  required: Record<string, number>;
  candidates: Decision['candidates'];
  more?: number;
  waitedSeconds: number;
  offered?: boolean;
}

export const toldOf = ({ how, required, candidates }: Decision, team: TeamTerms, waitedMs: number): Told => ({
  strategy: team.strategy,
  how,
  team: team.teamName,
  required: { ...required },
  candidates: candidates.slice(0, TOLD),
  ...(candidates.length > TOLD && { more: candidates.length - TOLD }),
  waitedSeconds: Math.max(0, Math.round(waitedMs / 1000)),
});

export async function leaveLine(tx: Tx, ticketId: string): Promise<void> {
  const [row] = await tx.query<{ team_id: string }>(
    'delete from assignment_waiting where ticket_id = $1 returning team_id',
    [ticketId],
  );
  if (row) tx.emit('waiting.places-changed', { teamId: row.team_id, left: [ticketId] });
}

/** Gives a ticket that is held to somebody who was decided on: at once, or as an offer. */
@Injectable()
export class Giving {
  constructor(
    private readonly clock: Clock,
    private readonly writer: TicketWriter,
  ) {}

  async give(
    tx: Tx,
    ticket: Ticket,
    userId: string,
    team: TeamTerms,
    told: Told,
    { inLine = true } = {},
  ): Promise<void> {
    if (team.acceptSeconds !== null) return this.offer(tx, ticket, userId, team, told);
    await this.assign(tx, ticket, userId, team.teamId, told, { inLine });
  }

  /** `inLine`: it may stand in a line, which it leaves. */
  async assign(
    tx: Tx,
    ticket: Ticket,
    userId: string,
    teamId: string,
    told: Told,
    { inLine = true } = {},
  ): Promise<void> {
    const now = this.clock.now();
    const left = inLine ? leaveLine(tx, ticket.id) : null;
    tx.write(
      `insert into assignment_people (user_id, last_assigned_at) values ($1, $2)
       on conflict (user_id) do update set last_assigned_at = excluded.last_assigned_at`,
      [userId, now],
    );
    tx.write(
      `insert into assignment_takings (ticket_id, team_id, user_id, at, waited_seconds) values ($1, $2, $3, $4, $5)`,
      [ticket.id, teamId, userId, now, told.waitedSeconds],
    );
    await left;
    await this.writer.apply(tx, ticket, SYSTEM, { assigneeId: userId }, { assignment: told });
    settled(tx, ticket);
  }

  /** It stays in its place in line until somebody takes it. */
  private offer(tx: Tx, ticket: Ticket, userId: string, team: TeamTerms, told: Told): void {
    const now = this.clock.now();
    const offerId = newId();
    const expiresAt = new Date(now.getTime() + team.acceptSeconds! * 1000);
    tx.write(
      `insert into assignment_offers (id, ticket_id, team_id, user_id, because, offered_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [offerId, ticket.id, team.teamId, userId, JSON.stringify({ ...told, offered: true }), now, expiresAt],
    );
    tx.emit('assignment.offered', { offerId, ticketId: ticket.id, userId, expiresAt: expiresAt.toISOString() });
  }
}
