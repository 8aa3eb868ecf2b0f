import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { displayName } from '../../conversations/file-type.rules.js';
import { Clock } from '../../platform/clock.js';
import { builtOn } from '../../platform/database/references.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids.js';
import { isOpen, REOPEN_WINDOW_DAYS, type StatusCategory } from '../ticket.rules.js';

/** A ticket that was worked on somewhere else, with all that was said on it. */
export interface PastTicket {
  /** From where, as people call it. */
  from: string;
  subject: string;
  contactId: string;
  companyId: string | null;
  assigneeId: string | null;
  category: StatusCategory;
  /** A status of ours, where one is called so. */
  statusId: string | null;
  priority: number;
  type: string;
  tags: string[];
  fields: Record<string, unknown>;
  createdAt: Date;
  updatedAt: Date | null;
  solvedAt: Date | null;
  messages: PastMessage[];
}

export interface PastMessage {
  direction: 'in' | 'out' | 'internal';
  author: { kind: 'contact' | 'user' | 'system'; id: string | null };
  name: string;
  address: string | null;
  text: string;
  html: string | null;
  at: Date;
  meta: Record<string, unknown>;
  /** That came along, and lie in the store. */
  files: { name: string; type: string; size: number; blobKey: string }[];
}

const CHANNEL = 'import';
const DAY_MS = 86_400_000;
/** What is part of a ticket that nobody touched. */
const PARTS = ['ticket_events', 'messages', 'conversations'];

/**
 * Recorded as history, beside the ticket writer and on purpose: nothing is emitted, so no policy decides and nobody is
 * told. No mail leaves, no promise starts, no rule fires. What watches tickets by the time passes over those that are
 * `past` and as they came (`version = 1`); from the first change or word on, it is a ticket like any other.
 */
@Injectable()
export class PastTickets {
  constructor(
    private readonly clock: Clock,
    private readonly conversations: ConversationsService,
  ) {}

  /** Returns the ids, in the order given. */
  async record(tx: Tx, tickets: readonly PastTicket[]): Promise<string[]> {
    const statuses = await tx.query<{ id: string; category: StatusCategory }>(
      'select id, category from statuses where is_default',
    );
    const defaults = new Map(statuses.map(({ id, category }) => [category, id]));
    const rows = tickets.map((ticket) => this.rowOf(ticket, defaults));
    tx.write(
      `insert into tickets (id, subject, status_id, category, priority, type, contact_id, company_id, assignee_id, channels, tags, fields,
         last_message_at, waiting_since, first_response_at, solved_at, closed_at, event_seq, message_seq, past, created_at, updated_at)
       select id, subject, status_id, category, priority, type, contact_id, company_id, assignee_id, channels, tags, fields,
         last_message_at, waiting_since, first_response_at, solved_at, closed_at, 1, message_seq, true, created_at, updated_at
       from jsonb_to_recordset($1) as r(id uuid, subject text, status_id uuid, category text, priority smallint, type text, contact_id uuid,
         company_id uuid, assignee_id uuid, channels text[], tags text[], fields jsonb, last_message_at timestamptz, waiting_since timestamptz,
         first_response_at timestamptz, solved_at timestamptz, closed_at timestamptz, message_seq int, created_at timestamptz, updated_at timestamptz)`,
      [JSON.stringify(rows)],
    );
    tx.write(
      `insert into ticket_events (ticket_id, seq, id, type, actor_kind, actor_name, at, data)
       select ticket_id, 1, id, 'ticket.created', 'system', name, at, data from jsonb_to_recordset($1)
         as r(ticket_id uuid, id uuid, name text, at timestamptz, data jsonb)`,
      [
        JSON.stringify(
          rows.map(({ id, subject, created_at }, n) => ({
            id: newId(),
            ticket_id: id,
            name: tickets[n]!.from,
            at: created_at,
            data: {
              subject,
              inboxId: null,
              priority: tickets[n]!.priority,
              mode: 'digital',
              importedFrom: tickets[n]!.from,
            },
          })),
        ),
      ],
    );
    this.recordWords(
      tx,
      tickets,
      rows.map(({ id }) => id),
    );
    this.rememberTags(tx, tickets);
    return rows.map(({ id }) => id);
  }

  /** Takes away those that are as they came. Returns why each of the others stays. */
  async takeAway(tx: Tx, ids: readonly string[], except: readonly string[]): Promise<Map<string, string>> {
    const kept = new Map<string, string>();
    const rows = await tx.query<{ id: string; touched: boolean }>(
      'select id, version > 1 or not past as touched from tickets where id = any($1::uuid[]) for update',
      [ids],
    );
    for (const { id, touched } of rows) if (touched) kept.set(id, 'changed');
    for (const [id, place] of await builtOn(tx, 'tickets', ids, {
      column: 'ticket_id',
      except: [...PARTS, ...except],
    })) {
      kept.set(id, place);
    }
    const free = ids.filter((id) => !kept.has(id));
    await tx.query(
      'delete from attachments where message_id in (select id from messages where ticket_id = any($1::uuid[]))',
      [free],
    );
    for (const table of ['messages', 'conversations', 'ticket_events']) {
      await tx.query(`delete from ${table} where ticket_id = any($1::uuid[])`, [free]);
    }
    await tx.query('delete from tickets where id = any($1::uuid[])', [free]);
    return kept;
  }

  private rowOf(ticket: PastTicket, defaults: ReadonlyMap<StatusCategory, string>) {
    const said = ticket.messages.filter(({ direction }) => direction !== 'internal');
    const last = said.at(-1)?.at ?? null;
    const ended = !isOpen(ticket.category);
    const solvedAt = ended ? (ticket.solvedAt ?? ticket.updatedAt ?? last ?? ticket.createdAt) : null;
    // What was solved long ago is closed here, too: nothing shall come of it later.
    const old = solvedAt !== null && this.clock.millis() - solvedAt.getTime() > REOPEN_WINDOW_DAYS * DAY_MS;
    const category: StatusCategory = ticket.category === 'solved' && old ? 'closed' : ticket.category;
    const answered = said.findLastIndex(({ direction }) => direction === 'out');
    const waiting = said.slice(answered + 1).find(({ direction }) => direction === 'in');
    return {
      id: newId(),
      subject: ticket.subject,
      status_id: category === ticket.category && ticket.statusId ? ticket.statusId : defaults.get(category)!,
      category,
      priority: ticket.priority,
      type: ticket.type,
      contact_id: ticket.contactId,
      company_id: ticket.companyId,
      assignee_id: ticket.assigneeId,
      channels: said.length > 0 ? [CHANNEL] : [],
      tags: ticket.tags,
      fields: ticket.fields,
      last_message_at: last,
      waiting_since: ended ? null : (waiting?.at ?? null),
      first_response_at: said.find(({ direction }) => direction === 'out')?.at ?? null,
      solved_at: solvedAt,
      closed_at: category === 'closed' ? solvedAt : null,
      message_seq: ticket.messages.length,
      created_at: ticket.createdAt,
      updated_at: ticket.updatedAt ?? last ?? ticket.createdAt,
    };
  }

  /** One conversation for what was said with the customer, and the one that holds a ticket's notes. Both are read and over. */
  private recordWords(tx: Tx, tickets: readonly PastTicket[], ids: readonly string[]): void {
    const conversations: object[] = [];
    const messages: object[] = [];
    const files: { messageId: string; files: PastMessage['files'] }[] = [];
    for (const [n, ticket] of tickets.entries()) {
      for (const internal of [false, true]) {
        const part = ticket.messages
          .map((message, at) => ({ message, at }))
          .filter(({ message }) => (message.direction === 'internal') === internal);
        if (part.length === 0) continue;
        const id = newId();
        const at = part.at(-1)!.message.at;
        conversations.push({
          id,
          ticket_id: ids[n],
          channel: internal ? 'internal' : CHANNEL,
          contact_id: internal ? null : ticket.contactId,
          subject: internal ? null : ticket.subject,
          threaded: !internal,
          state: internal ? 'open' : 'ended',
          seq: part.length,
          created_at: part[0]!.message.at,
          at,
        });
        for (const [seq, { message, at: place }] of part.entries()) {
          const messageId = newId();
          files.push({ messageId, files: message.files });
          messages.push({
            id: messageId,
            conversation_id: id,
            seq: seq + 1,
            ticket_id: ids[n],
            ticket_seq: place + 1,
            kind: internal ? 'note' : 'message',
            direction: message.direction,
            channel: internal ? 'internal' : CHANNEL,
            author_kind: message.author.kind,
            author_id: message.author.id,
            sender: { name: message.name, ...(message.address && { address: message.address }) },
            text: message.text,
            html: message.html,
            state: message.direction === 'out' ? 'sent' : 'received',
            meta: { ...message.meta, importedFrom: ticket.from },
            at: message.at,
          });
        }
      }
    }
    if (messages.length === 0) return;
    tx.write(
      `insert into conversations (id, ticket_id, channel, contact_id, subject, threaded, state, last_seq, read_seq, agent_read_seq, ended_at, ended_by, created_at, updated_at)
       select id, ticket_id, channel, contact_id, subject, threaded, state, seq, seq, seq, case when state = 'ended' then at end,
         case when state = 'ended' then 'system' end, created_at, at
       from jsonb_to_recordset($1) as r(id uuid, ticket_id uuid, channel text, contact_id uuid, subject text, threaded boolean, state text, seq int,
         created_at timestamptz, at timestamptz)`,
      [JSON.stringify(conversations)],
    );
    tx.write(
      `insert into messages (id, conversation_id, seq, ticket_id, ticket_seq, kind, direction, channel, author_kind, author_id, sender, text, html,
         state, automatic, meta, at, updated_at)
       select id, conversation_id, seq, ticket_id, ticket_seq, kind, direction, channel, author_kind, author_id, sender, text, html, state,
         author_kind = 'system', meta, at, $2
       from jsonb_to_recordset($1) as r(id uuid, conversation_id uuid, seq int, ticket_id uuid, ticket_seq int, kind text, direction text, channel text,
         author_kind text, author_id uuid, sender jsonb, text text, html text, state text, meta jsonb, at timestamptz)`,
      [JSON.stringify(messages), this.clock.now()],
    );
    for (const { messageId, files: some } of files) {
      this.conversations.attachFiles(
        tx,
        messageId,
        some.map(({ name, type, size, blobKey }) => ({
          ...{ name: displayName(name), type, size, blobKey },
          ...{ contentId: null, inline: false },
        })),
      );
    }
  }

  private rememberTags(tx: Tx, tickets: readonly PastTicket[]): void {
    const tags = [...new Set(tickets.flatMap((ticket) => ticket.tags))].sort();
    if (tags.length === 0) return;
    tx.write(
      `insert into ticket_tags (name, used_at) select tag, $2 from unnest($1::text[]) tag order by tag on conflict (name) do nothing`,
      [tags, this.clock.now()],
    );
  }
}
