import { Injectable } from '@nestjs/common';
import { Message } from '../../conversations/message.entity.js';
import { MessagesService } from '../../conversations/messages.service.js';
import { CompaniesService } from '../../customers/companies.service.js';
import { ContactViews } from '../../customers/contact-views.service.js';
import { ContactDirectoryService } from '../../customers/contact-directory.service.js';
import { Reading } from '../../platform/database/reading.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, encodeCursor, type PageQuery } from '../../platform/http/paging.js';
import { visibleTo } from '../ticket.access.js';
import {
  TimelineContributions,
  type TimelineOf,
  type TimelineStretch,
  type Told,
} from './timeline-contributions.service.js';
import type { TimelineItem, TimelinePage } from './timeline.dto.js';

const OF_CONTACT = `
  m.id in (
    select id from messages where conversation_id in (select id from conversations where contact_id = $1)
    union select id from messages where ticket_id in (select id from tickets where contact_id = $1))`;
const OF_COMPANY = 'm.ticket_id in (select id from tickets where company_id = $1)';

/** Everything that was ever said with a customer, on any channel and in person, as far as the reader sees it. */
@Injectable()
export class CustomerTimeline {
  constructor(
    private readonly reading: Reading,
    private readonly contacts: ContactDirectoryService,
    private readonly companies: CompaniesService,
    private readonly views: ContactViews,
    private readonly messages: MessagesService,
    private readonly contributions: TimelineContributions,
  ) {}

  /** A contact that was merged is answered by the one it became part of. */
  async ofContact(actor: Actor, contactId: string, query: PageQuery): Promise<TimelinePage> {
    const { id } = await this.contacts.one(contactId);
    return (await this.page(actor, { contactId: id }, query)).page;
  }

  async ofCompany(actor: Actor, companyId: string, query: PageQuery): Promise<TimelinePage> {
    const { id } = await this.companies.one(companyId);
    const { page, contactIds } = await this.page(actor, { companyId: id }, query);
    // Whoever reads what a company said reads what its people said.
    await this.views.note(actor, contactIds, 'ticket');
    return page;
  }

  private async page(
    actor: Actor,
    of: TimelineOf,
    { limit, cursor }: PageQuery,
  ): Promise<{ page: TimelinePage; contactIds: string[] }> {
    const after = decodeCursor(cursor, 2);
    const stretch = { most: limit + 1, before: after && { at: String(after[0]), id: String(after[1]) } };
    const [said, done] = await Promise.all([
      this.said(actor, of, stretch),
      this.contributions.read(actor, of, stretch),
    ]);
    const all = [...said, ...done].sort((a, b) => newestFirst(a.item, b.item));
    const told = all.slice(0, limit);
    const items = told.map(({ item }) => item);
    const last = items.at(-1);
    const more = all.length > limit && last;
    return {
      page: { items, nextCursor: more ? encodeCursor([last.at.toISOString(), last.id]) : null },
      contactIds: [...new Set(told.flatMap(({ contactIds }) => contactIds))],
    };
  }

  private async said(actor: Actor, of: TimelineOf, { most, before }: TimelineStretch): Promise<Told[]> {
    const [whose, id] = 'contactId' in of ? [OF_CONTACT, of.contactId] : [OF_COMPANY, of.companyId];
    const parameters: unknown[] = [id, most, before?.at ?? null, before?.id ?? null];
    const rows = await this.reading.query<{ id: string; contactId: string }>(
      `select m.id, t.contact_id as "contactId" from messages m join tickets t on t.id = m.ticket_id
       where ${whose} and m.state <> 'cancelled' and ${visibleTo(actor, parameters)}
         and ($3::timestamptz is null or (date_trunc('milliseconds', m.at), m.id) < ($3::timestamptz, $4::uuid))
       order by date_trunc('milliseconds', m.at) desc, m.id desc limit $2`,
      parameters,
    );
    const found = await this.reading.entities(Message, 'where id = any($1::uuid[])', [rows.map((row) => row.id)]);
    const views = new Map((await this.messages.present(found)).map((view) => [view.id, view]));
    return rows.flatMap(({ id: one, contactId }) => {
      const item = views.get(one);
      return item ? [{ item, contactIds: [contactId] }] : [];
    });
  }
}

function newestFirst(a: TimelineItem, b: TimelineItem): number {
  return b.at.getTime() - a.at.getTime() || (b.id < a.id ? -1 : 1);
}
