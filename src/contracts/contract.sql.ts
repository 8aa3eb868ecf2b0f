/** A contract as it is shown. `[from, where, order]` are the caller's. */
export const SELECT_CONTRACT = `
  select k.id, k.number, json_build_object('id', c.id, 'name', c.name) as company,
    case when p.id is null then null else json_build_object('id', p.id, 'key', p.key, 'name', p.name) end as package,
    k.kind, k.term, k.state, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn", k.calendar_id as "calendarId",
    coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name, s.id)
       from contract_sites cs join sites s on s.id = cs.site_id where cs.contract_id = k.id), '[]') as sites,
    coalesce((select json_agg(json_build_object('id', l.id, 'text', l.text, 'period', l.period, 'per', l.per,
       'quantity', l.quantity, 'amount', l.amount, 'currency', l.currency, 'startsOn', l.starts_on, 'endsOn', l.ends_on,
       'replacesId', l.replaces_id) order by l.place, l.id) from contract_lines l where l.contract_id = k.id), '[]') as lines,
    k.allowances, k.billing, k.renewal, k.notice_days as "noticeDays", k.renewal_months as "renewalMonths",
    case when x.id is null then null else json_build_object('id', x.id, 'name', x.name) end as index,
    k.reference, k.notes, k.version
  from contracts k join companies c on c.id = k.company_id left join packages p on p.id = k.package_id
  left join price_indexes x on x.id = k.index_id`;
