import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { AssignmentTerms } from './assignment-terms.service.js';
import { isForTheTaking, TeamLine } from './line.js';
import { Offers } from './offers.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'assignment.sweep': Record<string, never>;
    'assignment.forget': Record<string, never>;
  }
}

const BATCH = 200;
const KEEP_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * What events missed: a lost job, a ticket that came while a process did not yet know that its team decides by itself.
 * Also how a team begins: what is nobody's is placed, what it no longer decides is let go.
 */
@Injectable()
export class AssignmentUpkeep {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly terms: AssignmentTerms,
    private readonly line: TeamLine,
    private readonly offers: Offers,
    private readonly writer: TicketWriter,
  ) {}

  @Subscribe('assignment.terms-set', { name: 'assignment.terms-set' })
  async termsSet({ teamId }: Events['assignment.terms-set']): Promise<void> {
    this.terms.changed();
    const { teams } = await this.terms.now();
    if (teamId && !teams.has(teamId)) return this.letGo(teamId);
    for (const id of teamId ? [teamId] : teams.keys()) await this.placeAll(id);
  }

  @Job('assignment.sweep', { every: 15_000 })
  async sweep(): Promise<void> {
    const { teams } = await this.terms.now();
    const now = this.clock.now();
    const late = await this.db.query<{ id: string }[]>(
      `select id from assignment_offers where state = 'pending' and expires_at <= $1 order by expires_at limit ${BATCH}`,
      [now],
    );
    for (const { id } of late) await this.offers.expire({ offerId: id });
    const lines = await this.db.query<{ team_id: string }[]>('select distinct team_id from assignment_waiting');
    for (const { team_id } of lines) {
      const team = teams.get(team_id);
      if (team) await this.work.run((tx) => this.line.fill(tx, team));
    }
    for (const teamId of teams.keys()) await this.placeMissed(teamId);
  }

  @Job('assignment.forget', { cron: '53 3 * * *' })
  async forget(): Promise<void> {
    const before = new Date(this.clock.millis() - KEEP_DAYS * DAY_MS);
    await this.db.query('delete from assignment_takings where at < $1', [before]);
    await this.db.query('delete from assignment_offers where ended_at < $1', [before]);
  }

  private async placeAll(teamId: string): Promise<void> {
    while ((await this.placeMissed(teamId)) === BATCH);
    const team = (await this.terms.now()).teams.get(teamId);
    if (team) await this.work.run((tx) => this.line.fill(tx, team));
  }

  /** Tickets of the team that are nobody's and do not stand in line. Returns how many were found. */
  private async placeMissed(teamId: string): Promise<number> {
    if (!(await this.terms.now()).teams.has(teamId)) return 0;
    const missed = await this.db.query<{ id: string }[]>(
      `select t.id from tickets t where t.team_id = $1 and t.assignee_id is null and t.category in ('new', 'open')
         and t.merged_into_id is null and t.snoozed_until is null
         and not exists (select from assignment_waiting w where w.ticket_id = t.id and w.team_id = t.team_id)
       order by t.priority desc, t.due_at asc nulls last, t.created_at limit ${BATCH}`,
      [teamId],
    );
    for (const { id } of missed) {
      await this.work.run(async (tx) => {
        const ticket = await this.writer.lock(tx, id);
        const team = ticket.teamId ? (await this.terms.now()).teams.get(ticket.teamId) : undefined;
        if (team && isForTheTaking(ticket)) await this.line.place(tx, ticket, team);
      });
    }
    return missed.length;
  }

  private async letGo(teamId: string): Promise<void> {
    const rows = await this.db.query<{ ticket_id: string }[]>(
      'select ticket_id from assignment_waiting where team_id = $1 order by ticket_id',
      [teamId],
    );
    for (const { ticket_id } of rows) {
      await this.work.run(async (tx) => {
        const ticket = await this.writer.lock(tx, ticket_id);
        if (!ticket.teamId || !(await this.terms.now()).teams.has(ticket.teamId))
          await this.line.leave(tx, ticket, null);
      });
    }
  }
}
