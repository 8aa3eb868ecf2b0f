import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { languageSkill, weightOf, type Candidate, type Skills } from './assignment.rules.js';
import type { AllTerms } from './assignment-terms.service.js';

interface PersonRow {
  id: string;
  name: string;
  language: string;
  online: boolean;
  availability_at: Date;
  most: number | null;
  last_assigned_at: Date | null;
  freed_at: Date | null;
  skills: Skills | null;
  offered: boolean;
  shared: boolean;
}

interface WorkRow {
  who: string;
  channels: string[];
  n: number;
}

/** Whoever set none takes what fills one person. */
export const USUAL_MOST = 100;
/** Who has the console in a language writes it well. */
const OWN_LANGUAGE_LEVEL = 5;

/**
 * What takes attention now: an open ticket on which it is our turn, and one on a live channel also while the customer
 * thinks, until that conversation rests. `$2`: the live channels.
 */
const TAKES_ATTENTION = `t.merged_into_id is null and t.category in ('new', 'open') and t.snoozed_until is null
  and (t.waiting_since is not null or t.first_response_at is null or (t.channels && $2::text[] and exists (
    select from conversations c where c.ticket_id = t.id and c.channel = any($2::text[]) and c.state = 'open'
      and (c.ended_at is null or c.ended_at < c.updated_at))))`;

/** People of a team as a decision sees them. */
@Injectable()
export class Candidates {
  async of(tx: Tx, teamId: string, terms: AllTerms): Promise<Candidate[]> {
    const [rows, loads] = await Promise.all([this.people(tx, teamId, terms), this.loadsOfTeam(tx, teamId, terms)]);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      online: row.online,
      onlineSince: row.availability_at,
      lastAssignedAt: row.last_assigned_at,
      freedAt: row.freed_at,
      most: row.most ?? USUAL_MOST,
      load: loads.get(row.id) ?? 0,
      offered: row.offered,
      shared: row.shared,
      skills: { [languageSkill(row.language)]: OWN_LANGUAGE_LEVEL, ...row.skills },
    }));
  }

  private people(tx: Tx, teamId: string, { teams }: AllTerms): Promise<PersonRow[]> {
    return tx.query<PersonRow>(
      `select u.id, u.name, u.language, u.availability = 'online' as online, u.availability_at,
         p.most, p.last_assigned_at, p.freed_at,
         (select json_object_agg(s.skill, s.level) from person_skills s where s.user_id = u.id) as skills,
         exists (select from assignment_offers o where o.user_id = u.id and o.state = 'pending') as offered,
         exists (select from memberships x where x.user_id = u.id and x.team_id <> $1 and x.team_id = any($2::uuid[])) as shared
       from memberships m join users u on u.id = m.user_id left join assignment_people p on p.user_id = u.id
       where m.team_id = $1 and u.active order by u.id`,
      [teamId, [...teams.keys()]],
    );
  }

  /** Of those of the team who are there. Person by person, so that only their own tickets are looked at. */
  private async loadsOfTeam(tx: Tx, teamId: string, terms: AllTerms): Promise<Map<string, number>> {
    const rows = await tx.query<WorkRow>(
      `select u.id as who, work.channels, work.n from memberships m
       join users u on u.id = m.user_id and u.active and u.availability = 'online'
       cross join lateral (
         select channels, count(*)::int as n from (
           select t.channels from tickets t where t.assignee_id = u.id and ${TAKES_ATTENTION}
           union all
           select t.channels from assignment_offers o join tickets t on t.id = o.ticket_id
           where o.user_id = u.id and o.state = 'pending') each
         group by channels) work
       where m.team_id = $1`,
      [teamId, terms.live],
    );
    return loadsOf(rows, terms);
  }

  /** Per cent of each person's attention, with what is offered to them and not yet taken. */
  async loads(tx: Pick<Tx, 'query'>, userIds: readonly string[], terms: AllTerms): Promise<Map<string, number>> {
    if (userIds.length === 0) return new Map();
    const rows = await tx.query<WorkRow>(
      `select who, channels, count(*)::int as n from (
         select t.assignee_id as who, t.channels from tickets t
         where t.assignee_id = any($1::uuid[]) and ${TAKES_ATTENTION}
         union all
         select o.user_id, t.channels from assignment_offers o join tickets t on t.id = o.ticket_id
         where o.user_id = any($1::uuid[]) and o.state = 'pending') work
       group by who, channels`,
      [userIds, terms.live],
    );
    return loadsOf(rows, terms);
  }
}

function loadsOf(rows: readonly WorkRow[], { weights }: AllTerms): Map<string, number> {
  const loads = new Map<string, number>();
  for (const { who, channels, n } of rows) loads.set(who, (loads.get(who) ?? 0) + n * weightOf(channels, weights));
  return loads;
}
