import { Injectable } from '@nestjs/common';
import type { InboundReceipt } from '../channels/contract.js';
import { MessageStates } from '../conversations/message-states.service.js';
import { ContactsService } from '../customers/contacts.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { Outcome } from './ending.js';

/** What became of something we sent: delivered, read, bounced. */
@Injectable()
export class Receipts {
  constructor(
    private readonly states: MessageStates,
    private readonly contacts: ContactsService,
  ) {}

  async apply(tx: Tx, receipt: InboundReceipt): Promise<Outcome> {
    const [by, value] =
      'messageId' in receipt.of ? ['id::text', receipt.of.messageId] : ['external_id', receipt.of.externalId];
    const [message] = await tx.query<{ id: string; ticket_id: string; identity_id: string | null }>(
      `select m.id, m.ticket_id, c.identity_id from messages m join conversations c on c.id = m.conversation_id
       where m.${by} = $1 and m.direction = 'out' limit 1`,
      [value],
    );
    // A bounce of something we never sent is forged or strayed: kept for a person to look at.
    if (!message) return { state: 'quarantined', reason: 'receipt-for-unknown-message' };
    await this.states.advance(tx, message.id, receipt.state, { error: receipt.error });
    if (receipt.undeliverable && message.identity_id) {
      await this.contacts.markUndeliverable(tx, message.identity_id, receipt.error ?? 'undeliverable');
    }
    return { state: 'processed', ticketId: message.ticket_id, messageId: message.id };
  }
}
