import { Injectable } from '@nestjs/common';
import { Reading } from '../platform/database/reading.js';
import type { QuotedView } from './message.dto.js';
import type { Message } from './message.entity.js';

const SHOWN = 200;

interface Row {
  asked: string;
  id: string;
  seq: number | null;
  direction: string;
  name: string | null;
  text: string;
  file: string | null;
  unsent: boolean;
}

/** What messages answer, where somebody chose one: told by its id where we did, by its provider's where the customer did. */
@Injectable()
export class Quotations {
  constructor(private readonly reading: Reading) {}

  /** By the message that quotes. What was quoted is looked up anew: it may have been corrected, erased or taken back. */
  async of(messages: Message[]): Promise<Map<string, QuotedView>> {
    const asked = messages.filter(({ meta }) => typeof meta.quotes === 'string' || typeof meta.replyTo === 'string');
    if (asked.length === 0) return new Map();
    const rows = await this.reading.query<Row>(
      `select a.id as asked, q.id, case when q.ticket_id = a.ticket_id then q.ticket_seq end as seq, q.direction,
         q.sender ->> 'name' as name, left(q.text, ${SHOWN}) as text, q.meta ->> 'unsent' is not null as unsent,
         (select f.name from attachments f where f.message_id = q.id order by f.id limit 1) as file
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[])
         as a(id, ticket_id, conversation_id, quotes, reply_to)
       join conversations here on here.id = a.conversation_id
       join lateral (
         select m.* from messages m
         where m.id = a.quotes and (m.ticket_id = a.ticket_id or m.conversation_id = a.conversation_id)
         union all
         select m.* from messages m join conversations c on c.id = m.conversation_id
         where a.quotes is null and m.external_id = a.reply_to and c.inbox_id = here.inbox_id
           and (c.id = here.id or c.identity_id = here.identity_id)
         union all
         select m.* from message_references r
         join messages m on m.id = r.message_id join conversations c on c.id = m.conversation_id
         where a.quotes is null and r.inbox_id = here.inbox_id and r.reference = a.reply_to
           and (c.id = here.id or c.identity_id = here.identity_id)
         limit 1
       ) q on true`,
      [
        asked.map(({ id }) => id),
        asked.map(({ ticketId }) => ticketId),
        asked.map(({ conversationId }) => conversationId),
        asked.map(({ meta }) => meta.quotes ?? null),
        asked.map(({ meta }) => meta.replyTo ?? null),
      ],
    );
    const found = new Map(rows.map((row) => [row.asked, quotedOf(row)]));
    return new Map(asked.map(({ id, meta }) => [id, found.get(id) ?? unknownTo(meta)]));
  }
}

const quotedOf = ({ id, seq, direction, name, text, file, unsent }: Row): QuotedView => ({
  id: seq === null ? null : id,
  seq,
  direction: direction === 'out' ? 'out' : 'in',
  name,
  text: unsent ? '' : oneLine(text),
  file: unsent ? null : file,
  unsent,
});

/** Said before the line was ours, or by another program: what the provider repeats of it is all that is known. */
const unknownTo = ({ replyToText }: Message['meta']): QuotedView => ({
  id: null,
  seq: null,
  direction: null,
  name: null,
  text: typeof replyToText === 'string' ? oneLine(replyToText) : '',
  file: null,
  unsent: false,
});

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
