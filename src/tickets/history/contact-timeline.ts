import { Injectable } from '@nestjs/common';
import type { MessagePage } from '../../conversations/message.dto.js';
import { Message } from '../../conversations/message.entity.js';
import { MessagesService } from '../../conversations/messages.service.js';
import { ContactDirectoryService } from '../../customers/contact-directory.service.js';
import { Reading } from '../../platform/database/reading.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, encodeCursor, type PageQuery } from '../../platform/http/paging.js';
import { visibleTo } from '../ticket.access.js';

/** Everything that was ever said with a contact, on any channel, as far as the reader sees the tickets. */
@Injectable()
export class ContactTimeline {
  constructor(
    private readonly reading: Reading,
    private readonly contacts: ContactDirectoryService,
    private readonly messages: MessagesService,
  ) {}

  /** Newest first. A contact that was merged is answered by the one it became part of. */
  async list(actor: Actor, contactId: string, { limit, cursor }: PageQuery): Promise<MessagePage> {
    const { id } = await this.contacts.one(contactId);
    const after = decodeCursor(cursor, 2);
    const parameters: unknown[] = [id, limit + 1, after ? String(after[0]) : null, after ? String(after[1]) : null];
    const rows = await this.reading.query<{ id: string; at: Date }>(
      `select m.id, m.at from messages m join tickets t on t.id = m.ticket_id
       where m.id in (
           select id from messages where conversation_id in (select id from conversations where contact_id = $1)
           union select id from messages where ticket_id in (select id from tickets where contact_id = $1))
         and m.state <> 'cancelled' and ${visibleTo(actor, parameters)}
         and ($3::timestamptz is null or (date_trunc('milliseconds', m.at), m.id) < ($3::timestamptz, $4::uuid))
       order by date_trunc('milliseconds', m.at) desc, m.id desc limit $2`,
      parameters,
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.presented(shown.map((row) => row.id)),
      nextCursor: rows.length > limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null,
    };
  }

  private async presented(ids: string[]): Promise<MessagePage['items']> {
    const found = await this.reading.entities(Message, 'where id = any($1::uuid[])', [ids]);
    const views = new Map((await this.messages.present(found)).map((view) => [view.id, view]));
    return ids.flatMap((id) => views.get(id) ?? []);
  }
}
