import type { TileKind } from './tile.rules.js';

/**
 * How each tile is counted: rows `key, name, value, unit` of one company ($1) from the first day of a month on ($2), with
 * months as the house counts them ($3, a zone). Every source names the company itself: nothing else keeps the border.
 * Another figure is another line here, and one in `tile.rules.ts`.
 */
const THEIRS = `t.company_id = $1 and not t.silent and t.merged_into_id is null`;
const monthOf = (at: string): string => `to_char(${at} at time zone $3, 'YYYY-MM')`;
const from = (at: string): string => `${at} >= ($2::date::timestamp at time zone $3)`;
const byMonth = (at: string, what: string): string =>
  `select ${monthOf(at)} as key, null::text as name, count(*)::float8 as value, 'count' as unit from ${what} and ${from(at)} group by 1`;
const ticketsBy = (key: string, name: string, joins = ''): string =>
  `select ${key} as key, ${name} as name, count(*)::float8 as value, 'count' as unit from tickets t ${joins}
   where ${THEIRS} and ${from('t.created_at')} and $3::text is not null group by 1, 2 order by 3 desc, 1 limit 20`;

export const TILE_SOURCES: Record<TileKind, string> = {
  'tickets-opened': byMonth('t.created_at', `tickets t where ${THEIRS}`),
  'tickets-closed': byMonth('t.solved_at', `tickets t where ${THEIRS} and t.solved_at is not null`),
  'promise-kept': `
    select ${monthOf('coalesce(c.decided_at, c.ended_at)')} as key, null::text as name, 'percent' as unit,
      round(100.0 * count(*) filter (where c.state = 'met') / count(*), 1)::float8 as value
    from sla_clocks c join tickets t on t.id = c.ticket_id
    where ${THEIRS} and c.state in ('met', 'breached') and c.target <> 'answer' and ${from('coalesce(c.decided_at, c.ended_at)')}
    group by 1`,
  visits: byMonth('v.left_at', `visits v join tickets t on t.id = v.ticket_id where ${THEIRS} and v.state = 'done'`),
  'tickets-by-priority': ticketsBy('t.priority::text', 'null::text'),
  'tickets-by-channel': ticketsBy(`coalesce(t.channels[1], 'none')`, 'null::text'),
  'tickets-by-site': ticketsBy(
    `coalesce(site.id::text, 'none')`,
    'site.name',
    `left join lateral (select s.id, s.name from sites s where s.company_id = t.company_id and s.id = coalesce(
       t.site_id,
       (select x.site_id from visits x where x.ticket_id = t.id and x.site_id is not null order by x.id limit 1))) site on true`,
  ),
  'equipment-by-state': `
    select e.state as key, null::text as name, count(*)::float8 as value, 'count' as unit from equipment e
    where e.company_id = $1 and e.state in ('installed', 'in_transit', 'in_repair') and $2::date is not null and $3::text is not null
    group by 1 order by 3 desc, 1`,
  // What was invoiced, less what was credited.
  spend: `
    select to_char(i.issued_on, 'YYYY-MM') as key, null::text as name, 'minor:' || i.currency as unit,
      sum(case i.kind when 'credit-note' then -i.total else i.total end)::float8 as value
    from invoices i where i.company_id = $1 and i.state not in ('draft', 'void') and i.issued_on >= $2::date and $3::text is not null
    group by 1, 3`,
  // Days are summed up by UTC. What a device measured at whoever had it before is not theirs: whole days since it stands with them.
  readings: `
    select to_char(d.at at time zone 'UTC', 'YYYY-MM') as key, x.name_en as name, x.name_pt as "namePt",
      case x.kind when 'state' then 'percent' else 'of:' || x.unit end as unit,
      round((sum(d.sum) / sum(d.count) * case x.kind when 'state' then 100 else 1 end)::numeric,
        case x.kind when 'state' then 1 else max(x.decimals) end)::float8 as value
    from (
      select e.id, coalesce((select max(v.at) from equipment_moves v where v.equipment_id = e.id
        and v.to_company_id = e.company_id and v.from_company_id is distinct from e.company_id), e.created_at) as since
      from equipment e where e.company_id = $1) e
    join telemetry_series s on s.equipment_id = e.id
    join telemetry_metrics x on x.id = s.metric_id and x.kind <> 'counter'
    join telemetry_days d on d.series_id = s.id and d.at >= e.since and d.at >= ($2::date::timestamp at time zone 'UTC')
    where $3::text is not null
    group by 1, 2, 3, 4, x.kind order by 2, 4, 1`,
  'device-alerts': byMonth('a.opened_at', 'telemetry_alerts a where a.company_id = $1'),
};
