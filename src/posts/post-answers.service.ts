import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { can, type Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type PageQuery } from '../platform/http/paging.js';
import { visibleTo } from '../tickets/ticket.access.js';
import type { PostAnswer, PostAnswerPage } from './post.dto.js';

interface Row {
  id: string;
  text: string;
  taken_back: boolean;
  contact_id: string | null;
  contact: string | null;
  inbox_id: string;
  inbox: string;
  channel: string;
  ticket_id: string;
  number: string;
  answered: boolean;
  at: Date;
}

/** What was said under a post of ours, as far as the reader sees the tickets that it became. */
@Injectable()
export class PostAnswers {
  constructor(private readonly db: DataSource) {}

  /** Newest first. */
  async list(actor: Actor, postId: string, { limit, cursor }: PageQuery): Promise<PostAnswerPage> {
    const after = decodeCursor(cursor, 2);
    const parameters: unknown[] = [postId, limit + 1, after ? String(after[0]) : null, after ? String(after[1]) : null];
    const seen = can(actor, 'tickets:read') ? visibleTo(actor, parameters) : 'false';
    const rows = await this.db.query<Row[]>(
      `select m.id, m.text, coalesce((m.meta ->> 'unsent')::boolean, false) as taken_back, k.id as contact_id, k.name as contact,
         i.id as inbox_id, i.name as inbox, i.channel, t.id as ticket_id, t.number, date_trunc('milliseconds', m.at) as at,
         exists (select 1 from messages o where o.conversation_id = m.conversation_id and o.direction = 'out' and o.seq > m.seq
           and o.state in ('sent', 'delivered', 'read')) as answered
       from post_targets p join messages m on m.meta ->> 'post' = p.external_id and m.meta ? 'post' and m.direction = 'in'
         join conversations c on c.id = m.conversation_id and c.inbox_id = p.inbox_id
         join inboxes i on i.id = p.inbox_id join tickets t on t.id = m.ticket_id left join contacts k on k.id = c.contact_id
       where p.post_id = $1 and ${seen}
         and ($3::timestamptz is null or (date_trunc('milliseconds', m.at), m.id) < ($3::timestamptz, $4::uuid))
       order by date_trunc('milliseconds', m.at) desc, m.id desc limit $2`,
      parameters,
    );
    return pageOf(rows, limit, (row) => [row.at.toISOString(), row.id], present);
  }
}

const present = (row: Row): PostAnswer => ({
  id: row.id,
  text: row.text,
  takenBack: row.taken_back,
  contact: row.contact_id !== null && row.contact !== null ? { id: row.contact_id, name: row.contact } : null,
  inbox: { id: row.inbox_id, name: row.inbox, channel: row.channel },
  ticket: { id: row.ticket_id, number: Number(row.number) },
  answered: row.answered,
  at: row.at,
});
