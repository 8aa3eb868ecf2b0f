import { Injectable } from '@nestjs/common';
import type { InboundChange, InboundMoved, InboundReach, Line } from '../channels/contract.js';
import type { Envelope } from '../channels/envelope.entity.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ContactsService } from '../customers/contacts.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import type { Outcome } from './ending.js';
import { NotYet } from './not-yet.js';

/** A correction can overtake what it corrects: it is looked for again this often before a person is asked. */
const LOOKS = 5;

interface Changed {
  id: string;
  ticket_id: string;
  text: string;
  meta: { editedAt?: string; edits?: { text: string; until: string }[]; unsent?: boolean };
}

/** What somebody did to what was said before: corrected it, took it back, or put a mark on it. */
@Injectable()
export class Changes {
  constructor(
    private readonly tickets: TicketWriter,
    private readonly contacts: ContactsService,
    private readonly conversations: ConversationsService,
    private readonly clock: Clock,
  ) {}

  async apply(tx: Tx, envelope: Envelope, line: Line, { of, change }: InboundChange): Promise<Outcome> {
    const place = await this.conversations.called(tx, line.id, of.externalId);
    if (!place) {
      if (envelope.attempts < LOOKS - 1) throw new NotYet('what it changes is not here yet');
      return { state: 'quarantined', reason: 'change-of-unknown-message' };
    }
    const ticket = await this.tickets.lock(tx, place.ticketId);
    const [message] = await tx.query<Changed>(
      'select id, ticket_id, text, meta from messages where id = $1 for update',
      [place.id],
    );
    if (!message) throw new Error('the message is gone');
    const ended = { ticketId: ticket.id, messageId: message.id };
    if (message.meta.unsent) return { ...ended, state: 'ignored', reason: 'taken-back' };
    const news = this.write(tx, message, change);
    if (!news) return { ...ended, state: 'ignored', reason: 'overtaken' };
    await this.tickets.apply(tx, ticket, SYSTEM, {}, null, [{ type: news, data: { messageId: message.id } }]);
    return { ...ended, state: 'processed' };
  }

  async reach(tx: Tx, line: Line, { sender, reachable, reason }: InboundReach): Promise<Outcome> {
    const known = await this.contacts.setReachable(
      tx,
      { kind: sender.kind, scope: line.id, value: sender.value },
      reachable ? null : reason,
    );
    return known ? { state: 'processed', reason } : { state: 'ignored', reason: 'nobody-we-know' };
  }

  async moved(tx: Tx, line: Line, { sender, to }: InboundMoved): Promise<Outcome> {
    const moved = await this.contacts.moveIdentity(tx, { kind: sender.kind, scope: line.id, value: sender.value }, to);
    return moved ? { state: 'processed', reason: 'moved' } : { state: 'ignored', reason: 'nobody-we-know' };
  }

  /** Returns what to call the news; nothing where it is none. */
  private write(tx: Tx, message: Changed, change: InboundChange['change']): string | undefined {
    switch (change.kind) {
      case 'edited':
        return this.edit(tx, message, change);
      case 'unsent':
        tx.write(
          `update messages set text = '', text_full = null, html = null, updated_at = $2, meta = meta - 'edits' - 'missingFiles' || '{"unsent": true}' where id = $1`,
          [message.id, this.clock.now()],
        );
        tx.write('delete from attachments where message_id = $1', [message.id]);
        tx.write('delete from inbound_files where message_id = $1', [message.id]);
        return 'message.unsent';
      case 'reacted':
        tx.write(
          `update messages set updated_at = $2, meta = case when $3::text is null then meta - 'reaction'
             else meta || jsonb_build_object('reaction', $3::text) end where id = $1`,
          [message.id, this.clock.now(), change.mark],
        );
        return 'message.reacted';
    }
  }

  private edit(tx: Tx, { id, text, meta }: Changed, change: { text: string; at?: Date }): string | undefined {
    const at = (change.at ?? this.clock.now()).toISOString();
    if (change.text === text || (meta.editedAt !== undefined && meta.editedAt > at)) return undefined;
    const edits = [...(meta.edits ?? []), { text, until: at }];
    tx.write(
      `update messages set text = $2, text_full = null, html = null, updated_at = $3, meta = meta || $4::jsonb where id = $1`,
      [id, change.text, this.clock.now(), JSON.stringify({ edits, editedAt: at })],
    );
    return 'message.edited';
  }
}
