import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { Inbox } from '../../conversations/inbox.entity.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { Refusal } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { Line } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { Receiver } from '../receiver.service.js';
import type { PortalEnvelope } from './portal.envelope.js';

export const PORTAL_CHANNEL = 'portal';
const NAME = 'Customer portal';

export type PortalMessage = PortalEnvelope;

/** Where what customers write in the portal comes in. There is one line; it is made when the first of them writes. */
@Injectable()
export class PortalLine {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly inboxes: InboxesService,
    private readonly receiver: Receiver,
    private readonly conversations: ConversationsService,
    private readonly clock: Clock,
  ) {}

  /** Returns after the commit: the message is recorded, and the promises that it sets running run. */
  async say(accountId: string, message: PortalMessage): Promise<{ ticketId: string; messageId: string }> {
    const { envelopeId } = await this.receiver.receive(await this.line(), {
      key: `${accountId}:${message.clientId}`,
      raw: Buffer.from(JSON.stringify(message)),
    });
    const [ended] = await this.db.query<{ ticketId: string | null; messageId: string | null }[]>(
      'select ticket_id as "ticketId", message_id as "messageId" from envelopes where id = $1',
      [envelopeId],
    );
    if (!ended?.ticketId || !ended.messageId) {
      throw new Refusal('not_recorded', 503, 'This could not be recorded. Try again.', { retryAfter: 5 });
    }
    return { ticketId: ended.ticketId, messageId: ended.messageId };
  }

  /**
   * The thread of one customer on a ticket. Where there is none it begins beside the mail or the chat: the record of a
   * line holds only what was said on it, and an answer finds the one who asked.
   */
  async threadOf(ticketId: string, customer: { contactId: string; identityId: string }): Promise<string> {
    const { id: inboxId } = await this.line();
    return this.work.run(async (tx) => {
      const [ticket] = await tx.query<{ subject: string }>('select subject from tickets where id = $1 for update', [
        ticketId,
      ]);
      const [known] = await tx.query<{ id: string }>(
        'select id from conversations where ticket_id = $1 and channel = $2 and identity_id = $3 order by id desc limit 1',
        [ticketId, PORTAL_CHANNEL, customer.identityId],
      );
      if (known) return known.id;
      const { id } = await this.conversations.open(tx, {
        ticketId,
        inboxId,
        channel: PORTAL_CHANNEL,
        ...customer,
        subject: ticket?.subject ?? null,
        threaded: true,
      });
      return id;
    });
  }

  private async line(): Promise<Line> {
    const [known] = await this.db.query<{ id: string; state: string }[]>(
      'select id, state from inboxes where channel = $1 and deleted_at is null order by created_at, id limit 1',
      [PORTAL_CHANNEL],
    );
    if (known?.state === 'paused') {
      throw new Refusal('line_paused', 503, 'Nothing can be written here at present. Call us, or write a mail.');
    }
    return this.inboxes.line(known?.id ?? (await this.make()));
  }

  /** Two who write first at once make one line: the second finds that of the first. */
  private make(): Promise<string> {
    return this.work.run(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('frontdesk portal line'))`);
      const [found] = await tx.query<{ id: string }>(
        'select id from inboxes where channel = $1 and deleted_at is null order by created_at, id limit 1',
        [PORTAL_CHANNEL],
      );
      if (found) return found.id;
      const inbox: Inbox = {
        id: newId(),
        channel: PORTAL_CHANNEL,
        name: NAME,
        address: null,
        publicKey: null,
        settings: {},
        secrets: {},
        budget: null,
        teamId: null,
        state: 'active',
        problem: null,
        lastCheck: null,
        version: 1,
        createdAt: this.clock.now(),
        deletedAt: null,
      };
      await tx.insert(Inbox, inbox as never);
      tx.emit('inbox.changed', { inboxId: inbox.id, channel: inbox.channel });
      return inbox.id;
    });
  }
}
