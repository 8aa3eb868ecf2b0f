import { Injectable } from '@nestjs/common';
import { Reading } from '../../platform/database/reading.js';
import type { Tx } from '../../platform/database/tx.js';
import { priorityName, type Priority } from '../../tickets/ticket.rules.js';
import type { VisitState } from '../../tickets/visit.events.js';
import type { VisitRowView } from './visit.view.dto.js';
import { visitRef } from './visit.rules.js';

/** The visit's own promise, or that of its ticket until somebody is there. */
const DUE = `coalesce(v.due_at, case when v.arrived_at is null
  then coalesce(t.on_site_due_at, case when t.due_metric = 'resolution' then t.due_at end) end)`;

/** What a row or a bar needs, from `visits v` and the names around it, in one round trip. */
const COLUMNS = `
  v.id, v.number::int as number, v.kind, v.state, v.about, v.minutes, v.technicians as "technicianCount",
  json_build_object('id', t.id, 'number', t.number, 'subject', t.subject, 'priority', t.priority) as ticket,
  case when company.id is not null then json_build_object('id', company.id, 'name', company.name) end as company,
  json_build_object('id', person.id, 'name', person.name) as contact,
  case when site.id is not null then json_build_object('siteId', site.id, 'name', site.name, 'address', site.address,
      'lat', site.lat, 'lng', site.lng, 'timezone', coalesce(site.timezone, o.time_zone))
    when v.place is not null then json_build_object('siteId', null, 'name', coalesce(v.place ->> 'name', ''), 'address', v.place ->> 'address',
      'lat', (v.place ->> 'lat')::float8, 'lng', (v.place ->> 'lng')::float8, 'timezone', o.time_zone) end as place,
  case when area.id is not null then json_build_object('id', area.id, 'name', area.name) end as territory,
  (select coalesce(json_agg(json_build_object('skillId', need ->> 'skillId', 'name', coalesce(s.name, ''), 'level', (need ->> 'level')::int)), '[]')
     from jsonb_array_elements(v.skills) need left join skills s on s.id = (need ->> 'skillId')::uuid) as skills,
  k.tools,
  (select coalesce(json_agg(json_build_object('id', who.id, 'userId', u.id, 'name', u.name, 'lead', vt.place = 0) order by vt.place), '[]')
     from visit_technicians vt join technicians who on who.id = vt.technician_id join users u on u.id = who.user_id
     where vt.visit_id = v.id) as technicians,
  v.window_from as "windowFrom", v.window_to as "windowTo", v.planned_from as "plannedFrom", v.planned_to as "plannedTo",
  ${DUE} as "dueAt",
  v.travel_at as "travelAt", v.arrived_at as "arrivedAt", v.left_at as "leftAt", v.must_confirm as "mustConfirm",
  v.confirmed_at as "confirmedAt", v.attendance,
  (select coalesce(n.failure, case when m.state = 'failed' then 'undelivered' end)
     from visit_notices n left join messages m on m.id = n.message_id
     where n.visit_id = v.id order by n.at desc, n.key desc limit 1) as undelivered,
  v.follow_up_of as "followUpOf", v.series_id as "seriesId", v.version,
  v.created_at as "createdAt", v.updated_at as "updatedAt"`;

/** `t` and `v` are there for a condition to name. */
const TABLES = `
  visits v
  join tickets t on t.id = v.ticket_id
  join visit_kinds k on k.kind = v.kind
  join contacts person on person.id = coalesce(v.contact_id, t.contact_id)
  cross join (select time_zone from organisation limit 1) o
  left join companies company on company.id = t.company_id
  left join sites site on site.id = v.site_id
  left join territories area on area.id = v.territory_id`;

/** Where and when, who and what it takes: all that planning asks, of thousands of visits at a time. */
export interface BriefVisit {
  id: string;
  state: VisitState;
  version: number;
  minutes: number;
  technicianCount: number;
  place: { siteId: string | null; lat: number | null; lng: number | null; timezone: string } | null;
  territory: { id: string } | null;
  skills: { skillId: string; level: number }[];
  /** What must be on board: the kind says it. */
  tools: string[];
  technicians: { id: string }[];
  windowFrom: Date | null;
  windowTo: Date | null;
  plannedFrom: Date | null;
  plannedTo: Date | null;
  dueAt: Date | null;
  confirmedAt: Date | null;
  ticket: { priority: Priority };
}

type Moment = 'windowFrom' | 'windowTo' | 'plannedFrom' | 'plannedTo' | 'dueAt' | 'confirmedAt';

type RawBrief = Omit<BriefVisit, 'place' | 'territory' | 'technicians' | 'ticket' | Moment> & {
  [name in Moment]: number | null;
} & {
  siteId: string | null;
  placed: boolean;
  lat: number | null;
  lng: number | null;
  timezone: string;
  territoryId: string | null;
  technicianIds: string | null;
  priority: number;
};

/** Numbers are read several times as fast as dates, which tells in thousands of rows. */
const millis = (at: string): string => `(extract(epoch from ${at}) * 1000)::float8`;

const BRIEF = `
  select v.id, v.state, v.version, v.minutes, v.technicians as "technicianCount", site.id as "siteId",
    site.id is not null or v.place is not null as placed,
    case when site.id is not null then site.lat else (v.place ->> 'lat')::float8 end as lat,
    case when site.id is not null then site.lng else (v.place ->> 'lng')::float8 end as lng,
    coalesce(site.timezone, o.time_zone) as timezone, v.territory_id as "territoryId", v.skills, k.tools,
    (select string_agg(vt.technician_id::text, ',' order by vt.place) from visit_technicians vt where vt.visit_id = v.id) as "technicianIds",
    ${millis('v.window_from')} as "windowFrom", ${millis('v.window_to')} as "windowTo", ${millis('v.planned_from')} as "plannedFrom",
    ${millis('v.planned_to')} as "plannedTo", ${millis(DUE)} as "dueAt", ${millis('v.confirmed_at')} as "confirmedAt", t.priority
  from visits v join tickets t on t.id = v.ticket_id join visit_kinds k on k.kind = v.kind left join sites site on site.id = v.site_id
  cross join (select time_zone from organisation limit 1) o`;

type RawRow = Omit<VisitRowView, 'ref' | 'ticket'> & {
  ticket: Omit<VisitRowView['ticket'], 'priority'> & { priority: number };
};

/** Reads visits as rows. Whether the reader may see them is the caller's condition. */
@Injectable()
export class VisitRows {
  constructor(private readonly reading: Reading) {}

  /** `rest`: where, order and limit, with numbered parameters. `reader`: a transaction, to see what it has done. */
  async read(rest: string, parameters: unknown[], reader: Pick<Tx, 'query'> = this.reading): Promise<VisitRowView[]> {
    const rows = await reader.query<RawRow>(`select ${COLUMNS} from ${TABLES} ${rest}`, parameters);
    return rows.map(present);
  }

  /** As `read`, without the names. */
  async briefly(rest: string, parameters: unknown[]): Promise<BriefVisit[]> {
    const rows = await this.reading.query<RawBrief>(`${BRIEF} ${rest}`, parameters);
    return rows.map(presentBrief);
  }

  async byIds(ids: readonly string[], reader: Pick<Tx, 'query'> = this.reading): Promise<VisitRowView[]> {
    if (ids.length === 0) return [];
    return this.read('where v.id = any($1::uuid[])', [[...new Set(ids)]], reader);
  }
}

const present = ({ ticket, ...row }: RawRow): VisitRowView => ({
  ...row,
  ref: visitRef(row.number),
  ticket: { ...ticket, priority: priorityName(ticket.priority) },
});

const presentBrief = (row: RawBrief): BriefVisit => ({
  id: row.id,
  state: row.state,
  version: row.version,
  minutes: row.minutes,
  technicianCount: row.technicianCount,
  place: row.placed ? { siteId: row.siteId, lat: row.lat, lng: row.lng, timezone: row.timezone } : null,
  territory: row.territoryId ? { id: row.territoryId } : null,
  skills: row.skills,
  tools: row.tools,
  technicians: row.technicianIds?.split(',').map((id) => ({ id })) ?? [],
  windowFrom: dateOf(row.windowFrom),
  windowTo: dateOf(row.windowTo),
  plannedFrom: dateOf(row.plannedFrom),
  plannedTo: dateOf(row.plannedTo),
  dueAt: dateOf(row.dueAt),
  confirmedAt: dateOf(row.confirmedAt),
  ticket: { priority: priorityName(row.priority) },
});

const dateOf = (millis: number | null): Date | null => (millis === null ? null : new Date(millis));
