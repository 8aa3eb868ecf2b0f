import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid } from '../../platform/http/refusal.js';
import { judge, type Verdict } from '../../tickets/conditions/condition.rules.js';
import { TicketFactsService, type Happening } from '../../tickets/conditions/ticket-facts.service.js';
import { visibleTo } from '../../tickets/ticket.access.js';
import { Ticket } from '../../tickets/ticket.entity.js';
import { changedFields, previousFrom, type PastChange } from './changed-fields.rules.js';
import type { FieldDifference, PreviewHit, PreviewRule, RulePreview, SideEffect } from './rule.dto.js';
import { RulePlans } from './rule-plans.service.js';
import { worded } from './rule-words.rules.js';
import { anyEffect, type RuleDefinition, type RulePlan } from './rule.rules.js';
import { definitionOf, refuseUnsound, RulesService } from './rules.service.js';

const USUAL = 100;
const SHOWN = 100;

/** A dry run: what a rule would do to the newest tickets. Reads, and writes nothing. */
@Injectable()
export class RulePreviews {
  constructor(
    private readonly work: Work,
    private readonly rules: RulesService,
    private readonly facts: TicketFactsService,
    private readonly plans: RulePlans,
  ) {}

  async run(actor: Actor, { ruleId, rule, last = USUAL }: PreviewRule): Promise<RulePreview> {
    if (!ruleId === !rule) throw invalid('ruleId', 'name either ruleId or rule');
    if (rule) refuseUnsound(rule);
    const definition = rule ? definitionOf(rule) : await this.rules.require(ruleId!);
    return this.work.run(async (tx) => {
      const tickets = await this.newest(tx, actor, last);
      const items: PreviewHit[] = [];
      const tally = { matched: 0, acting: 0 };
      for (const ticket of tickets) {
        const verdict = await this.judged(tx, ticket, definition);
        if (!verdict.matched) continue;
        const { acts, hit } = await this.hit(tx, ticket, definition, verdict);
        tally.matched += 1;
        if (acts) tally.acting += 1;
        if (items.length < SHOWN) items.push(hit);
      }
      return { judged: tickets.length, ...tally, items };
    });
  }

  private async newest(tx: Tx, actor: Actor, last: number): Promise<Ticket[]> {
    const parameters: unknown[] = [last];
    const rows = await tx.query<{ id: string }>(
      `select t.id from tickets t where t.merged_into_id is null and not t.silent and ${visibleTo(actor, parameters)}
       order by t.created_at desc, t.id desc limit $1`,
      parameters,
    );
    const ids = rows.map((row) => row.id);
    const tickets = await tx.manager.createQueryBuilder(Ticket, 't').whereInIds(ids).getMany();
    const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** As if its event happened now. Of several, the first that it would apply to. */
  private async judged(tx: Tx, ticket: Ticket, { events, condition }: RuleDefinition): Promise<Verdict> {
    let verdict: Verdict = { matched: false, because: [] };
    for (const event of events) {
      const past = event === 'ticket.changed' ? await this.lastChange(tx, ticket) : {};
      verdict = judge(condition, await this.facts.load(tx, ticket, { event, ...past }));
      if (verdict.matched) break;
    }
    return verdict;
  }

  private async lastChange(tx: Tx, ticket: Ticket): Promise<Pick<Happening, 'changed' | 'previous'>> {
    const changes = await tx.query<PastChange>(
      `select e.type, e.data -> 'from' as "from", s.category
       from ticket_events e left join statuses s on e.type = 'ticket.status-changed' and s.id::text = e.data ->> 'from'
       where e.ticket_id = $1 and e.at = (select max(at) from ticket_events where ticket_id = $1 and data ? 'from')
       order by e.seq`,
      [ticket.id],
    );
    const previous = previousFrom(changes);
    return { previous, changed: Object.keys(previous) };
  }

  private async hit(
    tx: Tx,
    ticket: Ticket,
    { actions }: RuleDefinition,
    { because }: Verdict,
  ): Promise<{ acts: boolean; hit: PreviewHit }> {
    const { plan, refused } = await this.plans.of(tx, ticket, actions);
    const changes = differences(ticket, plan);
    const hit: PreviewHit = {
      ticket: { id: ticket.id, number: ticket.number, subject: ticket.subject },
      because,
      changes,
      effects: effectsOf(plan),
      refused,
    };
    return { acts: anyEffect(plan, changes.length > 0), hit };
  }
}

const differences = (ticket: Ticket, { change }: RulePlan): FieldDifference[] =>
  Object.entries(change)
    .filter(([key, value]) => JSON.stringify(ticket[key as keyof Ticket]) !== JSON.stringify(value))
    .map(([key, value]) => ({
      field: changedFields([key])[0] ?? key,
      from: worded(key, ticket[key as keyof Ticket]),
      to: worded(key, value),
    }));

const effectsOf = ({ says, notices, hooks, visits }: RulePlan): SideEffect[] => [
  ...says.map(({ kind, text }) => ({ type: kind, detail: text })),
  ...notices.map(({ text }) => ({ type: 'notify', detail: text })),
  ...hooks.map((url) => ({ type: 'webhook', detail: url })),
  ...visits.map((kind) => ({ type: 'visit', detail: kind })),
];
