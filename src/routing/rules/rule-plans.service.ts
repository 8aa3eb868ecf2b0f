import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Status } from '../../tickets/status.entity.js';
import { Macro } from '../../tickets/templates/macro.entity.js';
import { TicketContributions } from '../../tickets/ticket-contributions.service.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { isOpen, type StatusCategory } from '../../tickets/ticket.rules.js';
import { actionsOfMacro, planOf, type Effects, type RuleAction, type RulePlan } from './rule.rules.js';

type Refused = Effects['refused'];

/**
 * What a rule's actions come to on a ticket. A team, person, status or macro may be gone since the rule was saved, and a
 * ticket may wait for a visit that must come before it is solved: that part is left out and said, because a rule must
 * never keep a customer's message from being stored.
 */
@Injectable()
export class RulePlans {
  constructor(
    private readonly clock: Clock,
    private readonly contributions: TicketContributions,
  ) {}

  async of(tx: Tx, ticket: Ticket, actions: readonly RuleAction[]): Promise<{ plan: RulePlan; refused: Refused }> {
    const refused: Refused = [];
    const plain = await this.withMacros(tx, actions, refused);
    const plan = planOf(plain, ticket, this.clock.now());
    await this.leaveOutGone(tx, ticket, plan, refused);
    return { plan, refused };
  }

  private async withMacros(tx: Tx, actions: readonly RuleAction[], refused: Refused): Promise<RuleAction[]> {
    const plain: RuleAction[] = [];
    for (const action of actions) {
      if (action.type !== 'macro') {
        plain.push(action);
        continue;
      }
      const macro = await tx.find(Macro, { id: action.value });
      if (macro) plain.push(...actionsOfMacro(macro.actions));
      else refused.push({ type: 'macro', why: 'gone' });
    }
    return plain;
  }

  private async leaveOutGone(tx: Tx, ticket: Ticket, { change }: RulePlan, refused: Refused): Promise<void> {
    const { teamId, assigneeId, statusId } = change;
    if (teamId && teamId !== ticket.teamId && !(await this.exists(tx, 'select 1 from teams where id = $1', teamId))) {
      delete change.teamId;
      refused.push({ type: 'team', why: 'gone' });
    }
    const works = 'select 1 from users where id = $1 and active';
    if (assigneeId && assigneeId !== ticket.assigneeId && !(await this.exists(tx, works, assigneeId))) {
      delete change.assigneeId;
      refused.push({ type: 'assignee', why: 'gone' });
    }
    const status = statusId && statusId !== ticket.statusId ? await tx.find(Status, { id: statusId }) : undefined;
    const gone = status === null || Boolean(status?.deletedAt);
    const why = gone ? 'gone' : await this.hindrance(tx, ticket, status?.category ?? change.category);
    if (!why) return;
    delete change.statusId;
    delete change.category;
    refused.push({ type: 'status', why });
  }

  /** A ticket that waits for a visit is not solved by a rule either. */
  private async hindrance(tx: Tx, ticket: Ticket, wanted: StatusCategory | undefined): Promise<string | undefined> {
    if (!wanted || isOpen(wanted) || !isOpen(ticket.category)) return undefined;
    return (await this.contributions.hindrance(tx, ticket.id))?.code;
  }

  private async exists(tx: Tx, sql: string, id: string): Promise<boolean> {
    return (await tx.query(sql, [id])).length > 0;
  }
}
