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
  private readonly visitsWanted = new WeakMap<Tx, Set<string>>();

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

  private async leaveOutGone(tx: Tx, ticket: Ticket, plan: RulePlan, refused: Refused): Promise<void> {
    const { change } = plan;
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
    const foreign = await this.foreignPlace(tx, ticket, change.siteId);
    if (foreign) {
      delete change.siteId;
      refused.push({ type: 'place', why: foreign });
    }
    const status = statusId && statusId !== ticket.statusId ? await tx.find(Status, { id: statusId }) : undefined;
    const gone = status === null || Boolean(status?.deletedAt);
    const wanted = status?.category ?? change.category;
    const why = gone ? 'gone' : await this.hindrance(tx, ticket, wanted, plan);
    if (why) {
      delete change.statusId;
      delete change.category;
      refused.push({ type: 'status', why });
    }
    // Dispatch would make none: what is solved wants nobody to come.
    if (plan.visits.length > 0 && !isOpen((why ? undefined : wanted) ?? ticket.category)) {
      plan.visits.length = 0;
      refused.push({ type: 'visit', why: 'solved' });
    }
  }

  private async foreignPlace(
    tx: Tx,
    { companyId, siteId: now }: Ticket,
    siteId: string | null | undefined,
  ): Promise<string | undefined> {
    if (!siteId || siteId === now) return undefined;
    const [site] = await tx.query<{ companyId: string }>(
      'select company_id as "companyId" from sites where id = $1 and deleted_at is null',
      [siteId],
    );
    if (!site) return 'gone';
    return site.companyId === companyId ? undefined : 'foreign_place';
  }

  /** A ticket that waits for a visit is not solved by a rule either, also where dispatch has yet to hear of the visit. */
  private async hindrance(
    tx: Tx,
    ticket: Ticket,
    wanted: StatusCategory | undefined,
    { visits }: RulePlan,
  ): Promise<string | undefined> {
    if (!wanted || isOpen(wanted) || !isOpen(ticket.category)) return undefined;
    if (visits.length > 0 || this.wantsVisit(tx, ticket.id)) return 'visit_open';
    return (await this.contributions.hindrance(tx, ticket.id))?.code;
  }

  /** A rule has asked for a visit in this transaction. */
  noteVisit(tx: Tx, ticketId: string): void {
    const known = this.visitsWanted.get(tx) ?? new Set<string>();
    this.visitsWanted.set(tx, known.add(ticketId));
  }

  private wantsVisit = (tx: Tx, ticketId: string): boolean => this.visitsWanted.get(tx)?.has(ticketId) ?? false;

  private async exists(tx: Tx, sql: string, id: string): Promise<boolean> {
    return (await tx.query(sql, [id])).length > 0;
  }
}
