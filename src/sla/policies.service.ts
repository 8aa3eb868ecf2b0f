import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid, notFound, Refusal, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { ALWAYS, conditionProblems } from '../tickets/conditions/condition.rules.js';
import { OpenPromises } from './open-promises.service.js';
import { PolicyView, type NewPolicy, type PolicyChange, type PolicyList } from './policy.dto.js';
import { SlaPolicy } from './policy.entity.js';
import { actionProblems, policyProblems, type Problem } from './policy-problems.rules.js';
import type { PolicyDefinition, StepAction } from './policy.rules.js';

/** Promises as people set them, each version kept. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly open: OpenPromises,
  ) {}

  async list(): Promise<PolicyList> {
    const rows = await this.db
      .getRepository(SlaPolicy)
      .find({ where: { deletedAt: IsNull() }, order: { position: 'ASC', id: 'ASC' } });
    return { items: rows.map((row) => PolicyView.of(row)), nextCursor: null };
  }

  async one(id: string): Promise<PolicyView> {
    const row = await this.db.getRepository(SlaPolicy).findOneBy({ id, deletedAt: IsNull() });
    if (!row) throw notFound('policy');
    return PolicyView.of(row);
  }

  async create(
    actor: Actor,
    { name, about = '', active = true, applyToOpen, ...given }: NewPolicy,
  ): Promise<PolicyView> {
    const id = await this.work.run(async (tx) => {
      const now = this.clock.now();
      const [last] = await tx.query<{ position: number | null }>(
        'select max(position) as position from sla_policies where deleted_at is null',
      );
      const row: SlaPolicy = {
        id: newId(),
        position: (last?.position ?? 0) + 1,
        name,
        about,
        active,
        definition: {
          conditions: given.conditions ?? ALWAYS,
          targets: given.targets as PolicyDefinition['targets'],
          reopen: given.reopen ?? { mode: 'continue', newCycleAfterDays: 7 },
          answers: given.answers ?? { calls: true },
          steps: (given.steps ?? []) as PolicyDefinition['steps'],
        },
        version: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      await this.refuse(tx, row);
      await tx.insert(SlaPolicy, row as never);
      await this.keep(tx, actor, row, 'policy.created');
      return row.id;
    });
    if (applyToOpen) await this.open.ask(id);
    return this.one(id);
  }

  async change(
    actor: Actor,
    id: string,
    { version, applyToOpen, name, about, active, ...given }: PolicyChange,
  ): Promise<PolicyView> {
    await this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      Object.assign(row, {
        name: name ?? row.name,
        about: about ?? row.about,
        active: active ?? row.active,
        definition: {
          ...row.definition,
          ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
        },
        version: row.version + 1,
        updatedAt: this.clock.now(),
      });
      await this.refuse(tx, row);
      await tx.save(row);
      await this.keep(tx, actor, row, 'policy.changed');
    });
    if (applyToOpen) await this.open.ask(id);
    return this.one(id);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      const version = row.version + 1;
      await tx.save(Object.assign(row, { active: false, deletedAt: this.clock.now(), version }));
      await this.keep(tx, actor, row, 'policy.deleted');
    });
  }

  async order(actor: Actor, ids: string[]): Promise<PolicyList> {
    await this.work.run(async (tx) => {
      const rows = await tx.query<{ id: string }>(
        'select id from sla_policies where deleted_at is null order by id for update',
      );
      const known = new Set(rows.map((row) => row.id));
      const unique = new Set(ids);
      if (unique.size !== known.size || ids.length !== unique.size || ids.some((id) => !known.has(id)))
        throw invalid('ids', 'expects every policy once');
      await tx.query(
        `update sla_policies p set position = o.at from unnest($1::uuid[]) with ordinality as o(id, at) where p.id = o.id`,
        [ids],
      );
      await tx.query('update sla_revision set revision = revision + 1');
      await this.audit.record(tx, { actor, action: 'policies.ordered', data: { ids } });
    });
    return this.list();
  }

  private async keep(tx: Tx, actor: Actor, row: SlaPolicy, action: string): Promise<void> {
    await tx.query(
      `insert into sla_policy_versions (policy_id, version, name, definition, at, by_id, by_name)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [row.id, row.version, row.name, JSON.stringify(row.definition), this.clock.now(), actor.id, actor.name],
    );
    await tx.query('update sla_revision set revision = revision + 1');
    tx.emit('sla.policy-changed', { policyId: row.id, version: row.version });
    await this.audit.record(tx, { actor, action, target: { kind: 'policy', id: row.id } });
  }

  /** What is wrong with a promise, or that it names what is not there. */
  async refuseUnsound(tx: Tx, definition: PolicyDefinition): Promise<void> {
    const problems: Problem[] = [
      ...conditionProblems(definition.conditions, 'conditions'),
      ...policyProblems(definition),
      ...definition.steps.flatMap((step, at) => actionProblems(step, `steps[${at}]`)),
    ];
    if (problems.length > 0)
      throw new Refusal('invalid', 422, 'The request has values that cannot be accepted.', { errors: problems });
    await this.refuseUnknown(tx, definition);
  }

  private async refuse(tx: Tx, row: SlaPolicy): Promise<void> {
    await this.refuseUnsound(tx, row.definition);
    const [taken] = await tx.query(
      'select 1 from sla_policies where lower(name) = lower($1) and id <> $2 and deleted_at is null',
      [row.name, row.id],
    );
    if (taken) throw conflict('name_taken', 'Another policy has this name.');
  }

  private async refuseUnknown(tx: Tx, { targets, steps }: PolicyDefinition): Promise<void> {
    for (const [at, { calendarId }] of targets.entries()) {
      if (calendarId && !(await this.exists(tx, 'calendars', calendarId)))
        throw invalid(`targets[${at}].calendarId`, 'there is no such calendar');
    }
    for (const [at, step] of steps.entries())
      for (const [nth, action] of step.actions.entries())
        await this.refuseAction(tx, action, `steps[${at}].actions[${nth}]`);
  }

  private async refuseAction(tx: Tx, action: StepAction, path: string): Promise<void> {
    if ('rotaId' in action && action.rotaId && !(await this.exists(tx, 'sla_rotas', action.rotaId)))
      throw invalid(`${path}.rotaId`, 'there is no such rota');
    if (action.type === 'assign_team' && !(await this.exists(tx, 'teams', action.teamId)))
      throw invalid(`${path}.teamId`, 'there is no such team');
    const people = action.type === 'assign_user' ? [action.userId] : 'userIds' in action ? (action.userIds ?? []) : [];
    const known =
      people.length === 0 ? [] : await tx.query('select 1 from users where id = any($1::uuid[]) and active', [people]);
    if (known.length < new Set(people).size) throw invalid(path, 'names somebody who does not work here');
  }

  private async exists(tx: Tx, table: 'calendars' | 'sla_rotas' | 'teams', id: string): Promise<boolean> {
    const alive = table === 'teams' ? '' : 'and deleted_at is null';
    const [row] = await tx.query(`select 1 from ${table} where id = $1 ${alive}`, [id]);
    return row !== undefined;
  }

  private async locked(tx: Tx, id: string): Promise<SlaPolicy> {
    const row = await tx.lockById(SlaPolicy, id);
    if (!row || row.deletedAt) throw notFound('policy');
    return row;
  }
}
