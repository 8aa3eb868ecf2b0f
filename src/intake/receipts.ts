import { Injectable } from '@nestjs/common';
import type { InboundReceipt, Line, Sender } from '../channels/contract.js';
import { ChannelRegistry } from '../channels/registry.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessageStates } from '../conversations/message-states.service.js';
import { OptOuts } from '../conversations/opt-outs.service.js';
import { ContactsService } from '../customers/contacts.service.js';
import type { Tx } from '../platform/database/tx.js';
import { isId } from '../platform/ids.js';
import type { Outcome } from './ending.js';

/** Also that of a receipt that was quicker than the answer to our own call. */
export const UNKNOWN_MESSAGE = 'receipt-for-unknown-message';

/** What became of something we sent: delivered, read, bounced. */
@Injectable()
export class Receipts {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly states: MessageStates,
    private readonly contacts: ContactsService,
    private readonly registry: ChannelRegistry,
    private readonly optOuts: OptOuts,
  ) {}

  async apply(tx: Tx, line: Line, receipt: InboundReceipt): Promise<Outcome> {
    if ('upTo' in receipt.of) return this.allUpTo(tx, line, receipt.of, receipt.state);
    const id = await this.messageOf(tx, line, receipt.of);
    const [message] = id
      ? await tx.query<Receipted>(
          `select m.id, m.ticket_id, c.identity_id, c.inbox_id, i.value as identity,
                  jsonb_array_length(m.recipients) + jsonb_array_length(m.cc) + jsonb_array_length(m.bcc) as recipients
           from messages m join conversations c on c.id = m.conversation_id left join contact_identities i on i.id = c.identity_id
           where m.id = $1 and m.direction = 'out' and ($2::uuid is null or c.inbox_id = $2)`,
          [id, this.speaksOfOthers(line) ? null : line.id],
        )
      : [];
    // A bounce of something we never sent is forged or strayed: kept for a person to look at.
    if (!message) return { state: 'quarantined', reason: UNKNOWN_MESSAGE };
    if (receipt.state === 'failed' && receipt.recipient && message.recipients > 1) {
      await this.states.bounced(tx, message.id, { address: receipt.recipient, reason: receipt.error });
    } else {
      await this.states.advance(tx, message.id, receipt.state, {
        error: receipt.error,
        // Beside our own id, the provider's is news; by itself it may be that of a later part.
        externalId: 'messageId' in receipt.of ? receipt.of.externalId : undefined,
      });
    }
    const itsOwn = !receipt.recipient || receipt.recipient.toLowerCase() === message.identity?.toLowerCase();
    if (receipt.undeliverable && message.identity_id && itsOwn) {
      await this.contacts.markUndeliverable(tx, message.identity_id, receipt.error ?? 'undeliverable');
    }
    if (receipt.optedOut && message.identity_id && message.inbox_id === line.id) {
      await this.optOuts.withdraw(tx, line.id, message.identity_id, receipt.error ?? 'opted out');
    }
    return { state: 'processed', ticketId: message.ticket_id, messageId: message.id };
  }

  /**
   * A mark of time instead of names: everything that had left by then. What is on its way at this moment may be meant as
   * well, so it is looked at again once its provider has it.
   */
  private async allUpTo(
    tx: Tx,
    line: Line,
    { to, upTo }: { to: Sender; upTo: Date },
    state: InboundReceipt['state'],
  ): Promise<Outcome> {
    const rows = await tx.query<{ id: string; ticket_id: string; state: string }>(
      `select m.id, m.ticket_id, m.state from messages m join conversations c on c.id = m.conversation_id
       join contact_identities i on i.id = c.identity_id
       where c.inbox_id = $1 and not c.public and i.kind = $2 and i.value = $3 and m.direction = 'out' and m.kind = 'message'
         and m.state in ('sending', 'sent', 'delivered') and coalesce(m.send_at, m.at) <= $4
       order by m.id`,
      [line.id, to.kind, to.value, upTo],
    );
    const left = rows.filter((row) => row.state !== 'sending');
    for (const { id } of left) await this.states.advance(tx, id, state);
    if (left.length < rows.length) return { state: 'quarantined', reason: UNKNOWN_MESSAGE };
    const last = left.at(-1);
    if (!last) return { state: 'ignored', reason: 'nothing-new' };
    return { state: 'processed', ticketId: last.ticket_id, messageId: last.id };
  }

  private async messageOf(tx: Tx, line: Line, of: NamedMessage): Promise<string | undefined> {
    if ('messageId' in of) return isId(of.messageId) ? of.messageId : undefined;
    if (!this.speaksOfOthers(line)) return (await this.conversations.called(tx, line.id, of.externalId))?.id;
    const [row] = await tx.query<{ id: string }>(
      `select id from messages where external_id = $1 and direction = 'out' limit 1`,
      [of.externalId],
    );
    return row?.id;
  }

  /** A bounce may come to another mailbox than the one that sent. Elsewhere nobody speaks of another line's messages. */
  private speaksOfOthers(line: Line): boolean {
    return this.registry.get(line.channel).abilities.threads;
  }
}

type NamedMessage = Exclude<InboundReceipt['of'], { upTo: Date }>;

interface Receipted {
  id: string;
  ticket_id: string;
  identity_id: string | null;
  inbox_id: string | null;
  identity: string | null;
  recipients: number;
}
