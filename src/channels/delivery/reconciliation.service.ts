import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conversation } from '../../conversations/conversation.entity.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { MessageStates } from '../../conversations/message-states.service.js';
import { Message } from '../../conversations/message.entity.js';
import { Clock } from '../../platform/clock.js';
import { ProcessMark } from '../../platform/database/process-mark.js';
import { Work } from '../../platform/database/work.js';
import { Logs } from '../../platform/telemetry/logs.js';
import type { ChannelAdapter } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { ChannelRegistry } from '../registry.js';
import { ASK_AFTER_MS } from './delivery.rules.js';
import { DeliveryService } from './delivery.service.js';
import { OutboundLoader } from './outbound.loader.js';

type Verdict = Awaited<ReturnType<NonNullable<ChannelAdapter['reconcile']>>>;

/** Asks the provider what became of messages that may have been accepted. Nothing is sent again before that is known. */
@Injectable()
export class Reconciliation {
  private readonly log = Logs.for('delivery');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly states: MessageStates,
    private readonly conversations: ConversationsService,
    private readonly outbound: OutboundLoader,
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly delivery: DeliveryService,
    private readonly mark: ProcessMark,
    private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    for (const id of await this.stuck()) await this.settle(id).catch((error: unknown) => this.complain(id, error));
    for (const id of await this.unknown()) await this.settle(id).catch((error: unknown) => this.complain(id, error));
  }

  /** A process died while it sent. */
  private async stuck(): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `select id from messages where state = 'sending' and updated_at < $1 and not coalesce(sending_by = any($2), false) limit 200`,
      [new Date(this.clock.millis() - STUCK_MS), await this.mark.living()],
    );
    return rows.map(({ id }) => id);
  }

  /** The answer was lost. Asked after growing pauses; once they are used up, people decide. */
  private async unknown(): Promise<string[]> {
    const askable = this.registry.all().filter((adapter) => adapter.reconcile);
    const rows: { id: string }[] = await this.db.query(
      `select id from messages
       where state = 'unknown' and channel = any($1)
         and updated_at < $2::timestamptz - make_interval(secs => ($3::float8[])[coalesce((meta ->> 'asked')::int, 0) + 1])
       order by updated_at limit 200`,
      [askable.map(({ kind }) => kind), this.clock.now(), ASK_AFTER_MS.map((ms) => ms / 1000)],
    );
    return rows.map(({ id }) => id);
  }

  private async settle(messageId: string): Promise<void> {
    const message = await this.db.getRepository(Message).findOneBy({ id: messageId });
    const conversation =
      message && (await this.db.getRepository(Conversation).findOneBy({ id: message.conversationId }));
    if (!message || !conversation?.inboxId) return;
    const line = await this.inboxes.line(conversation.inboxId);
    const adapter = this.registry.get(line.channel);
    const verdict = adapter.reconcile
      ? await this.ownOnly(message, await adapter.reconcile(await this.outbound.load(message, conversation), line))
      : 'unknown';
    if (verdict === 'unknown') return this.still(message);
    const externalId = typeof verdict === 'object' ? verdict.accepted : undefined;
    await this.work.run(async (tx) => {
      await this.states.advance(tx, messageId, verdict === 'not-accepted' ? 'queued' : 'sent', {
        sendAt: verdict === 'not-accepted' ? this.clock.now() : undefined,
        externalId,
      });
      if (externalId) this.conversations.remember(tx, line.id, conversation.id, messageId, [externalId]);
    });
    if (verdict === 'not-accepted') await this.delivery.schedule(messageId);
  }

  /** Two messages with the same words: an id that is another's already proves nothing. */
  private async ownOnly(message: Message, verdict: Verdict): Promise<Verdict> {
    if (typeof verdict !== 'object') return verdict;
    const taken: unknown[] = await this.db.query('select 1 from messages where external_id = $1 and id <> $2 limit 1', [
      verdict.accepted,
      message.id,
    ]);
    return taken.length > 0 ? 'unknown' : verdict;
  }

  private async still(message: Message): Promise<void> {
    if (message.state === 'sending') {
      const error = 'The process stopped while sending; it may have been accepted.';
      await this.work.run((tx) => this.states.advance(tx, message.id, 'unknown', { error }));
      return;
    }
    await this.db.query(
      `update messages set meta = meta || jsonb_build_object('asked', coalesce((meta ->> 'asked')::int, 0) + 1) where id = $1`,
      [message.id],
    );
  }

  private complain(messageId: string, error: unknown): void {
    this.log.warn({ err: error, messageId }, 'what became of a message could not be asked');
  }
}

/** A process whose database was away for a moment shows that it lives within this. */
const STUCK_MS = 10_000;
