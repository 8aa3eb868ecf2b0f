import { Injectable } from '@nestjs/common';
import type { Direction, Message } from '../../conversations/message.entity.js';
import { Reading } from '../../platform/database/reading.js';
import { ChatFiles } from './chat.files.js';
import { LIMITS, type ChatMessage, type Conversation, type CustomerPromise, type Ended } from './protocol/protocol.js';
import type { Visitor } from './visitor.entity.js';

/** One conversation as its visitor may see it. */
export interface Thread {
  id: string;
  ticketId: string;
  contactId: string;
  /** Where answers go when nobody is here. */
  awayAddress: string | null;
  conversation: Conversation;
}

interface Promised {
  due_at: Date | null;
  due_metric: string | null;
}

interface ThreadRow extends Promised {
  id: string;
  ticket_id: string;
  contact_id: string;
  away_address: string | null;
  number: string;
  last_seq: number;
  read_seq: number;
  agent_read_seq: number;
  ended_at: Date | null;
  ended_by: Ended['by'] | null;
  rated_at: Date | null;
  updated_at: Date;
  category: string;
  solved_at: Date | null;
}

export interface MessageRow {
  id: string;
  conversation_id: string;
  seq: number;
  direction: Direction;
  kind: string;
  author_kind: Message['authorKind'];
  sender: { name?: string };
  text: string;
  state: string;
  client_id: string | null;
  at: Date;
}

const COLUMNS = 'id, conversation_id, seq, direction, kind, author_kind, sender, text, state, client_id, at';

/** Reads what a visitor may see: their own conversation, and of its messages what was said to them. */
@Injectable()
export class ConversationReader {
  constructor(
    private readonly reading: Reading,
    private readonly files: ChatFiles,
  ) {}

  async threadOf({ inboxId, identityKey }: Visitor): Promise<Thread | null> {
    const [row] = await this.reading.query<ThreadRow>(
      `select c.id, c.ticket_id, i.contact_id, c.away_address, t.number, c.last_seq, c.read_seq, c.agent_read_seq, c.ended_at, c.ended_by, c.rated_at, c.updated_at, t.category, t.solved_at, t.due_at, t.due_metric
       from contact_identities i join conversations c on c.identity_id = i.id join tickets t on t.id = c.ticket_id
       where i.kind = 'visitor' and i.scope = $1 and i.value = $2 and c.inbox_id = $1::uuid
       order by (c.state = 'open') desc, c.created_at desc limit 1`,
      [inboxId, identityKey],
    );
    if (!row) return null;
    const { id, ticket_id: ticketId, contact_id: contactId, away_address: awayAddress } = row;
    return { id, ticketId, contactId, awayAddress, conversation: conversationOf(row) };
  }

  /** The newest page, oldest first. */
  async history(conversationId: string): Promise<ChatMessage[]> {
    const rows = await this.reading.query<MessageRow>(
      `select ${COLUMNS} from messages where conversation_id = $1 order by seq desc limit ${LIMITS.page}`,
      [conversationId],
    );
    return this.present(rows.reverse());
  }

  async after(conversationId: string, seq: number): Promise<{ messages: ChatMessage[]; more: boolean }> {
    const rows = await this.reading.query<MessageRow>(
      `select ${COLUMNS} from messages where conversation_id = $1 and seq > $2 order by seq limit ${LIMITS.page + 1}`,
      [conversationId, seq],
    );
    return { messages: await this.present(rows.slice(0, LIMITS.page)), more: rows.length > LIMITS.page };
  }

  async message(id: string): Promise<{ conversationId: string; message: ChatMessage } | null> {
    const rows = await this.reading.query<MessageRow>(`select ${COLUMNS} from messages where id = $1`, [id]);
    const [message] = await this.present(rows);
    return message && rows[0] ? { conversationId: rows[0].conversation_id, message } : null;
  }

  /** What became of an envelope: its message, with the number of the ticket that it came to. */
  async ofEnvelope(envelopeId: string): Promise<{
    row: Pick<MessageRow, 'id' | 'conversation_id' | 'seq' | 'at'>;
    ticketId: string;
    ticket: number;
    promise: CustomerPromise | null;
  } | null> {
    const [row] = await this.reading.query<MessageRow & Promised & { ticket_id: string; number: string }>(
      `select m.id, m.conversation_id, m.seq, m.at, m.ticket_id, t.number, t.due_at, t.due_metric
       from envelopes e join messages m on m.id = e.message_id join tickets t on t.id = m.ticket_id where e.id = $1`,
      [envelopeId],
    );
    return row ? { row, ticketId: row.ticket_id, ticket: Number(row.number), promise: promiseOf(row) } : null;
  }

  async present(rows: readonly MessageRow[]): Promise<ChatMessage[]> {
    const files = await this.files.ofMessages(rows.filter(isShown).map((row) => row.id));
    return rows.map((row) => {
      const head = { id: row.id, seq: row.seq, at: row.at.toISOString() };
      // `seq` has no gaps: what is not for the visitor keeps its place, empty.
      if (!isShown(row)) return { ...head, from: { kind: 'system', name: '' }, text: '', attachments: [] };
      return {
        ...head,
        ...(row.client_id && row.direction === 'in' && { clientId: row.client_id }),
        from: { kind: authorOf(row), name: row.sender.name ?? '' },
        text: row.text,
        attachments: files.get(row.id) ?? [],
      };
    });
  }
}

const UNSAID = ['scheduled', 'cancelled', 'failed'];
const isShown = ({ kind, direction, state }: MessageRow): boolean =>
  kind === 'message' && direction !== 'internal' && !UNSAID.includes(state);

function authorOf({ direction, author_kind }: MessageRow): ChatMessage['from']['kind'] {
  if (direction === 'in') return 'visitor';
  return author_kind === 'user' ? 'agent' : author_kind === 'bot' ? 'bot' : 'system';
}

function conversationOf(row: ThreadRow): Conversation {
  return {
    id: row.id,
    ticket: Number(row.number),
    lastSeq: row.last_seq,
    readSeq: row.read_seq,
    teamReadSeq: row.agent_read_seq,
    ended: endOf(row),
    promise: promiseOf(row),
  };
}

const promiseOf = ({ due_at, due_metric }: Promised): CustomerPromise | null =>
  due_at && due_metric ? { metric: due_metric, dueAt: due_at.toISOString() } : null;

/** It rests because somebody ended it and nothing was said since, or because its ticket is solved. */
function endOf(row: ThreadRow): Ended | null {
  const rated = (since: Date): boolean => row.rated_at !== null && row.rated_at >= since;
  if (row.ended_at && row.ended_by && row.ended_at >= row.updated_at) {
    return { by: row.ended_by, at: row.ended_at.toISOString(), rated: rated(row.ended_at) };
  }
  if (row.category !== 'solved' && row.category !== 'closed') return null;
  const at = row.solved_at ?? row.updated_at;
  return { by: 'agent', at: at.toISOString(), rated: rated(at) };
}
