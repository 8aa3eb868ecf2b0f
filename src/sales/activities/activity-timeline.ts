import { Injectable, type OnModuleInit } from '@nestjs/common';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import type { TimelineItem } from '../../tickets/history/timeline.dto.js';
import {
  TimelineContributions,
  type TimelineOf,
  type TimelineStretch,
  type Told,
} from '../../tickets/history/timeline-contributions.service.js';
import type { ActivityView } from './activity.dto.js';
import { ActivityRows, visibleActivities } from './activity-rows.js';
import { activityWords } from './activity-words.rules.js';

/** Whoever it was planned with, and whoever was there. */
const WITH_CONTACT = `(a.contact_id = $1 or a.attendees @> jsonb_build_array(jsonb_build_object('contactId', $1::text))
  or a.id in (select activity_id from activity_invitations where contact_id = $1))`;
const WITH_COMPANY = '(a.company_id = $1 or a.contact_id in (select id from contacts where company_id = $1))';

/** Meetings, visits and calls that were written down stand on the timelines of customers, among what was said. */
@Injectable()
export class ActivityTimeline implements OnModuleInit {
  constructor(
    private readonly timelines: TimelineContributions,
    private readonly rows: ActivityRows,
  ) {}

  onModuleInit(): void {
    this.timelines.add((actor, of, stretch) => this.read(actor, of, stretch));
  }

  private async read(actor: Actor, of: TimelineOf, { most, before }: TimelineStretch): Promise<Told[]> {
    if (!can(actor, 'deals:read')) return [];
    const [whose, ticketOf, id] =
      'contactId' in of ? [WITH_CONTACT, 'contact_id', of.contactId] : [WITH_COMPANY, 'company_id', of.companyId];
    const parameters: unknown[] = [id, most, before?.at ?? null, before?.id ?? null];
    const at = `date_trunc('milliseconds', a.done_at)`;
    const rows = await this.rows.read(
      `where ${whose} and a.done_at is not null and a.kind <> 'task' and ${visibleActivities(actor, parameters)}
         and ($3::timestamptz is null or (${at}, a.id) < ($3::timestamptz, $4::uuid))
         -- On their ticket it stands already, as a message.
         and not exists (select from tickets t join messages m on m.ticket_id = t.id
           where t.id = a.ticket_id and t.${ticketOf} = $1 and m.client_id = 'meeting.' || a.id)
       order by ${at} desc, a.id desc limit $2`,
      parameters,
    );
    return rows.map((row) => ({ item: itemOf(row), contactIds: peopleOf(row) }));
  }
}

const peopleOf = ({ contact, attendees }: ActivityView): string[] => [
  ...(contact ? [contact.id] : []),
  ...attendees.flatMap(({ contactId }) => contactId ?? []),
];

function itemOf(activity: ActivityView): TimelineItem {
  const { id, kind, owner, subject, attendees, place, outcome, notes, deal, ticketId, doneAt } = activity;
  const text = activityWords(activity);
  return {
    id,
    seq: null,
    ticketId,
    conversationId: null,
    kind: kind === 'task' ? 'note' : kind,
    direction: 'internal',
    channel: 'internal',
    from: { kind: 'user', id: owner?.id ?? null, ...(owner && { name: owner.name }) },
    to: [],
    cc: [],
    subject,
    text,
    textFull: text,
    html: null,
    attachments: [],
    state: 'received',
    error: null,
    automatic: false,
    clientId: null,
    sendAt: null,
    meta: {
      activityId: id,
      attendees,
      place,
      outcome,
      notes,
      ...(deal && { deal: { id: deal.id, number: deal.number } }),
    },
    at: doneAt!,
  };
}
