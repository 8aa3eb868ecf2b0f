import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { newId } from '../../platform/ids.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketWriter, type HistoryEntry } from '../../tickets/ticket-writer.service.js';
import { snapshot, traces } from '../../tickets/undo.rules.js';
import { anyEffect, because, type Effects, type ReadyRule, type RulePlan } from './rule.rules.js';
import type { Cause } from './rule-cause.js';
import { RuleLimits } from './rule-limits.service.js';
import { RulePlans } from './rule-plans.service.js';
import { RuleSayings } from './rule-sayings.service.js';

/** Carries out what a rule says, through the one write path, and keeps what it did so that it can be taken back. */
@Injectable()
export class RuleActions {
  constructor(
    private readonly clock: Clock,
    private readonly writer: TicketWriter,
    private readonly plans: RulePlans,
    private readonly limits: RuleLimits,
    private readonly sayings: RuleSayings,
  ) {}

  /** Whether it did anything: a ticket that is as the rule wants it is left alone, and nothing is logged. */
  async carryOut(tx: Tx, ticket: Ticket, rule: ReadyRule, cause: Cause): Promise<boolean> {
    const { plan, refused } = await this.plans.of(tx, ticket, rule.actions);
    const differs = Object.entries(plan.change).some(
      ([key, value]) => JSON.stringify(ticket[key as keyof Ticket]) !== JSON.stringify(value),
    );
    if (!anyEffect(plan, differs)) return false;
    if (await this.limits.isOver(tx, rule, ticket, cause)) return false;
    const firingId = newId();
    const before = snapshot(ticket);
    const reason = because(rule, cause.because);
    await this.writer.apply(tx, ticket, SYSTEM, plan.change, reason, toldBeside(rule, plan, firingId, reason));
    const { tags: tagsBefore, ...rest } = traces(before, snapshot(ticket)).before;
    const done = traces(before, snapshot(ticket)).after;
    const effects: Effects = {
      before: rest,
      after: Object.fromEntries(Object.entries(done).filter(([key]) => key !== 'tags')),
      ...tagChanges(tagsBefore as string[] | undefined, ticket.tags),
      done: [],
      refused,
    };
    const known = refused.length;
    // Before what is said: what leaves by this firing refers to its row.
    await this.keep(tx, ticket, rule, cause, firingId, effects);
    await this.sayings.say(tx, ticket, rule, plan, { firingId, reason, effects });
    if (plan.visits.length > 0) this.plans.noteVisit(tx, ticket.id);
    if (effects.done.length + effects.refused.length > known) {
      await tx.query('update rule_firings set effects = $2 where id = $1', [firingId, JSON.stringify(effects)]);
    }
    return true;
  }

  private async keep(
    tx: Tx,
    ticket: Ticket,
    rule: ReadyRule,
    cause: Cause,
    firingId: string,
    effects: Effects,
  ): Promise<void> {
    await tx.query(
      `insert into rule_firings (id, rule_id, version, ticket_id, event, outcome, matched, effects, at)
       values ($1, $2, $3, $4, $5, 'done', $6, $7, $8)`,
      [
        firingId,
        rule.id,
        rule.version,
        ticket.id,
        cause.event,
        JSON.stringify(cause.because.slice(0, 50)),
        JSON.stringify(effects),
        this.clock.now(),
      ],
    );
  }
}

/** A rule that only speaks or asks leaves no changed field behind by which the ticket's history could name it. */
function toldBeside(
  rule: ReadyRule,
  { says, notices, hooks, visits }: RulePlan,
  firingId: string,
  reason: Record<string, unknown>,
): HistoryEntry[] {
  const did = [
    ...says.map(({ kind }) => kind),
    ...notices.map(() => 'notify'),
    ...hooks.map(() => 'webhook'),
    ...visits.map(() => 'visit'),
  ];
  if (did.length === 0) return [];
  return [
    {
      type: 'ticket.rule-fired',
      data: { ruleId: rule.id, rule: rule.name, version: rule.version, firingId, did },
      because: reason,
    },
  ];
}

function tagChanges(before: string[] | undefined, now: string[]): Pick<Effects, 'tagged' | 'untagged'> {
  if (!before) return { tagged: [], untagged: [] };
  return {
    tagged: now.filter((tag) => !before.includes(tag)),
    untagged: before.filter((tag) => !now.includes(tag)),
  };
}
