import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChannelRegistry } from '../../channels/registry.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound, stale } from '../../platform/http/refusal.js';
import type { SkillLevel, TeamAssignmentChange, TeamAssignmentView, Weight } from './assignment.dto.js';
import { AssignmentTerms } from './assignment-terms.service.js';

/** As every team begins: people help themselves. The rest holds once a strategy is chosen. */
const AS_IT_BEGINS: Omit<TeamAssignmentView, 'teamId'> = {
  strategy: 'manual',
  sticky: true,
  matchLanguage: true,
  acceptSeconds: null,
  relaxSeconds: 60,
  lineOrder: ['priority', 'due', 'age'],
  version: 0,
};

const VIEW = `team_id as "teamId", strategy, sticky, match_language as "matchLanguage", accept_seconds as "acceptSeconds",
  relax_seconds as "relaxSeconds", line_order as "lineOrder", version`;

/** How teams give out what comes in, what a channel weighs, and what a line asks for. */
@Injectable()
export class TeamAssignmentService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly audit: AuditService,
    private readonly terms: AssignmentTerms,
    private readonly channels: ChannelRegistry,
  ) {}

  async of(teamId: string): Promise<TeamAssignmentView> {
    const [team] = await this.db.query<object[]>('select 1 from teams where id = $1', [teamId]);
    if (!team) throw notFound('team');
    const [row] = await this.db.query<TeamAssignmentView[]>(`select ${VIEW} from team_assignment where team_id = $1`, [
      teamId,
    ]);
    return row ?? { teamId, ...AS_IT_BEGINS };
  }

  async change(
    actor: Actor,
    teamId: string,
    { version, ...change }: TeamAssignmentChange,
  ): Promise<TeamAssignmentView> {
    await this.work.run(async (tx) => {
      const [team] = await tx.query('select 1 from teams where id = $1 for update', [teamId]);
      if (!team) throw notFound('team');
      const [row] = await tx.query<TeamAssignmentView>(`select ${VIEW} from team_assignment where team_id = $1`, [
        teamId,
      ]);
      const before = row ?? { teamId, ...AS_IT_BEGINS };
      if (version !== undefined && version !== before.version) throw stale(before.version);
      await this.store(tx, { ...before, ...defined(change) });
      await this.audit.record(tx, {
        actor,
        action: 'team.assignment-changed',
        target: { kind: 'team', id: teamId },
        data: { ...change },
      });
      // After the commit, when every process knows the new terms: tickets that nobody has are placed.
      tx.emit('assignment.terms-set', { teamId });
    });
    this.terms.changed();
    return this.of(teamId);
  }

  async weights(): Promise<Weight[]> {
    const { weights } = await this.terms.now();
    return [...weights]
      .map(([channel, weight]) => ({ channel, weight }))
      .toSorted((a, b) => (a.channel < b.channel ? -1 : 1));
  }

  async setWeights(actor: Actor, items: Weight[]): Promise<Weight[]> {
    items.forEach(({ channel }, index) => {
      if (!this.channels.has(channel)) throw invalid(`items.${index}.channel`, 'there is no such channel');
    });
    await this.work.run(async (tx) => {
      await tx.query(
        `insert into channel_weights (channel, weight) select channel, weight from unnest($1::text[], $2::int[]) as w(channel, weight)
         order by channel on conflict (channel) do update set weight = excluded.weight`,
        [items.map(({ channel }) => channel), items.map(({ weight }) => weight)],
      );
      await this.audit.record(tx, {
        actor,
        action: 'assignment.weights-changed',
        target: { kind: 'organisation', id: '1' },
        data: { items },
      });
      tx.emit('assignment.terms-set', { teamId: null });
    });
    this.terms.changed();
    return this.weights();
  }

  async skillsOfInbox(inboxId: string): Promise<SkillLevel[]> {
    const [inbox] = await this.db.query<object[]>('select 1 from inboxes where id = $1 and deleted_at is null', [
      inboxId,
    ]);
    if (!inbox) throw notFound('inbox');
    return this.db.query('select skill, level from inbox_skills where inbox_id = $1 order by skill', [inboxId]);
  }

  async setSkillsOfInbox(actor: Actor, inboxId: string, skills: SkillLevel[]): Promise<SkillLevel[]> {
    await this.work.run(async (tx) => {
      const [inbox] = await tx.query('select 1 from inboxes where id = $1 and deleted_at is null for share', [inboxId]);
      if (!inbox) throw notFound('inbox');
      await tx.query('delete from inbox_skills where inbox_id = $1', [inboxId]);
      await tx.query(
        `insert into inbox_skills (inbox_id, skill, level)
         select $1, trim(skill), max(level) from unnest($2::text[], $3::int[]) as s(skill, level) group by trim(skill)`,
        [inboxId, skills.map(({ skill }) => skill), skills.map(({ level }) => level)],
      );
      await this.audit.record(tx, {
        actor,
        action: 'inbox.skills-changed',
        target: { kind: 'inbox', id: inboxId },
        data: { skills },
      });
    });
    return this.skillsOfInbox(inboxId);
  }

  private async store(tx: Tx, view: TeamAssignmentView): Promise<void> {
    await tx.query(
      `insert into team_assignment (team_id, strategy, sticky, match_language, accept_seconds, relax_seconds, line_order, version)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (team_id) do update set strategy = excluded.strategy, sticky = excluded.sticky,
         match_language = excluded.match_language, accept_seconds = excluded.accept_seconds,
         relax_seconds = excluded.relax_seconds, line_order = excluded.line_order, version = excluded.version`,
      [
        view.teamId,
        view.strategy,
        view.sticky,
        view.matchLanguage,
        view.acceptSeconds,
        view.relaxSeconds,
        view.lineOrder,
        view.version + 1,
      ],
    );
  }
}

const defined = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
