import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import type { Line } from '../channels/contract.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { ChannelRegistry } from '../channels/registry.js';
import { Conversation } from '../conversations/conversation.entity.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { Message } from '../conversations/message.entity.js';
import { ContactsService } from '../customers/contacts.service.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { Jobs } from '../platform/jobs/jobs.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'automation.away-answer': { conversationId: string };
  }
}

/** A visitor who reads within this time is still there. */
const WAIT_MS = 60_000;

interface MailAddress {
  identityId: string | null;
  address: string;
}

/**
 * Where a channel is read by the customer's own client (a chat widget), an answer reaches nobody once the page is
 * closed. What was not read after a minute follows by mail, if an address is known; the reply to that mail comes back
 * to the same ticket, because the mail conversation belongs to it.
 */
@Injectable()
export class AwayAnswer {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly jobs: Jobs,
    private readonly registry: ChannelRegistry,
    private readonly inboxes: InboxesService,
    private readonly contacts: ContactsService,
    private readonly conversations: ConversationsService,
    private readonly tickets: TicketWriter,
  ) {}

  @Subscribe('message.recorded', {
    name: 'automation.away-answer',
    when: (fact) => fact.direction === 'out' && fact.kind === 'message' && !fact.automatic,
  })
  async answered({ channel, conversationId, messageId }: Events['message.recorded']): Promise<void> {
    if (!this.isPulled(channel)) return;
    await this.jobs.add('automation.away-answer', { conversationId }, { id: `away.${messageId}`, delayMs: WAIT_MS });
  }

  @Job('automation.away-answer')
  async followUp({ conversationId }: { conversationId: string }): Promise<void> {
    const conversation = await this.db.getRepository(Conversation).findOneBy({ id: conversationId });
    if (!conversation?.contactId || !this.isPulled(conversation.channel)) return;
    if (await this.contacts.isRestricted(this.db, conversation.contactId)) return;
    const to = await this.mailAddressOf(conversation.contactId, conversation.awayAddress);
    const line = to && (await this.mailLine());
    if (to && line) await this.work.run((tx) => this.mailUnread(tx, conversation, to, line));
  }

  private isPulled(channel: string): boolean {
    return this.registry.has(channel) && this.registry.get(channel).abilities.delivery === 'pull';
  }

  private async mailUnread(tx: Tx, { id, contactId }: Conversation, to: MailAddress, line: Line): Promise<void> {
    const conversation = await tx.lock(Conversation, { id });
    if (!conversation) return;
    const unread = await tx.manager.find(Message, {
      where: {
        conversationId: id,
        direction: 'out',
        kind: 'message',
        automatic: false,
        seq: MoreThan(conversation.readSeq),
        state: In(['sent', 'delivered']),
      },
      order: { seq: 'ASC' },
    });
    const fresh = unread.filter((message) => !message.meta.mailed);
    const last = fresh.at(-1);
    if (!last) return;
    const ticket = await this.tickets.lock(tx, conversation.ticketId);
    await this.tickets.say(
      tx,
      ticket,
      SYSTEM,
      await this.mailConversation(tx, ticket.id, ticket.subject, contactId, to, line),
      {
        kind: 'message',
        direction: 'out',
        author: { kind: last.authorKind, id: last.authorId },
        sender: last.sender,
        recipients: [{ address: to.address }],
        subject: ticket.subject,
        text: fresh.map((message) => message.text).join('\n\n'),
        state: 'queued',
        // One mail for what was unread then, however often the job runs.
        clientId: `away.${last.id}`,
        meta: { copyOf: fresh.map((message) => message.id) },
      },
    );
    await tx.query(`update messages set meta = meta || '{"mailed": true}' where id = any($1::uuid[])`, [
      fresh.map((message) => message.id),
    ]);
  }

  private async mailConversation(
    tx: Tx,
    ticketId: string,
    subject: string,
    contactId: string | null,
    to: MailAddress,
    line: Line,
  ): Promise<Conversation> {
    const same = to.identityId ? { identityId: to.identityId } : { awayAddress: to.address };
    const found = await tx.find(Conversation, { ticketId, inboxId: line.id, ...same });
    const fresh = {
      ticketId,
      inboxId: line.id,
      channel: line.channel,
      contactId,
      identityId: to.identityId,
      subject,
      threaded: true,
      awayAddress: to.identityId ? null : to.address,
    };
    return found ?? this.conversations.open(tx, fresh);
  }

  /** What the visitor left for this conversation comes before what we know: it may even be somebody else's contact. */
  private async mailAddressOf(contactId: string, left: string | null): Promise<MailAddress | null> {
    const card = (await this.contacts.contactCards([contactId])).get(contactId);
    const usable = (card?.identities ?? []).filter((identity) => identity.kind === 'email' && !identity.undeliverable);
    if (left) return { identityId: usable.find((i) => i.display.toLowerCase() === left)?.id ?? null, address: left };
    const best = usable.find((identity) => identity.verified) ?? usable[0];
    return best ? { identityId: best.id, address: best.display } : null;
  }

  /** The oldest working line on which threads stand side by side and replies are sent: mail, by whatever adapter. */
  private async mailLine(): Promise<Line | undefined> {
    for (const { kind, abilities } of this.registry.all()) {
      if (!abilities.threads || !abilities.subject || abilities.delivery !== 'send') continue;
      const [first] = await this.inboxes.activeLines(kind);
      if (first) return first;
    }
    return undefined;
  }
}
