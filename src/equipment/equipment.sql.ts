/** Pieces of statements that several services of the room share. */

/** The day it is at the firm; `now` is a parameter such as `$1`. */
export const todayAt = (now: string): string =>
  `(${now}::timestamptz at time zone (select time_zone from organisation where id = 1))::date`;

/** What a unit is today: in stock and promised is reserved. */
export const stateOf = (today: string): string => `
  case when e.state = 'in_stock' and exists (
    select 1 from equipment_reservations r where r.equipment_id = e.id and r.state = 'open' and r.during @> ${today}
  ) then 'reserved' else e.state end`;

export const MODEL_MARK = `json_build_object('id', m.id, 'maker', m.maker, 'name', m.name, 'kind', m.kind,
  'family', m.family, 'part', m.part)`;

/** A view of a unit; `today` as `todayAt` makes it. */
export const selectUnits = (today: string, more = ''): string => `
  select e.id, e.tag, e.serial, ${MODEL_MARK} as model, ${stateOf(today)} as state, e.owner, e.supplier,
    case when l.id is not null then json_build_object('id', l.id, 'name', l.name, 'kind', l.kind) end as location,
    case when s.id is not null then json_build_object('id', s.id, 'name', s.name, 'address', s.address) end as site,
    case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as company,
    e.contract_id as "contractId",
    case when p.id is not null then json_build_object('id', p.id, 'tag', p.tag, 'name', pm.maker || ' ' || pm.name) end as parent,
    e.moved_at as "movedAt", e.version${more}
  from equipment e join equipment_models m on m.id = e.model_id
  left join equipment_locations l on l.id = e.location_id
  left join sites s on s.id = e.site_id
  left join companies c on c.id = e.company_id
  left join equipment p on p.id = e.parent_id left join equipment_models pm on pm.id = p.model_id`;

export const SELECT_RESERVATIONS = `
  select r.id, json_build_object('id', e.id, 'tag', e.tag, 'name', m.maker || ' ' || m.name) as equipment,
    case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as company,
    r.contract_id as "contractId", r.ticket_id as "ticketId", lower(r.during)::text as from,
    (upper(r.during) - 1)::text as until, r.state, r.note, r.made_by_name as "madeByName",
    r.created_at as "createdAt", r.version
  from equipment_reservations r join equipment e on e.id = r.equipment_id join equipment_models m on m.id = e.model_id
  left join companies c on c.id = r.company_id`;
