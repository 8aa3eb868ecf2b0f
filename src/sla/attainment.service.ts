import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, pageOf } from '../platform/http/paging.js';
import type {
  AttainmentFigure,
  AttainmentQuery,
  AttainmentRowPage,
  AttainmentRowsQuery,
  AttainmentRowView,
  AttainmentView,
  Group,
} from './attainment.dto.js';

/** When it was kept or broken; of who gave up in time, when they did. */
const TIME = `coalesce(c.decided_at, c.ended_at)`;
const GAVE_UP = 'c.abandoned';
/** What the policy allows, by its target of an answer. */
const AT_MOST = `(select (x->>'abandonedPercent')::float8 from jsonb_array_elements(p.definition->'targets') x where x->>'target' = 'answer')`;

/** As the ticket is now: its team and customer answer for it. The first channel is the one on which it came. */
const KEYS: Record<Group, { key: string; name: string }> = {
  policy: { key: `coalesce(c.policy_id::text, 'none')`, name: `coalesce(max(p.name), '')` },
  team: { key: `coalesce(t.team_id::text, 'none')`, name: `coalesce(max(g.name), '')` },
  channel: { key: `coalesce(t.channels[1], 'none')`, name: `coalesce(max(t.channels[1]), '')` },
  customer: { key: `coalesce(t.company_id::text, 'none')`, name: `coalesce(max(k.name), '')` },
  month: {
    key: `to_char(${TIME} at time zone $ZONE, 'YYYY-MM')`,
    name: `to_char(max(${TIME}) at time zone $ZONE, 'YYYY-MM')`,
  },
};

const FROM = `from sla_clocks c join tickets t on t.id = c.ticket_id
  left join sla_policies p on p.id = c.policy_id left join teams g on g.id = t.team_id left join companies k on k.id = t.company_id`;

/** Which tickets count: a condition on `tickets t`, its values appended. Agents and customers see each their own. */
export type Sees = (parameters: unknown[]) => string;

/** How well promises were kept, out of the same clocks that agents see, and the clocks behind each figure. */
@Injectable()
export class AttainmentService {
  constructor(private readonly db: DataSource) {}

  async figures(sees: Sees, query: AttainmentQuery): Promise<AttainmentView> {
    const { by } = query;
    const [items, totals] = await Promise.all([this.grouped(sees, query, KEYS[by]), this.grouped(sees, query, null)]);
    return { by, items, totals };
  }

  async rows(sees: Sees, query: AttainmentRowsQuery): Promise<AttainmentRowPage> {
    const parameters: unknown[] = [];
    const where = this.conditions(sees, query, parameters);
    if (query.by && query.key !== undefined) {
      const key = this.zoned(KEYS[query.by].key, query.zone, parameters);
      where.push(`${key} = $${parameters.push(query.key)}`);
    }
    if (query.state === 'abandoned') where.push(GAVE_UP);
    else if (query.state) where.push(`c.state = $${parameters.push(query.state)}`);
    const after = decodeCursor(query.cursor, 4);
    if (after) {
      const values = after.map((one) => parameters.push(one));
      where.push(
        `(${TIME}, c.ticket_id, c.target, c.instance) < ($${values[0]}::timestamptz, $${values[1]}::uuid, $${values[2]}::text, $${values[3]}::int)`,
      );
    }
    const rows = await this.db.query<(AttainmentRowView & { key: string })[]>(
      `select json_build_object('id', t.id, 'number', t.number, 'subject', t.subject) as ticket, c.target, c.instance, c.state,
         p.name as policy, c.policy_version as "policyVersion", g.name as team, k.name as company, c.started_at as "startedAt",
         coalesce(c.due_at, c.breached_at) as "dueAt", c.ended_at as "endedAt", c.target_seconds / 60.0::float8 as "targetMinutes",
         c.used_seconds / 60.0::float8 as "usedMinutes", ${TIME} as "decidedAt", (${TIME})::text as key
       ${FROM} where ${where.join(' and ')}
       order by ${TIME} desc, c.ticket_id desc, c.target desc, c.instance desc limit $${parameters.push(query.limit + 1)}`,
      parameters,
    );
    return pageOf(rows, query.limit, (row) => [row.key, row.ticket.id, row.target, row.instance], withoutKey);
  }

  private async grouped(
    sees: Sees,
    query: AttainmentQuery,
    group: { key: string; name: string } | null,
  ): Promise<AttainmentFigure[]> {
    const parameters: unknown[] = [];
    const where = this.conditions(sees, query, parameters);
    const key = group ? this.zoned(group.key, query.zone, parameters) : `'all'`;
    const name = group ? this.zoned(group.name, query.zone, parameters) : `''`;
    return this.db.query(
      `select ${key} as key, ${name} as name, c.target,
         count(*) filter (where c.state = 'met')::int as met, count(*) filter (where c.state = 'breached')::int as breached,
         coalesce((count(*) filter (where c.state = 'met'))::float8 / nullif(count(*) filter (where c.decided_at is not null), 0), 1) as share,
         count(*) filter (where ${GAVE_UP})::int as abandoned,
         case when c.target = 'answer' then (count(*) filter (where ${GAVE_UP}))::float8 / count(*) end as "abandonedShare",
         case when c.target = 'answer' then min(${AT_MOST}) end as "abandonedAtMost",
         percentile_cont(0.5) within group (order by c.used_seconds) filter (where c.decided_at is not null) / 60.0 as "medianMinutes"
       ${FROM} where ${where.join(' and ')} group by 1, c.target order by 2, 1, c.target limit 2000`,
      parameters,
    );
  }

  private conditions(
    sees: Sees,
    { from, to, target }: Pick<AttainmentQuery, 'from' | 'to' | 'target'>,
    parameters: unknown[],
  ): string[] {
    return [
      `(c.decided_at is not null or ${GAVE_UP})`,
      sees(parameters),
      ...(from ? [`${TIME} >= $${parameters.push(from)}`] : []),
      ...(to ? [`${TIME} < $${parameters.push(to)}`] : []),
      ...(target ? [`c.target = $${parameters.push(target)}`] : []),
    ];
  }

  private zoned(sql: string, zone: string | undefined, parameters: unknown[]): string {
    return sql.includes('$ZONE') ? sql.replaceAll('$ZONE', `$${parameters.push(zone ?? 'UTC')}::text`) : sql;
  }
}

/** The exact time, for the cursor only: a Date would round it. */
function withoutKey(row: AttainmentRowView & { key?: string }): AttainmentRowView {
  const { ...shown } = row;
  delete shown.key;
  return shown;
}
