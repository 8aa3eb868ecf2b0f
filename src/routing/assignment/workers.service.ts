import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { notFound } from '../../platform/http/refusal.js';
import type { Tx } from '../../platform/database/tx.js';
import type { CapacityView, SkillLevel, WorkerView } from './assignment.dto.js';
import { AssignmentTerms } from './assignment-terms.service.js';
import { AvailabilityService } from './availability.service.js';
import { Candidates, USUAL_MOST } from './candidates.js';
import { TeamLine } from './line.js';

interface WorkerRow {
  id: string;
  name: string;
  state: 'online' | 'away';
  since: Date;
  most: number | null;
  skills: SkillLevel[];
  teams: { id: string; name: string }[];
}

/** What people know and how much they can take. */
@Injectable()
export class WorkersService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly audit: AuditService,
    private readonly terms: AssignmentTerms,
    private readonly candidates: Candidates,
    private readonly availability: AvailabilityService,
    private readonly line: TeamLine,
  ) {}

  /** Everybody who is in a team. */
  async list(): Promise<WorkerView[]> {
    const rows = await this.db.query<WorkerRow[]>(
      `select u.id, u.name, u.availability as state, u.availability_at as since, p.most,
         (select coalesce(json_agg(json_build_object('skill', s.skill, 'level', s.level) order by s.skill), '[]')
            from person_skills s where s.user_id = u.id) as skills,
         (select json_agg(json_build_object('id', t.id, 'name', t.name) order by lower(t.name))
            from memberships m join teams t on t.id = m.team_id where m.user_id = u.id) as teams
       from users u left join assignment_people p on p.user_id = u.id
       where u.active and exists (select from memberships m where m.user_id = u.id) order by lower(u.name), u.id`,
    );
    const loads = await this.candidates.loads(
      this.availability.reader,
      rows.map(({ id }) => id),
      await this.terms.now(),
    );
    return rows.map((row) => ({ ...row, most: row.most ?? USUAL_MOST, load: loads.get(row.id) ?? 0 }));
  }

  async skillsOf(userId: string): Promise<SkillLevel[]> {
    await this.mustExist(userId);
    return this.db.query('select skill, level from person_skills where user_id = $1 order by skill', [userId]);
  }

  async setSkills(actor: Actor, userId: string, skills: SkillLevel[]): Promise<SkillLevel[]> {
    await this.change(actor, userId, 'user.skills-changed', { skills }, async (tx) => {
      await tx.query('delete from person_skills where user_id = $1', [userId]);
      await tx.query(
        `insert into person_skills (user_id, skill, level)
         select $1, trim(skill), max(level) from unnest($2::text[], $3::int[]) as s(skill, level) group by trim(skill)`,
        [userId, skills.map(({ skill }) => skill), skills.map(({ level }) => level)],
      );
    });
    return this.skillsOf(userId);
  }

  async capacityOf(userId: string): Promise<CapacityView> {
    await this.mustExist(userId);
    return this.availability.measureOf(userId);
  }

  async setCapacity(actor: Actor, userId: string, most: number): Promise<CapacityView> {
    await this.change(actor, userId, 'user.capacity-changed', { most }, async (tx) => {
      await tx.query(
        `insert into assignment_people (user_id, most) values ($1, $2)
         on conflict (user_id) do update set most = excluded.most, version = assignment_people.version + 1`,
        [userId, most],
      );
    });
    return this.capacityOf(userId);
  }

  /** Whoever can take more, or knows more, gets what waits in the same transaction. */
  private change(
    actor: Actor,
    userId: string,
    action: string,
    data: Record<string, unknown>,
    store: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    return this.work.run(async (tx) => {
      const [user] = await tx.query('select 1 from users where id = $1 for share', [userId]);
      if (!user) throw notFound('user');
      await store(tx);
      await this.audit.record(tx, { actor, action, target: { kind: 'user', id: userId }, data });
      await this.line.fillTeamsOf(tx, userId);
    });
  }

  private async mustExist(userId: string): Promise<void> {
    const [user] = await this.db.query<object[]>('select 1 from users where id = $1', [userId]);
    if (!user) throw notFound('user');
  }
}
