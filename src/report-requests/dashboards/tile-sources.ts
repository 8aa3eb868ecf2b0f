import type { TileKind } from './tile.rules.js';

/**
 * How each tile is counted: rows `key, name, value, unit` of one company ($1) from the first day of a month on ($2), with
 * months as the house counts them ($3, a zone). Every source names the company itself: nothing else keeps the border.
 * Another figure is another line here, and one in `tile.rules.ts`; readings of devices will be the next.
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
};
