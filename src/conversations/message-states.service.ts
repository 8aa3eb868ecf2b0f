import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { advances } from './message.rules.js';
import type { Address, MessageState } from './message.entity.js';
import { afterBounce, verdictOf, type RecipientOutcome } from './recipient-outcome.rules.js';

export interface StateChange {
  error?: string | null;
  externalId?: string | null;
  sendAt?: Date | null;
  /** The mark of the process that sends it. */
  sendingBy?: number;
  /** What is known of each recipient, where the channel tells. */
  outcomes?: RecipientOutcome[];
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
      `update messages set state = $2, error = $3, external_id = coalesce($4, external_id), send_at = coalesce($5, send_at), updated_at = $6, sending_by = $8,
         meta = case when $7::jsonb is null then meta else meta || jsonb_build_object('outcomes', $7::jsonb) end
       where id = $1`,
      [
        messageId,
        state,
        change.error ?? null,
        change.externalId ?? null,
        change.sendAt ?? null,
        this.clock.now(),
        change.outcomes ? JSON.stringify(change.outcomes) : null,
        change.sendingBy ?? null,
      ],
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

  /** What goes on after it was written down, such as a call that ends: the flags of its channel change, and nothing else. */
  async amend(tx: Tx, messageId: string, meta: Record<string, unknown>): Promise<void> {
    const [row] = await tx.query<{ state: MessageState; conversation_id: string; ticket_id: string; channel: string }>(
      `update messages set meta = meta || $2::jsonb, updated_at = $3 where id = $1
       returning state, conversation_id, ticket_id, channel`,
      [messageId, JSON.stringify(meta), this.clock.now()],
    );
    if (!row) return;
    const { state, conversation_id: conversationId, ticket_id: ticketId, channel } = row;
    tx.emit('message.state-changed', { messageId, conversationId, ticketId, channel, state });
  }

  /** A bounce names one of several recipients: the message failed only once it reached none of them. */
  async bounced(tx: Tx, messageId: string, bounce: { address: string; reason?: string }): Promise<void> {
    const [row] = await tx.query<Bounced>(
      `select state, conversation_id, ticket_id, channel, recipients, cc, bcc, meta->'outcomes' as outcomes
       from messages where id = $1 for update`,
      [messageId],
    );
    if (!row) return;
    const parties = [...row.recipients, ...row.cc, ...row.bcc].flatMap(({ address }) => (address ? [address] : []));
    const outcomes = afterBounce([...new Set(parties)], row.outcomes ?? [], bounce);
    const { state, error } = verdictOf(outcomes);
    if (state === 'failed') return void (await this.advance(tx, messageId, state, { error, outcomes }));
    await tx.query(
      `update messages set error = $2, updated_at = $3, meta = meta || jsonb_build_object('outcomes', $4::jsonb) where id = $1`,
      [messageId, error, this.clock.now(), JSON.stringify(outcomes)],
    );
    tx.emit('message.state-changed', {
      messageId,
      conversationId: row.conversation_id,
      ticketId: row.ticket_id,
      channel: row.channel,
      state: row.state,
    });
  }
}

interface Bounced {
  state: MessageState;
  conversation_id: string;
  ticket_id: string;
  channel: string;
  recipients: Address[];
  cc: Address[];
  bcc: Address[];
  outcomes: RecipientOutcome[] | null;
}
