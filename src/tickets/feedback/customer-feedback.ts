import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CompaniesService } from '../../customers/companies.service.js';
import { ContactDirectoryService } from '../../customers/contact-directory.service.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type PageQuery } from '../../platform/http/paging.js';
import { visibleTo } from '../ticket.access.js';
import type { FeedbackPage, FeedbackView } from './customer-feedback.dto.js';

/** What customers think of us, wherever they said it: publicly, or of a conversation whose ticket the reader sees. */
@Injectable()
export class CustomerFeedback {
  constructor(
    private readonly db: DataSource,
    private readonly contacts: ContactDirectoryService,
    private readonly companies: CompaniesService,
  ) {}

  /** A contact that was merged is answered by the one it became part of. */
  async ofContact(actor: Actor, contactId: string, query: PageQuery): Promise<FeedbackPage> {
    const { id } = await this.contacts.one(contactId);
    return this.list(actor, 'c.id = $1', id, query);
  }

  async ofCompany(actor: Actor, companyId: string, query: PageQuery): Promise<FeedbackPage> {
    const { id } = await this.companies.one(companyId);
    return this.list(actor, 'c.company_id = $1 and c.deleted_at is null', id, query);
  }

  /** Newest first. */
  private async list(actor: Actor, whose: string, id: string, { limit, cursor }: PageQuery): Promise<FeedbackPage> {
    const after = decodeCursor(cursor, 2);
    const parameters: unknown[] = [id, limit + 1, after ? String(after[0]) : null, after ? String(after[1]) : null];
    const seen = can(actor, 'tickets:read') ? visibleTo(actor, parameters) : 'false';
    const rows = await this.db.query<Row[]>(
      `with said as (
         select f.id, 'recommendation' as kind, f.verdict, null::int as score, f.text, f.channel, f.inbox_id, f.contact_id,
           null::uuid as ticket_id, null::bigint as number, f.link, f.earlier <> '[]' as edited,
           date_trunc('milliseconds', f.given_at) as at
         from contacts c join feedback f on f.contact_id = c.id where ${whose} and f.taken_back_at is null
         union all
         select v.id, 'rating', null, v.rating, coalesce(v.rating_comment, ''), v.channel, v.inbox_id, v.contact_id,
           t.id, t.number, null, false, date_trunc('milliseconds', v.rated_at)
         from contacts c join conversations v on v.contact_id = c.id join tickets t on t.id = v.ticket_id
         where ${whose} and v.rating is not null and v.rated_at is not null and ${seen}
       )
       select said.*, i.name as inbox, c.name as contact
       from said join contacts c on c.id = said.contact_id left join inboxes i on i.id = said.inbox_id
       where $3::timestamptz is null or (said.at, said.id) < ($3::timestamptz, $4::uuid)
       order by said.at desc, said.id desc limit $2`,
      parameters,
    );
    return pageOf(rows, limit, (row) => [row.at.toISOString(), row.id], present);
  }
}

interface Row {
  id: string;
  kind: FeedbackView['kind'];
  verdict: FeedbackView['verdict'];
  score: number | null;
  text: string;
  channel: string;
  inbox_id: string | null;
  inbox: string | null;
  contact_id: string;
  contact: string;
  ticket_id: string | null;
  number: string | null;
  link: string | null;
  edited: boolean;
  at: Date;
}

const present = ({ inbox_id, inbox, contact_id, contact, ticket_id, number, ...row }: Row): FeedbackView => ({
  ...row,
  inbox: inbox_id !== null && inbox !== null ? { id: inbox_id, name: inbox } : null,
  contact: { id: contact_id, name: contact },
  ticket: ticket_id !== null ? { id: ticket_id, number: Number(number) } : null,
});
