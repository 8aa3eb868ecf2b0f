import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Call } from '../channels/calls/call.entity.js';
import { CallsService } from '../channels/calls/calls.service.js';
import { Extensions } from '../channels/calls/extensions.service.js';
import { Clock } from '../platform/clock.js';
import { can, type Actor } from '../platform/http/access.decorators.js';
import { AssignmentTerms } from '../routing/assignment/assignment-terms.service.js';
import { Offers } from '../routing/assignment/offers.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { inTurn } from './call-back.rules.js';
import { CallViews } from './call-views.service.js';
import { Hunting } from './extensions/hunting.service.js';
import { ringsAt, type Listener } from './ringing.rules.js';

/** Which of the calls that wait ring at a person now: in the console, and at the telephones of whoever wants that. */
@Injectable()
export class RingingCalls {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly calls: CallsService,
    private readonly views: CallViews,
    private readonly offers: Offers,
    private readonly terms: AssignmentTerms,
    private readonly tickets: TicketsService,
    private readonly hunting: Hunting,
    private readonly extensions: Extensions,
  ) {}

  async now(actor: Actor): Promise<Call[]> {
    const [{ current, unwrapped }, open] = await Promise.all([this.calls.ofAgent(actor.id!), this.calls.open()]);
    return this.among(actor, await this.waiting(actor, open), current !== null || unwrapped !== null);
  }

  /** In their order, those that the person may know of. */
  async waiting(actor: Actor, open: Call[]): Promise<Call[]> {
    const calls = open.filter(({ state }) => state === 'waiting').sort(byPlace);
    const seen = await Promise.all(calls.map((call) => this.views.sees(actor, call)));
    return calls.filter((_, index) => seen[index]);
  }

  async among(actor: Actor, waiting: Call[], busy: boolean): Promise<Call[]> {
    if (waiting.length === 0 || !can(actor, 'calls:take')) return [];
    const ticketIds = waiting.flatMap(({ ticketId }) => (ticketId ? [ticketId] : []));
    const [person, offers, asked, unplaced, terms, tickets] = await Promise.all([
      this.listener(actor, busy),
      this.offers.of(actor.id!),
      this.offers.asked(ticketIds),
      this.offers.unplaced(ticketIds),
      this.terms.now(),
      this.tickets.rowsById(ticketIds),
    ]);
    const meantFor = ({ wantedUserId, ticketId }: Call): string | null =>
      wantedUserId ?? tickets.get(ticketId ?? '')?.assigneeId ?? null;
    const available = await this.extensions.online(waiting.flatMap((call) => meantFor(call) ?? []));
    const turns = await Promise.all(waiting.map((call) => this.hunting.turn(call)));
    const offered = new Set(offers.map(({ ticket }) => ticket.id));
    const now = this.clock.now();
    const rung = waiting.filter((call, at) => {
      const row = call.ticketId ? tickets.get(call.ticketId) : undefined;
      const ringing = {
        turn: turns[at]?.flatMap(({ userId }) => userId ?? []) ?? null,
        wantedUserId: call.wantedUserId,
        teamId: call.teamId,
        declined: call.declined,
        ringsSince: new Date(call.facts.rings ?? call.startedAt),
        assigneeId: row?.assigneeId ?? null,
        meantIsAway: !available.has(meantFor(call) ?? ''),
        teamDecides: row?.teamId ? terms.teams.has(row.teamId) : false,
        asked: call.ticketId !== null && asked.has(call.ticketId),
        foundNobody: call.ticketId !== null && unplaced.has(call.ticketId),
      };
      return ringsAt(ringing, { ...person, offered: call.ticketId !== null && offered.has(call.ticketId) }, now);
    });
    return inTurn(rung);
  }

  private async listener(actor: Actor, busy: boolean): Promise<Omit<Listener, 'offered'>> {
    const [row] = await this.db.query<{ online: boolean }[]>(
      `select availability = 'online' as online from users where id = $1`,
      [actor.id],
    );
    return { id: actor.id!, online: row?.online ?? false, busy, teamIds: actor.teamIds };
  }
}

const byPlace = (a: Call, b: Call): number =>
  (a.waitingAt ?? a.startedAt).getTime() - (b.waitingAt ?? b.startedAt).getTime();
