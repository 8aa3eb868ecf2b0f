import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound, Refusal, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { conditionProblems, type Condition } from '../../tickets/conditions/condition.rules.js';
import type { NewRule, RuleChange, RuleTime, RuleView } from './rule.dto.js';
import { Rule } from './rule.entity.js';
import { actionProblems, type RuleAction, type TimeTrigger } from './rule.rules.js';

const WEEK_MS = 7 * 86_400_000;
const MOST_RULES = 500;

/** Keeps the rules, their order and all their versions. */
@Injectable()
export class RulesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  list(): Promise<RuleView[]> {
    return this.read();
  }

  async one(id: string): Promise<RuleView> {
    const [rule] = await this.read(id);
    if (!rule) throw notFound('rule');
    return rule;
  }

  /** Behind the others, where it takes nothing from them. */
  async create(actor: Actor, body: NewRule): Promise<string> {
    refuseUnsound(body);
    const now = this.clock.now();
    return this.work.run(async (tx) => {
      const [last] = await tx.query<{ position: number; count: number }>(
        'select coalesce(max(position), 0)::int as position, count(*)::int as count from rules where deleted_at is null',
      );
      if (last!.count >= MOST_RULES) throw new Refusal('too_many', 422, `There are ${MOST_RULES} rules already.`);
      const rule: Rule = {
        ...definitionOf(body),
        id: newId(),
        position: last!.position + 1,
        about: body.about ?? null,
        active: body.active ?? true,
        ratePerHour: body.ratePerHour ?? null,
        shipped: null,
        version: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      await tx.insert(Rule, rule as never);
      await this.told(tx, actor, rule, 'rule.created');
      return rule.id;
    });
  }

  change(actor: Actor, id: string, { version, ...change }: RuleChange): Promise<void> {
    return this.work.run(async (tx) => {
      const rule = await this.locked(tx, id);
      if (version !== undefined && version !== rule.version) throw stale(rule.version);
      const wanted = {
        name: change.name ?? rule.name,
        events: change.events ?? rule.events,
        time: change.time === undefined ? rule.time : change.time,
        condition: change.condition ?? (rule.condition as unknown as Record<string, unknown>),
        actions: change.actions ?? (rule.actions as unknown as Record<string, unknown>[]),
        stop: change.stop ?? rule.stop,
      };
      refuseUnsound(wanted);
      Object.assign(rule, definitionOf(wanted), {
        about: change.about === undefined ? rule.about : change.about,
        active: change.active ?? rule.active,
        ratePerHour: change.ratePerHour === undefined ? rule.ratePerHour : change.ratePerHour,
        version: rule.version + 1,
        updatedAt: this.clock.now(),
      });
      await tx.manager.update(Rule, { id }, rule as never);
      await this.told(tx, actor, rule, 'rule.changed');
    });
  }

  /** What it did stays in the log, and can still be undone. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const rule = await this.locked(tx, id);
      await tx.query('update rules set deleted_at = $2, active = false where id = $1', [id, this.clock.now()]);
      await tx.query('delete from rule_marks where rule_id = $1', [id]);
      tx.emit('rule.changed', { ruleId: id });
      const data = { name: rule.name };
      await this.audit.record(tx, { actor, action: 'rule.deleted', target: { kind: 'rule', id }, data });
    });
  }

  /** All of them at once: whoever orders a list that lacks one has not seen it. */
  reorder(actor: Actor, ids: string[]): Promise<void> {
    return this.work.run(async (tx) => {
      const rows = await tx.query<{ id: string }>(
        'select id from rules where deleted_at is null order by position, id for update',
      );
      const known = new Set(rows.map((row) => row.id));
      if (ids.length !== known.size || new Set(ids).size !== ids.length || !ids.every((id) => known.has(id)))
        throw invalid('ids', 'must name every rule once');
      await tx.query(
        `update rules r set position = w.place, updated_at = $2
         from unnest($1::uuid[]) with ordinality w(id, place) where r.id = w.id and r.position <> w.place`,
        [ids, this.clock.now()],
      );
      for (const ruleId of ids.slice(0, 1)) tx.emit('rule.changed', { ruleId });
      await this.audit.record(tx, { actor, action: 'rules.reordered', data: { ids } });
    });
  }

  /** Also one that was deleted: its firings stay. */
  async require(id: string): Promise<Rule> {
    const rule = await this.db.getRepository(Rule).findOneBy({ id });
    if (!rule) throw notFound('rule');
    return rule;
  }

  private async told(tx: Tx, actor: Actor, rule: Rule, action: 'rule.created' | 'rule.changed'): Promise<void> {
    const { name, events, time, condition, actions, stop } = rule;
    await tx.query(
      `insert into rule_versions (rule_id, version, definition, by_id, by_name, at) values ($1, $2, $3, $4, $5, $6)`,
      [
        rule.id,
        rule.version,
        JSON.stringify({ name, events, time, condition, actions, stop, active: rule.active }),
        actor.id,
        actor.name,
        this.clock.now(),
      ],
    );
    tx.emit('rule.changed', { ruleId: rule.id });
    const data = { name, version: rule.version, active: rule.active };
    await this.audit.record(tx, { actor, action, target: { kind: 'rule', id: rule.id }, data });
  }

  private async locked(tx: Tx, id: string): Promise<Rule> {
    const rule = await tx.lock(Rule, { id, deletedAt: IsNull() });
    if (!rule) throw notFound('rule');
    return rule;
  }

  private read(id?: string): Promise<RuleView[]> {
    return this.db.query<RuleView[]>(
      `select r.id, (row_number() over (order by r.position, r.id))::int as position, r.name, r.about, r.active, r.events, r.time,
         r.condition, r.actions, r.stop, r.rate_per_hour as "ratePerHour", r.shipped, r.updated_at as "updatedAt", r.version,
         coalesce(f.recent, 0) as "recentFirings",
         (select max(x.at) from rule_firings x where x.rule_id = r.id) as "lastFiredAt"
       from rules r
       left join (select rule_id, count(*)::int as recent from rule_firings where at > $1 and outcome = 'done' group by rule_id) f
         on f.rule_id = r.id
       where r.deleted_at is null and ($2::uuid is null or r.id = $2) order by r.position, r.id`,
      [new Date(this.clock.millis() - WEEK_MS), id ?? null],
    );
  }
}

interface Wanted {
  name: string;
  events: Rule['events'];
  time?: RuleTime | null;
  condition: Record<string, unknown>;
  actions: Record<string, unknown>[];
  stop?: boolean;
}

export function definitionOf(body: Wanted): Pick<Rule, 'name' | 'events' | 'time' | 'condition' | 'actions' | 'stop'> {
  const byTime = body.events.includes('time');
  const time: TimeTrigger | null =
    byTime && body.time
      ? { since: body.time.since, hours: body.time.hours, business: body.time.business ?? false }
      : null;
  return {
    name: body.name.trim() || body.name,
    events: [...new Set(body.events)],
    time,
    condition: body.condition as unknown as Condition,
    actions: body.actions as unknown as RuleAction[],
    stop: body.stop ?? false,
  };
}

export function refuseUnsound({ events, time, condition, actions }: Wanted): void {
  const errors = [
    ...conditionProblems(condition, 'condition'),
    ...actionProblems(actions),
    ...(events.includes('time') && !time ? [{ path: 'time', message: 'says how long after or before what' }] : []),
  ];
  if (errors.length > 0) throw new Refusal('invalid', 422, 'The rule cannot be followed as it is.', { errors });
}
