import { Injectable } from '@nestjs/common';
import { Reading } from '../../platform/database/reading.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { visibleTo } from '../../tickets/ticket.access.js';
import { visibleDeals } from '../deals/deal.access.js';
import type { ActivityView } from './activity.dto.js';

const named = (alias: string): string =>
  `case when ${alias}.id is null then null else json_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;

/** Each with what their calendar answered. */
const ATTENDEES = `
  (select coalesce(jsonb_agg(x.one || case when i.address is null then '{}' else jsonb_build_object('answeredAt', i.answered_at,
     'invitation', case when i.problem is not null then 'not_sent' when i.state = 'cancelled' then 'cancelled'
       else coalesce(i.answer, 'invited') end) end order by x.at), '[]')
   from jsonb_array_elements(a.attendees) with ordinality x(one, at)
   left join activity_invitations i on i.activity_id = a.id and i.address = lower(x.one ->> 'email'))`;

const SELECT = `
  select a.id, a.kind, a.subject, a.due_at as "dueAt", a.minutes, a.done_at as "doneAt", ${named('u')} as owner,
    case when d.id is null then null else json_build_object('id', d.id, 'number', d.number, 'title', d.title, 'state', d.state,
      'hasNext', d.next_activity_id is not null) end as deal,
    ${named('k')} as contact, ${named('c')} as company, a.ticket_id as "ticketId", a.place, a.invites,
    case when exists (select from activity_invitations i where i.activity_id = a.id) then ${ATTENDEES} else a.attendees end as attendees,
    a.notes, a.outcome,
    a.remind_minutes as "remindMinutes", a.version
  from activities a left join users u on u.id = a.owner_id left join deals d on d.id = a.deal_id
  left join contacts k on k.id = a.contact_id left join companies c on c.id = a.company_id`;

/** Activities as lists and pages show them. */
@Injectable()
export class ActivityRows {
  constructor(private readonly reading: Reading) {}

  /** `rest`: from `where` on. */
  read(rest: string, parameters: unknown[]): Promise<ActivityView[]> {
    return this.reading.query<ActivityView>(`${SELECT} ${rest}`, parameters);
  }

  async byIds(ids: string[]): Promise<Map<string, ActivityView>> {
    if (ids.length === 0) return new Map();
    const rows = await this.read('where a.id = any($1::uuid[])', [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/**
 * One's own; those of deals and of tickets that one sees; and what was planned with a customer and is on neither, which is
 * like a ticket without a team.
 */
export function visibleActivities(actor: Actor, parameters: unknown[]): string {
  if (actor.kind === 'system' || actor.ticketScope === 'all') return 'a.deleted_at is null';
  const me = `$${parameters.push(actor.id)}`;
  const shared =
    actor.ticketScope === 'team'
      ? `or (a.deal_id is null and a.ticket_id is null and coalesce(a.contact_id, a.company_id) is not null)`
      : '';
  return `a.deleted_at is null and (a.owner_id = ${me} ${shared}
    or (a.deal_id is not null and exists (
      select from deals d2 where d2.id = a.deal_id and ${visibleDeals(actor, parameters, 'd2')}))
    or (a.deal_id is null and a.ticket_id is not null and exists (
      select from tickets t2 where t2.id = a.ticket_id and ${visibleTo(actor, parameters, 't2')})))`;
}
