import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { decide, type Candidate, type Decision, type Demand, type LineOrder } from './assignment.rules.js';
import { AssignmentTerms, type AllTerms, type TeamTerms } from './assignment-terms.service.js';
import { Candidates } from './candidates.js';
import { demandOf, Demands, type Asking, type Waited, type Wish } from './demands.js';
import { Giving, leaveLine, toldOf } from './giving.js';
import { holdPerson, holdTeam } from './team-locks.js';

interface WaitingRow extends Asking {
  since: Date;
  asked: Record<string, string>;
  lookAt: Date | null;
}

/** So far down the line somebody with the right skills is looked for; the rest waits for the next who is free. */
const LOOKED_AT = 200;

const ORDERS: Record<LineOrder, string> = {
  priority: 't.priority desc',
  due: 't.due_at asc nulls last',
  age: 't.created_at asc',
};
export const lineOrder = (order: readonly LineOrder[]): string =>
  [...order.map((key) => ORDERS[key]), 't.id'].join(', ');

/** Open, nobody's, and awake. */
export const isForTheTaking = (ticket: Ticket): boolean =>
  ticket.assigneeId === null &&
  ticket.mergedIntoId === null &&
  ticket.snoozedUntil === null &&
  (ticket.category === 'new' || ticket.category === 'open');

/** As the load counts it: ours to act on, or a live conversation. What rests there is told by the conversation itself. */
export const takesAttention = (ticket: Ticket, live: readonly string[]): boolean =>
  ticket.mergedIntoId === null &&
  ticket.snoozedUntil === null &&
  (ticket.category === 'new' || ticket.category === 'open') &&
  (ticket.waitingSince !== null ||
    ticket.firstResponseAt === null ||
    ticket.channels.some((channel) => live.includes(channel)));

const hasTime = ({ online, load, most, offered }: Candidate, { acceptSeconds }: TeamTerms): boolean =>
  online && most > 0 && (load === 0 || load < most) && !(offered && acceptSeconds !== null);

const ASKING = `t.id, t.contact_id as "contactId", t.inbox_id as "inboxId", t.channels, t.tags`;

/** The line of a team: a ticket finds somebody, or waits; whoever becomes free gets the first in line that they can take. */
@Injectable()
export class TeamLine {
  constructor(
    private readonly clock: Clock,
    private readonly terms: AssignmentTerms,
    private readonly candidates: Candidates,
    private readonly demands: Demands,
    private readonly giving: Giving,
    private readonly writer: TicketWriter,
  ) {}

  /** For a ticket that this transaction holds. Returns who had an offer of it from another team, which is over now. */
  async place(tx: Tx, ticket: Ticket, team: TeamTerms): Promise<string | null> {
    const held = await holdTeam(tx, team.teamId);
    const all = await this.terms.now();
    // Asked in one go: none of it depends on the rest, and the lock comes before all of it.
    const [standing, people, wish] = await Promise.all([
      this.standing(tx, ticket, team),
      held ? this.candidates.of(tx, team.teamId, all) : [],
      this.demands.of(tx, ticket, all, team),
    ]);
    const { offeredBy, inLine } = standing;
    if (offeredBy === team.teamId) return null;
    const offeredTo = offeredBy ? await this.leave(tx, ticket, null) : null;
    const waited = offeredBy ? this.fresh() : standing.waited;
    if (held) await this.find(tx, ticket, team, { waited, people, wish, inLine: inLine && !offeredBy });
    else await this.later(tx, ticket, team, waited);
    return offeredTo;
  }

  private async later(tx: Tx, ticket: Ticket, team: TeamTerms, waited: Waited): Promise<void> {
    await this.wait(tx, ticket.id, team, waited, null);
    tx.emit('assignment.wanted', { teamId: team.teamId });
  }

  private async find(
    tx: Tx,
    ticket: Ticket,
    team: TeamTerms,
    { waited, people, wish, inLine }: { waited: Waited; people: Candidate[]; wish: Wish; inLine: boolean },
  ): Promise<void> {
    const all = await this.terms.now();
    const demand = demandOf(wish, waited);
    const decision = await this.decided(tx, demand, people, team, all);
    const told = toldOf(decision, team, this.clock.millis() - waited.since.getTime());
    if (!decision.chosen || team.acceptSeconds !== null) await this.wait(tx, ticket.id, team, waited, decision);
    if (decision.chosen) await this.giving.give(tx, ticket, decision.chosen.id, team, told, { inLine });
  }

  /**
   * Gives those in line to whoever is free now, within the transaction that made them free. Tickets that another
   * transaction holds are left to it, or to a later look.
   */
  async fill(tx: Tx, team: TeamTerms): Promise<void> {
    if (!(await holdTeam(tx, team.teamId))) return void tx.emit('assignment.wanted', { teamId: team.teamId });
    const waiting = await this.inLine(tx, team);
    if (waiting.length === 0) return;
    const all = await this.terms.now();
    const people = await this.candidates.of(tx, team.teamId, all);
    let leftOut = false;
    for (const row of waiting) {
      if (!people.some((person) => hasTime(person, team))) break;
      const demand = demandOf(await this.demands.of(tx, row, all, team), row);
      const decision = await this.decided(tx, demand, people, team, all);
      if (decision.candidates.some(({ verdict }) => verdict === 'held')) leftOut = true;
      if (!decision.chosen) {
        if (decision.lookAgainAt?.getTime() !== row.lookAt?.getTime()) await this.wait(tx, row.id, team, row, decision);
        continue;
      }
      const ticket = await this.take(tx, row.id, team.teamId);
      if (!ticket) {
        leftOut = true;
        continue;
      }
      const told = toldOf(decision, team, this.clock.millis() - row.since.getTime());
      await this.giving.give(tx, ticket, decision.chosen.id, team, told);
    }
    if (leftOut) tx.emit('assignment.wanted', { teamId: team.teamId });
  }

  /** Somebody can take more than before: they came, have less to do, or know more. */
  async fillTeamsOf(tx: Tx, userId: string): Promise<void> {
    for (const team of await this.teamsOf(tx, userId)) await this.fill(tx, team);
  }

  /** Those that decide by themselves. */
  private async teamsOf(tx: Tx, userId: string): Promise<TeamTerms[]> {
    const { teams } = await this.terms.now();
    if (teams.size === 0) return [];
    const rows = await tx.query<{ team_id: string }>(
      'select team_id from memberships where user_id = $1 and team_id = any($2::uuid[]) order by right(team_id::text, 7)',
      [userId, [...teams.keys()]],
    );
    return rows.map(({ team_id }) => teams.get(team_id)!);
  }

  /** Somebody has less to do than before. */
  async freed(tx: Tx, userId: string): Promise<void> {
    const teams = await this.teamsOf(tx, userId);
    if (teams.length === 0) return;
    tx.write(
      `insert into assignment_people (user_id, freed_at) values ($1, $2)
       on conflict (user_id) do update set freed_at = excluded.freed_at`,
      [userId, this.clock.now()],
    );
    for (const team of teams) await this.fill(tx, team);
  }

  /** It is no longer this line's. What was offered is withdrawn; returns whose offer that was. */
  async leave(tx: Tx, ticket: Ticket, takenBy: string | null): Promise<string | null> {
    const [[offer]] = await Promise.all([
      tx.query<{ id: string; user_id: string; state: 'accepted' | 'withdrawn' }>(
        `update assignment_offers set state = case when user_id = $2 then 'accepted' else 'withdrawn' end, ended_at = $3
         where ticket_id = $1 and state = 'pending' returning id, user_id, state`,
        [ticket.id, takenBy, this.clock.now()],
      ),
      leaveLine(tx, ticket.id),
    ]);
    if (!offer) return null;
    tx.emit('assignment.offer-ended', {
      offerId: offer.id,
      ticketId: ticket.id,
      userId: offer.user_id,
      state: offer.state,
    });
    return offer.state === 'withdrawn' ? offer.user_id : null;
  }

  /** What somebody has not begun goes back into its line. Returns how many. */
  async giveBack(tx: Tx, userId: string): Promise<number> {
    const rows = await tx.query<{ id: string }>(
      `select t.id from tickets t where t.assignee_id = $1 and t.merged_into_id is null and t.category in ('new', 'open')
         and not exists (select from messages m where m.ticket_id = t.id and m.author_kind = 'user' and m.author_id = $1)
       order by t.id`,
      [userId],
    );
    let given = 0;
    for (const { id } of rows) {
      const ticket = await this.writer.lock(tx, id);
      if (ticket.assigneeId !== userId) continue;
      if (await this.writer.apply(tx, ticket, SYSTEM, { assigneeId: null }, { assignment: { how: 'given_back' } }))
        given += 1;
    }
    return given;
  }

  /** Chooses, and makes sure: somebody whom another team gives something just now is passed over. */
  private async decided(
    tx: Tx,
    demand: Demand,
    people: Candidate[],
    team: TeamTerms,
    all: AllTerms,
  ): Promise<Decision> {
    for (;;) {
      const decision = decide(people, demand, team, this.clock.now());
      const { chosen } = decision;
      if (!chosen) return decision;
      // What is decided next in this transaction knows of it.
      const taken = { load: chosen.load + demand.weight, lastAssignedAt: this.clock.now(), offered: true };
      // Whoever no other team gives anything is as they were read, under the lock of this one.
      if (!chosen.shared) {
        Object.assign(chosen, taken);
        return decision;
      }
      const [held, loads] = await Promise.all([holdPerson(tx, chosen.id), this.candidates.loads(tx, [chosen.id], all)]);
      if (!held) {
        chosen.held = true;
        continue;
      }
      const load = loads.get(chosen.id) ?? 0;
      if (load === chosen.load) {
        Object.assign(chosen, taken);
        return decision;
      }
      chosen.load = load;
    }
  }

  /** Where it is in line, and whose offer it has: of this team, or of one that it has left since. */
  private async standing(
    tx: Tx,
    ticket: Ticket,
    team: TeamTerms,
  ): Promise<{ offeredBy: string | null; inLine: boolean; waited: Waited }> {
    const [row] = await tx.query<Waited & { team_id: string | null; offered_by: string | null }>(
      `select w.team_id, w.since, w.asked,
         (select o.team_id from assignment_offers o where o.ticket_id = t.id and o.state = 'pending') as offered_by
       from (select $1::uuid as id) t left join assignment_waiting w on w.ticket_id = t.id`,
      [ticket.id],
    );
    return {
      offeredBy: row!.offered_by,
      inLine: row!.team_id !== null,
      waited: row!.team_id === team.teamId ? { since: row!.since, asked: row!.asked } : this.fresh(),
    };
  }

  private fresh(): Waited {
    return { since: this.clock.now(), asked: {} };
  }

  private async wait(
    tx: Tx,
    ticketId: string,
    team: TeamTerms,
    waited: Waited,
    decision: Decision | null,
  ): Promise<void> {
    const lookAt = decision?.lookAgainAt ?? null;
    const because = decision ? toldOf(decision, team, this.clock.millis() - waited.since.getTime()) : {};
    const [row] = await tx.query<{ fresh: boolean }>(
      `insert into assignment_waiting (ticket_id, team_id, since, asked, because, look_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (ticket_id) do update set team_id = excluded.team_id, since = excluded.since, asked = excluded.asked,
         because = excluded.because, look_at = excluded.look_at
       returning xmax = 0 as fresh`,
      [ticketId, team.teamId, waited.since, JSON.stringify(waited.asked), JSON.stringify(because), lookAt],
    );
    if (row?.fresh) tx.emit('waiting.places-changed', { teamId: team.teamId, left: [] });
    tx.emit('assignment.waiting', { ticketId, teamId: team.teamId, lookAt: lookAt?.toISOString() ?? null });
  }

  private inLine(tx: Tx, team: TeamTerms): Promise<WaitingRow[]> {
    return tx.query<WaitingRow>(
      `select ${ASKING}, w.since, w.asked, w.look_at as "lookAt" from assignment_waiting w join tickets t on t.id = w.ticket_id
       where w.team_id = $1
         and not exists (select from assignment_offers o where o.ticket_id = w.ticket_id and o.state = 'pending')
       order by ${lineOrder(team.lineOrder)} limit ${LOOKED_AT}`,
      [team.teamId],
    );
  }

  /** The ticket, if nobody else holds it and it still waits here. */
  private async take(tx: Tx, id: string, teamId: string): Promise<Ticket | null> {
    const [free] = await tx.query('select 1 from tickets where id = $1 for update skip locked', [id]);
    if (!free) return null;
    const ticket = await this.writer.lock(tx, id);
    return isForTheTaking(ticket) && ticket.teamId === teamId ? ticket : null;
  }
}
