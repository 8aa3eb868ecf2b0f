import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import type { Events } from '../platform/outbox/events.js';
import { MessageStates } from './message-states.service.js';

type What = Events['conversation.changed']['what'];
interface Touched {
  id: string;
  ticket_id: string;
  channel: string;
}

/** How far each side has read, what the customer thought of it, and that it is over. Marks only move forward. */
@Injectable()
export class ConversationMarks {
  constructor(
    private readonly clock: Clock,
    private readonly states: MessageStates,
  ) {}

  /** The customer has read up to `seq`; what we sent until there is read. */
  async readByCustomer(tx: Tx, conversationId: string, seq: number): Promise<void> {
    const rows = await tx.query<Touched & { before: number; read_seq: number }>(
      `with held as (select id, read_seq as before from conversations where id = $1 for update)
       update conversations c set read_seq = least($2, c.last_seq) from held
       where c.id = held.id and held.before < least($2, c.last_seq)
       returning c.id, c.ticket_id, c.channel, held.before, c.read_seq`,
      [conversationId, seq],
    );
    const [moved] = rows;
    if (!moved) return;
    const ours = await tx.query<{ id: string }>(
      `select id from messages where conversation_id = $1 and seq > $2 and seq <= $3 and direction = 'out' order by seq`,
      [conversationId, moved.before, moved.read_seq],
    );
    for (const { id } of ours) await this.states.advance(tx, id, 'read');
    this.announce(tx, rows, 'read');
  }

  /** Somebody of the team has the ticket before them: everything said on it is read. */
  async readByTeam(tx: Tx, ticketId: string): Promise<void> {
    const rows = await tx.query<Touched>(
      `update conversations set agent_read_seq = last_seq
       where ticket_id = $1 and channel <> 'internal' and agent_read_seq < last_seq returning id, ticket_id, channel`,
      [ticketId],
    );
    this.announce(tx, rows, 'agent-read');
  }

  async rate(tx: Tx, conversationId: string, score: number, comment: string | null): Promise<void> {
    const rows = await tx.query<Touched>(
      `update conversations set rating = $2, rating_comment = $3, rated_at = $4 where id = $1 returning id, ticket_id, channel`,
      [conversationId, score, comment, this.clock.now()],
    );
    this.announce(tx, rows, 'rated');
  }

  /** Where answers go when the customer's client is gone. */
  async leaveAddress(tx: Tx, conversationId: string, address: string): Promise<void> {
    await tx.query('update conversations set away_address = $2 where id = $1 and away_address is distinct from $2', [
      conversationId,
      address,
    ]);
  }

  /** It rests. What is said after it goes on in the same record. */
  async end(tx: Tx, conversationId: string, by: 'visitor' | 'agent' | 'system'): Promise<void> {
    const rows = await tx.query<Touched>(
      `update conversations set ended_at = $2, ended_by = $3
       where id = $1 and (ended_at is null or ended_at < updated_at) returning id, ticket_id, channel`,
      [conversationId, this.clock.now(), by],
    );
    this.announce(tx, rows, 'ended');
  }

  private announce(tx: Tx, rows: Touched[], what: What): void {
    for (const row of rows) {
      tx.emit('conversation.changed', { conversationId: row.id, ticketId: row.ticket_id, channel: row.channel, what });
    }
  }
}
