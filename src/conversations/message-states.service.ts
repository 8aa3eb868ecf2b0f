import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { advances } from './message.rules.js';
import type { MessageState } from './message.entity.js';

export interface StateChange {
  error?: string | null;
  externalId?: string | null;
  sendAt?: Date | null;
}

/** The only way an outbound message moves on. Receipts come late, twice and in any order; states only move forward. */
@Injectable()
export class MessageStates {
  constructor(private readonly clock: Clock) {}

  /** Returns false where the message is already as far, or further. */
  async advance(tx: Tx, messageId: string, state: MessageState, change: StateChange = {}): Promise<boolean> {
    const [row] = await tx.query<{ state: MessageState; conversation_id: string; ticket_id: string; channel: string }>(
      'select state, conversation_id, ticket_id, channel from messages where id = $1 for update',
      [messageId],
    );
    if (!row || !advances(row.state, state)) return false;
    await tx.query(
      `update messages set state = $2, error = $3, external_id = coalesce($4, external_id), send_at = coalesce($5, send_at), updated_at = $6 where id = $1`,
      [messageId, state, change.error ?? null, change.externalId ?? null, change.sendAt ?? null, this.clock.now()],
    );
    tx.emit('message.state-changed', {
      messageId,
      conversationId: row.conversation_id,
      ticketId: row.ticket_id,
      channel: row.channel,
      state,
    });
    return true;
  }
}
