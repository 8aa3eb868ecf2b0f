import { Injectable } from '@nestjs/common';
import { Reading } from '../platform/database/reading.js';
import { decodeCursor, encodeCursor } from '../platform/http/paging.js';
import { Attachment } from './attachment.entity.js';
import { FileScans } from './file-scans.service.js';
import { presentMessage, type MessagePage, type MessageQuery, type MessageView } from './message.dto.js';
import { Message } from './message.entity.js';
import { Quotations } from './quotations.service.js';
import { safeHtml } from './message-html.rules.js';

/** Sanitised texts of the most recently read messages. What was said never changes, so nothing here grows stale. */
const REMEMBERED = 2_000;

/** Reads what was said on a ticket. Whether the reader may see the ticket was asked before. */
@Injectable()
export class MessagesService {
  private readonly sanitised = new Map<string, string>();

  constructor(
    private readonly reading: Reading,
    private readonly scans: FileScans,
    private readonly quotations: Quotations,
  ) {}

  async ofTicket(ticketId: string, query: MessageQuery): Promise<MessagePage> {
    const [way, from] = this.placeOf(query);
    const [beyond, order] = way === 'before' ? ['<', 'desc'] : ['>', 'asc'];
    const found = await this.reading.entities(
      Message,
      `where ticket_id = $1 and ticket_seq ${beyond} $2 order by ticket_seq ${order} limit ${query.limit + 1}`,
      [ticketId, from],
    );
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    const nextCursor = found.length > query.limit && last ? encodeCursor([way, last.ticketSeq]) : null;
    return { items: await this.present(way === 'before' ? shown.reverse() : shown), nextCursor };
  }

  async find(id: string): Promise<Message | null> {
    const [message] = await this.reading.entities(Message, 'where id = $1', [id]);
    return message ?? null;
  }

  async one(id: string): Promise<MessageView | undefined> {
    const message = await this.find(id);
    return message ? (await this.present([message]))[0] : undefined;
  }

  async present(messages: Message[]): Promise<MessageView[]> {
    const files = await this.filesOf(messages.map((m) => m.id));
    const scans = await this.scans.of([...files.values()].flat().map(({ blobKey }) => blobKey));
    const quoted = await this.quotations.of(messages);
    return messages.map((m) => presentMessage(m, this.htmlOf(m), files.get(m.id) ?? [], scans, quoted.get(m.id)));
  }

  private placeOf(query: MessageQuery): ['before' | 'after', number] {
    const [way, seq] = decodeCursor(query.cursor, 2) ?? [];
    if ((way === 'before' || way === 'after') && Number.isInteger(seq)) return [way, Number(seq)];
    return query.before === undefined ? ['after', query.after ?? 0] : ['before', query.before];
  }

  private async filesOf(messageIds: string[]): Promise<Map<string, Attachment[]>> {
    if (messageIds.length === 0) return new Map();
    const files = await this.reading.entities(Attachment, 'where message_id = any($1::uuid[]) order by id', [
      messageIds,
    ]);
    const byMessage = new Map<string, Attachment[]>();
    for (const file of files) byMessage.set(file.messageId!, [...(byMessage.get(file.messageId!) ?? []), file]);
    return byMessage;
  }

  private htmlOf({ id, html }: Message): string | null {
    if (html === null) return null;
    const known = this.sanitised.get(id);
    if (known !== undefined) return known;
    const safe = safeHtml(html);
    const oldest = this.sanitised.size >= REMEMBERED ? this.sanitised.keys().next() : undefined;
    if (oldest && !oldest.done) this.sanitised.delete(oldest.value);
    this.sanitised.set(id, safe);
    return safe;
  }
}
