import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { NewTeam, TeamChange, TeamView } from './team.dto.js';
import { Membership, Team } from './team.entity.js';
import { User } from './user.entity.js';

@Injectable()
export class TeamsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  find(id: string): Promise<Team | null> {
    return this.db.getRepository(Team).findOneBy({ id });
  }

  /** Names of teams. Unknown ids are left out. */
  async briefs(ids: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
    if (ids.length === 0) return new Map();
    const teams = await this.db.getRepository(Team).findBy({ id: In([...new Set(ids)]) });
    return new Map(teams.map(({ id, name }) => [id, { id, name }]));
  }

  /** Who works in any of these teams. */
  async memberIds(teamIds: readonly string[]): Promise<string[]> {
    if (teamIds.length === 0) return [];
    const rows = await this.db.query<{ id: string }[]>(
      'select distinct user_id as id from memberships where team_id = any($1::uuid[])',
      [teamIds],
    );
    return rows.map(({ id }) => id);
  }

  list(id?: string): Promise<TeamView[]> {
    return this.db.query(
      `select t.id, t.name, t.version,
         (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by lower(u.name)), '[]')
            from memberships m join users u on u.id = m.user_id where m.team_id = t.id and u.active) as members
       from teams t where $1::uuid is null or t.id = $1 order by lower(t.name)`,
      [id ?? null],
    );
  }

  async one(id: string): Promise<TeamView> {
    const [team] = await this.list(id);
    if (!team) throw notFound('team');
    return team;
  }

  create(actor: Actor, { name, memberIds = [] }: NewTeam): Promise<string> {
    return this.work.run(async (tx) => {
      const team: Team = { id: newId(), name, createdAt: this.clock.now(), version: 1 };
      await this.refuseTakenName(tx, team);
      await tx.insert(Team, team);
      await this.setMembers(tx, team.id, memberIds);
      await this.audit.record(tx, {
        actor,
        action: 'team.created',
        target: { kind: 'team', id: team.id },
        data: { memberIds },
      });
      return team.id;
    });
  }

  change(actor: Actor, id: string, { name, memberIds, version }: TeamChange): Promise<void> {
    return this.work.run(async (tx) => {
      const team = await tx.lock(Team, { id });
      if (!team) throw notFound('team');
      if (version !== undefined && version !== team.version) throw stale(team.version);
      team.name = name ?? team.name;
      await this.refuseTakenName(tx, team);
      await tx.manager.update(Team, { id }, { name: team.name, version: team.version + 1 });
      if (memberIds) await this.setMembers(tx, id, memberIds);
      await this.audit.record(tx, { actor, action: 'team.changed', target: { kind: 'team', id }, data: { memberIds } });
    });
  }

  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      if (!(await tx.lock(Team, { id }))) throw notFound('team');
      await this.setMembers(tx, id, []);
      await tx.manager.delete(Team, { id });
      await this.audit.record(tx, { actor, action: 'team.removed', target: { kind: 'team', id } });
    });
  }

  private async setMembers(tx: Tx, teamId: string, memberIds: string[]): Promise<void> {
    const known = await tx.manager.countBy(User, { id: In(memberIds) });
    if (known !== memberIds.length) throw invalid('memberIds', 'there is no such user');
    const before = (await tx.manager.findBy(Membership, { teamId })).map((m) => m.userId);
    const gone = before.filter((id) => !memberIds.includes(id));
    const come = memberIds.filter((id) => !before.includes(id));
    if (gone.length > 0) await tx.manager.delete(Membership, { teamId, userId: In(gone) });
    if (come.length > 0) {
      await tx.insert(
        Membership,
        come.map((userId) => ({ teamId, userId })),
      );
    }
    await this.sessions.refresh(tx, [...gone, ...come]);
  }

  private async refuseTakenName(tx: Tx, team: Team): Promise<void> {
    const [taken] = await tx.query('select 1 from teams where lower(name) = lower($1) and id <> $2', [
      team.name,
      team.id,
    ]);
    if (taken) throw conflict('name_taken', 'Another team has this name.');
  }
}
