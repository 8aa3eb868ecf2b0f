import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { Ticket } from '../tickets/ticket.entity.js';
import { priorityRank } from '../tickets/ticket.rules.js';
import { TicketWriter, type Because, type HistoryEntry, type TicketChange } from '../tickets/ticket-writer.service.js';
import type { LedgerClock } from './ledger.rules.js';
import type { StepAction } from './policy.rules.js';
import { RotasService } from './rotas.service.js';
import type { ClockFact } from './sla.events.js';

export interface TakenStep {
  clock: LedgerClock;
  level: string;
  at: Date;
  /** The clock's own deadline. */
  due: Date | null;
  actions: readonly StepAction[];
  /** Noticed only when a later step was due too: written down, not acted upon. */
  outdated: boolean;
}

const HIGHEST = 4;

/** Does what a policy says is to be done at a moment of a clock. It decides; what reaches people leaves after the commit. */
@Injectable()
export class StepActions {
  constructor(
    private readonly clock: Clock,
    private readonly writer: TicketWriter,
    private readonly rotas: RotasService,
  ) {}

  async take(tx: Tx, ticket: Ticket, steps: readonly TakenStep[]): Promise<void> {
    for (const step of steps) {
      if (step.outdated) continue;
      const fact: ClockFact = {
        ticketId: ticket.id,
        target: step.clock.target,
        instance: step.clock.instance,
        level: step.level,
        at: step.at.toISOString(),
        dueAt: step.due?.toISOString() ?? null,
      };
      tx.emit(eventOf(step.level), fact);
      const change = await this.changeOf(tx, ticket, step.actions);
      await this.writer.apply(tx, ticket, SYSTEM, change, becauseOf(step), [entryOf(step)]);
      await this.tell(tx, ticket, step.actions, fact);
    }
  }

  /** What the step changes on the ticket; the last word of two actions holds. */
  private async changeOf(tx: Tx, ticket: Ticket, actions: readonly StepAction[]): Promise<TicketChange> {
    const change: TicketChange = {};
    for (const action of actions) {
      if (action.type === 'assign_team' && (await known(tx, 'teams', action.teamId))) change.teamId = action.teamId;
      if (action.type === 'assign_user' && (await active(tx, [action.userId])).length > 0)
        change.assigneeId = action.userId;
      if (action.type === 'assign_on_call') {
        const userId = await this.rotas.userOnCall(tx, action.rotaId, this.clock.now());
        if (userId) change.assigneeId = userId;
      }
      if (action.type === 'raise_priority') {
        const wanted = action.priority ? priorityRank(action.priority) : Math.min(HIGHEST, ticket.priority + 1);
        if (wanted > ticket.priority) change.priority = wanted;
      }
    }
    return change;
  }

  private async tell(tx: Tx, ticket: Ticket, actions: readonly StepAction[], fact: ClockFact): Promise<void> {
    for (const action of actions) {
      if (action.type !== 'notify' && action.type !== 'page') continue;
      const userIds = await this.peopleOf(tx, ticket, action);
      if (userIds.length === 0) continue;
      if (action.type === 'page') tx.emit('sla.page-wanted', { ...fact, userIds, by: action.by });
      else tx.emit('sla.notify-wanted', { ...fact, userIds });
    }
  }

  private async peopleOf(
    tx: Tx,
    ticket: Ticket,
    action: Extract<StepAction, { type: 'notify' | 'page' }>,
  ): Promise<string[]> {
    const to: readonly string[] = action.type === 'notify' ? (action.to ?? []) : [];
    const people = [...(action.userIds ?? [])];
    if (to.includes('assignee') && ticket.assigneeId) people.push(ticket.assigneeId);
    const wanted = await tx.query<{ id: string }>(
      `select user_id as id from memberships where $1 and team_id = $2
       union select user_id from ticket_followers where $3 and ticket_id = $4`,
      [to.includes('team'), ticket.teamId, to.includes('followers'), ticket.id],
    );
    const onCall = action.rotaId ? await this.rotas.userOnCall(tx, action.rotaId, this.clock.now()) : null;
    return active(tx, [...people, ...wanted.map((row) => row.id), ...(onCall ? [onCall] : [])]);
  }
}

function eventOf(level: string): 'sla.breached' | 'sla.escalated' | 'sla.warned' {
  if (level === 'breach') return 'sla.breached';
  return level.startsWith('after:') ? 'sla.escalated' : 'sla.warned';
}

const becauseOf = ({ clock, level }: TakenStep): Because => ({
  sla: { policy: clock.policy?.name ?? null, policyId: clock.policy?.policyId ?? null, target: clock.target, level },
});

const entryOf = ({ clock, level, at }: TakenStep): HistoryEntry => ({
  type: eventOf(level),
  data: { target: clock.target, instance: clock.instance, level, dueAt: at.toISOString() },
});

async function known(tx: Tx, table: 'teams', id: string): Promise<boolean> {
  return (await tx.query(`select 1 from ${table} where id = $1`, [id])).length > 0;
}

async function active(tx: Tx, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    'select id from users where id = any($1::uuid[]) and active order by id',
    [[...new Set(ids)]],
  );
  return rows.map((row) => row.id);
}
