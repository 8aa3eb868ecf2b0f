import { Injectable } from '@nestjs/common';
import { MessageStates } from '../../conversations/message-states.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';

/** No message is due then; a real date, because every reader of `send_at` reads it as one. */
const NOT_BEFORE_ASKED = new Date('9999-01-01T00:00:00Z');

/**
 * Messages that are ready to leave and must not, until whoever sends many of them says so. Whoever claims a message looks
 * at its time under the same lock, so one is either on its way or held.
 */
@Injectable()
export class HeldMessages {
  constructor(
    private readonly states: MessageStates,
    private readonly clock: Clock,
  ) {}

  async hold(tx: Tx, messageIds: string[]): Promise<void> {
    await tx.query(`update messages set send_at = $2 where id = any($1::uuid[]) and state = 'queued'`, [
      messageIds,
      NOT_BEFORE_ASKED,
    ]);
  }

  async release(tx: Tx, messageIds: string[]): Promise<void> {
    const freed = await tx.query<{ id: string; conversation_id: string; ticket_id: string; channel: string }>(
      `update messages set send_at = $2 where id = any($1::uuid[]) and state = 'queued' and send_at = $3
       returning id, conversation_id, ticket_id, channel`,
      [messageIds, this.clock.now(), NOT_BEFORE_ASKED],
    );
    for (const { id, conversation_id: conversationId, ticket_id: ticketId, channel } of freed) {
      tx.emit('message.state-changed', { messageId: id, conversationId, ticketId, channel, state: 'queued' });
    }
  }

  /** Taken back before they left. What is with the provider already stays there. */
  async cancel(tx: Tx, messageIds: string[]): Promise<void> {
    for (const id of messageIds) await this.states.advance(tx, id, 'cancelled');
  }
}
