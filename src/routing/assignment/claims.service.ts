import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, notFound } from '../../platform/http/refusal.js';
import { UsersService } from '../../identity/people/users.service.js';
import { visibleTo } from '../../tickets/ticket.access.js';
import type { TicketRowView } from '../../tickets/ticket.dto.js';
import { TicketsService } from '../../tickets/tickets.service.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';

/** People who help themselves. However many reach for the same ticket, one gets it. */
@Injectable()
export class Claims {
  constructor(
    private readonly work: Work,
    private readonly tickets: TicketsService,
    private readonly users: UsersService,
    private readonly writer: TicketWriter,
  ) {}

  /** Returns the ticket's id. */
  async claim(actor: Actor, idOrNumber: string): Promise<string> {
    const taken = await this.work.run(async (tx) => {
      const ticket = await this.tickets.lockForWork(tx, actor, idOrNumber);
      if (ticket.assigneeId === actor.id) return { id: ticket.id };
      if (ticket.assigneeId) return { id: ticket.id, by: ticket.assigneeId };
      if (ticket.category === 'solved' || ticket.category === 'closed')
        throw conflict('not_open', 'This ticket is done. Reopen it first.');
      await this.writer.apply(tx, ticket, actor, { assigneeId: actor.id }, { claimed: 'this' });
      return { id: ticket.id };
    });
    if (!taken.by) return taken.id;
    const by = (await this.users.briefs([taken.by])).get(taken.by);
    throw conflict('already_assigned', `${by?.name ?? 'Somebody'} has it already.`, { assignee: by ?? null });
  }

  /** The first that is nobody's, of the person's teams. Those that another transaction holds are passed over. */
  async next(actor: Actor, teamId: string | undefined): Promise<TicketRowView | null> {
    if (teamId && actor.ticketScope !== 'all' && !actor.teamIds.includes(teamId)) throw notFound('team');
    const id = await this.work.run(async (tx) => {
      const found = await this.firstFree(tx, actor, teamId ? [teamId] : [...actor.teamIds]);
      if (!found) return null;
      const ticket = await this.writer.lock(tx, found);
      await this.writer.apply(tx, ticket, actor, { assigneeId: actor.id }, { claimed: 'next' });
      return found;
    });
    return id ? ((await this.tickets.rowsById([id])).get(id)?.row ?? null) : null;
  }

  private async firstFree(tx: Tx, actor: Actor, teamIds: string[]): Promise<string | null> {
    const parameters: unknown[] = [teamIds, actor.id];
    const [row] = await tx.query<{ id: string }>(
      `select t.id from tickets t
       where t.assignee_id is null and t.category in ('new', 'open') and t.merged_into_id is null
         and t.snoozed_until is null and t.team_id = any($1::uuid[])
         and not exists (select from assignment_offers o where o.ticket_id = t.id and o.state = 'pending' and o.user_id <> $2)
         and ${visibleTo(actor, parameters)}
       order by t.priority desc, t.due_at asc nulls last, t.created_at, t.id
       limit 1 for update of t skip locked`,
      parameters,
    );
    return row?.id ?? null;
  }
}
