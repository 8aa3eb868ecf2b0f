import { Injectable } from '@nestjs/common';
import type {} from '../../conversations/conversation.events.js';
import type {} from '../../identity/identity.events.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy, Subscribe } from '../../platform/outbox/listeners.decorators.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { AssignmentTerms, type AllTerms } from './assignment-terms.service.js';
import { isForTheTaking, takesAttention, TeamLine } from './line.js';
import { Offers } from './offers.service.js';
import { settled, settledUpTo } from './settled.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'assignment.look': { teamId: string };
  }
}

/** What was held by somebody else is free again about then. */
const SOON_MS = 100;

/** Assignment by event: every change that can give a ticket somebody, or somebody time, decides in its own transaction. */
@Injectable()
export class AssignmentPolicy {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly terms: AssignmentTerms,
    private readonly line: TeamLine,
    private readonly offers: Offers,
    private readonly writer: TicketWriter,
  ) {}

  @Policy('ticket.created', 5.3)
  async created(tx: Tx, { ticketId, seq }: Events['ticket.created']): Promise<void> {
    const all = await this.terms.now();
    if (all.teams.size > 0) await this.look(tx, ticketId, { fromSeq: seq, seq }, all);
  }

  @Policy('ticket.changed', 5.3)
  async changed(tx: Tx, { ticketId, fromSeq, seq }: Events['ticket.changed']): Promise<void> {
    const all = await this.terms.now();
    if (all.teams.size > 0) await this.look(tx, ticketId, { fromSeq, seq }, all);
  }

  /** A live conversation that rests takes nobody's attention. */
  @Policy('conversation.changed', 5.3)
  async conversation(tx: Tx, { ticketId, what }: Events['conversation.changed']): Promise<void> {
    if (what !== 'ended' || (await this.terms.now()).teams.size === 0) return;
    const [row] = await tx.query<{ assignee_id: string | null }>('select assignee_id from tickets where id = $1', [
      ticketId,
    ]);
    if (row?.assignee_id) await this.line.freed(tx, row.assignee_id);
  }

  @Policy('identity.availability-changed', 5.3)
  async availability(tx: Tx, { userId, availability }: Events['identity.availability-changed']): Promise<void> {
    if (availability === 'online') await this.line.fillTeamsOf(tx, userId);
    else await this.offers.withdrawFrom(tx, userId);
  }

  /** Somebody joined or left a team, or left for good. */
  @Policy('identity.access-changed', 5.3)
  async access(tx: Tx, { userId, sessionId }: Events['identity.access-changed']): Promise<void> {
    if (sessionId || (await this.terms.now()).teams.size === 0) return;
    await this.offers.withdrawFrom(tx, userId, { whereNoLongerMember: true });
    await this.line.fillTeamsOf(tx, userId);
  }

  @Subscribe('assignment.wanted', { name: 'assignment.wanted' })
  wanted({ teamId }: Events['assignment.wanted']): Promise<void> {
    return this.jobs.add('assignment.look', { teamId }, { delayMs: SOON_MS });
  }

  @Subscribe('assignment.waiting', { name: 'assignment.waiting', when: ({ lookAt }) => lookAt !== null })
  waiting({ teamId, lookAt }: Events['assignment.waiting']): Promise<void> {
    const delayMs = Math.max(0, Date.parse(lookAt!) - this.clock.millis());
    return this.jobs.add('assignment.look', { teamId }, { delayMs });
  }

  @Job('assignment.look')
  async lookAtTeam({ teamId }: { teamId: string }): Promise<void> {
    const team = await this.terms.of(teamId);
    if (team) await this.work.run((tx) => this.line.fill(tx, team));
  }

  private async look(
    tx: Tx,
    ticketId: string,
    { fromSeq, seq }: { fromSeq: number; seq: number },
    all: AllTerms,
  ): Promise<void> {
    if (seq <= settledUpTo(tx, ticketId)) return;
    const ticket = await this.writer.lock(tx, ticketId);
    settled(tx, ticket);
    const freed = new Set(await this.predecessors(tx, ticket, fromSeq));
    const team = ticket.teamId ? all.teams.get(ticket.teamId) : undefined;
    const offeredTo =
      team && isForTheTaking(ticket)
        ? await this.line.place(tx, ticket, team)
        : await this.line.leave(tx, ticket, ticket.assigneeId);
    if (offeredTo) freed.add(offeredTo);
    if (ticket.assigneeId && !takesAttention(ticket, all.live)) freed.add(ticket.assigneeId);
    for (const userId of [...freed].sort()) await this.line.freed(tx, userId);
  }

  /** Whose ticket it was before the changes of this transaction. */
  private async predecessors(tx: Tx, ticket: Ticket, fromSeq: number): Promise<string[]> {
    if (fromSeq <= 1) return [];
    const rows = await tx.query<{ from: string | null }>(
      `select data->>'from' as "from" from ticket_events where ticket_id = $1 and seq >= $2 and type = 'ticket.assigned'`,
      [ticket.id, fromSeq],
    );
    return rows.flatMap(({ from }) => (from && from !== ticket.assigneeId ? [from] : []));
  }
}
