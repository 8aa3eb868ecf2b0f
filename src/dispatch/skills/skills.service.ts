import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { NewSkill, SkillChange, SkillView } from './skill.dto.js';
import { Skill } from './skill.entity.js';

@Injectable()
export class SkillsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  list(id?: string): Promise<SkillView[]> {
    return this.db.query(
      `select s.id, s.name, s.about, s.version,
         (select count(*)::int from technician_skills ts join technicians t on t.id = ts.technician_id
           where ts.skill_id = s.id and t.active and (ts.valid_until is null or ts.valid_until >= $2::date)) as technicians
       from skills s where s.deleted_at is null and ($1::uuid is null or s.id = $1) order by lower(s.name)`,
      [id ?? null, this.clock.now()],
    );
  }

  async one(id: string): Promise<SkillView> {
    const [skill] = await this.list(id);
    if (!skill) throw notFound('skill');
    return skill;
  }

  create(actor: Actor, { name, about = '' }: NewSkill): Promise<string> {
    return this.work.run(async (tx) => {
      const skill: Skill = { id: newId(), name, about, version: 1, createdAt: this.clock.now(), deletedAt: null };
      await this.refuseTakenName(tx, skill);
      await tx.insert(Skill, skill);
      await this.audit.record(tx, { actor, action: 'skill.created', target: { kind: 'skill', id: skill.id } });
      return skill.id;
    });
  }

  change(actor: Actor, id: string, { version, ...change }: SkillChange): Promise<void> {
    return this.work.run(async (tx) => {
      const skill = await this.locked(tx, id);
      if (version !== undefined && version !== skill.version) throw stale(skill.version);
      Object.assign(skill, defined(change), { version: skill.version + 1 });
      await this.refuseTakenName(tx, skill);
      await tx.save(skill);
      await this.audit.record(tx, { actor, action: 'skill.changed', target: { kind: 'skill', id } });
    });
  }

  /** Nobody has it any more, and no kind of visit asks for it; visits that were made keep their need. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const skill = await this.locked(tx, id);
      await tx.query('delete from technician_skills where skill_id = $1', [id]);
      await tx.query(
        `update visit_kinds set version = version + 1, skills = (select coalesce(jsonb_agg(s), '[]') from jsonb_array_elements(skills) s where s ->> 'skillId' <> $1)
         where skills @> jsonb_build_array(jsonb_build_object('skillId', $1::text))`,
        [id],
      );
      await tx.save(Object.assign(skill, { deletedAt: this.clock.now() }));
      await this.audit.record(tx, { actor, action: 'skill.removed', target: { kind: 'skill', id } });
    });
  }

  /** 422 at `path` where one of them is no skill. */
  async require(tx: Tx, ids: readonly string[], path: string): Promise<void> {
    const unique = [...new Set(ids)];
    if (unique.length === 0) return;
    const known = await tx.query('select id from skills where id = any($1::uuid[]) and deleted_at is null', [unique]);
    if (known.length < unique.length) throw invalid(path, 'names a skill that does not exist');
  }

  private async locked(tx: Tx, id: string): Promise<Skill> {
    const skill = await tx.lock(Skill, { id, deletedAt: IsNull() });
    if (!skill) throw notFound('skill');
    return skill;
  }

  private async refuseTakenName(tx: Tx, { id, name }: Skill): Promise<void> {
    const [taken] = await tx.query(
      'select 1 from skills where lower(name) = lower($1) and id <> $2 and deleted_at is null',
      [name, id],
    );
    if (taken) throw conflict('name_taken', 'Another skill has this name.');
  }
}

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
