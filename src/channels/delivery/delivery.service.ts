import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conversation } from '../../conversations/conversation.entity.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { MessageStates } from '../../conversations/message-states.service.js';
import { Message } from '../../conversations/message.entity.js';
import {
  givenUp,
  verdictOf,
  withOutcomes,
  type RecipientOutcome,
} from '../../conversations/recipient-outcome.rules.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { SendFailure, SendLater, type ChannelAdapter, type Line, type Outbound, type Sent } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { ChannelRegistry } from '../registry.js';
import { retryAfter } from './delivery.rules.js';
import { OutboundLoader } from './outbound.loader.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'delivery.send': { messageId: string };
  }
}

/** Takes queued messages out of the house: queued → sending → sent | failed | unknown. Repeats only what surely was not accepted. */
@Injectable()
export class DeliveryService {
  private readonly log = Logs.for('delivery');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly states: MessageStates,
    private readonly conversations: ConversationsService,
    private readonly outbound: OutboundLoader,
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Plans the job for a message that may leave at `sendAt`. */
  async schedule(messageId: string): Promise<void> {
    const message = await this.db.getRepository(Message).findOneBy({ id: messageId });
    if (!message || (message.state !== 'queued' && message.state !== 'scheduled')) return;
    const at = message.sendAt ?? message.at;
    const delayMs = Math.max(0, at.getTime() - this.clock.millis());
    // The time is part of the id: a retry later is another job, the same plan twice is one.
    await this.jobs.add('delivery.send', { messageId }, { id: `send.${messageId}.${at.getTime()}`, delayMs });
  }

  /** Safe to call at any time, any number of times, from any number of workers: one of them wins the claim. */
  async send(messageId: string): Promise<void> {
    const claimed = await this.claim(messageId);
    if (!claimed) return;
    const { message, conversation } = claimed;
    let line: Line;
    let adapter: ChannelAdapter;
    let out: Outbound;
    try {
      line = await this.inboxes.line(conversation.inboxId!);
      adapter = this.registry.get(line.channel);
      out = await this.outbound.load(message, conversation);
      if (adapter.externalId) await this.rememberId(line, out, adapter.externalId(out, line));
    } catch (error) {
      this.log.error({ err: error, messageId }, 'a message could not be prepared for sending');
      return this.settle(messageId, 'failed', 'It could not be prepared for sending.');
    }
    try {
      const sent = await adapter.send(out, line);
      await this.taken(message, line, sent);
    } catch (error) {
      await this.failed(message, error);
    }
  }

  /** Taken by all, or by some: who refused for now is tried again alone, who refused for good is named. */
  private async taken(message: Message, line: Line, { externalId, state = 'sent', ...sent }: Sent): Promise<void> {
    const outcomes = sent.outcomes && withOutcomes(outcomesSoFar(message), sent.outcomes);
    const verdict = outcomes ? verdictOf(outcomes) : { state: 'sent', error: null };
    if (outcomes?.some((outcome) => outcome.undeliverable)) await this.markUndeliverable(message, outcomes);
    if (verdict.state === 'queued') return this.again(message, verdict.error ?? '', outcomes);
    await this.work.run(async (tx) => {
      await this.states.advance(tx, message.id, verdict.state === 'failed' ? 'failed' : state, {
        externalId,
        error: verdict.error,
        outcomes,
      });
      if (externalId) this.conversations.remember(tx, line.id, message.conversationId, message.id, [externalId]);
    });
  }

  private claim(messageId: string): Promise<{ message: Message; conversation: Conversation } | null> {
    return this.work.run(async (tx) => {
      const message = await tx.lock(Message, { id: messageId });
      const due = message && (message.sendAt ?? message.at).getTime() <= this.clock.millis();
      if (!message || !due || !['queued', 'scheduled'].includes(message.state)) return null;
      const conversation = await tx.find(Conversation, { id: message.conversationId });
      if (!conversation?.inboxId) return null;
      if (message.state === 'scheduled') await this.states.advance(tx, messageId, 'queued');
      await this.states.advance(tx, messageId, 'sending');
      return { message, conversation };
    });
  }

  /** Stored before the send: an answer or a bounce may be quicker than our own commit after it. */
  private async rememberId(line: Line, out: Outbound, externalId: string): Promise<void> {
    out.externalId = externalId;
    await this.work.run(async (tx) => {
      await tx.query('update messages set external_id = $2 where id = $1', [out.messageId, externalId]);
      this.conversations.remember(tx, line.id, out.conversationId, out.messageId, [externalId]);
    });
  }

  private async failed(message: Message, error: unknown): Promise<void> {
    if (!(error instanceof SendFailure)) {
      this.log.error({ err: error, messageId: message.id }, 'sending broke off');
      return this.settle(message.id, 'unknown', 'Sending broke off; it may have been accepted.');
    }
    if (error.kind === 'unknown') return this.settle(message.id, 'unknown', error.message);
    if (error.kind === 'permanent') {
      if (error.undeliverable) await this.markUndeliverable(message);
      return this.giveUp(message, error.message);
    }
    return this.again(message, error.message, undefined, error instanceof SendLater ? error.afterMs : undefined);
  }

  /** Surely not accepted by whom it was tried for: later once more, until it was often enough. */
  private async again(
    message: Message,
    error: string,
    outcomes = outcomesSoFar(message),
    afterMs?: number,
  ): Promise<void> {
    // Who was told when to come back has not tried in vain, for a day.
    const told = afterMs !== undefined && this.clock.millis() - message.at.getTime() < DAY_MS;
    const attempt = Number(message.meta.attempts ?? 0) + (told ? 0 : 1);
    const wait = told ? afterMs : retryAfter(attempt);
    if (wait === null) return this.giveUp(message, `Given up after ${attempt} attempts: ${error}`, outcomes);
    await this.work.run(async (tx) => {
      await tx.query(`update messages set meta = meta || jsonb_build_object('attempts', $2::int) where id = $1`, [
        message.id,
        attempt,
      ]);
      await this.states.advance(tx, message.id, 'queued', {
        error,
        sendAt: new Date(this.clock.millis() + wait),
        outcomes: outcomes.length > 0 ? outcomes : undefined,
      });
    });
    await this.schedule(message.id);
  }

  /** Whoever has it has it: the message failed only where nobody does. */
  private async giveUp(message: Message, error: string, outcomes = outcomesSoFar(message)): Promise<void> {
    if (outcomes.length === 0) return this.settle(message.id, 'failed', error);
    const over = givenUp(outcomes);
    const state = verdictOf(over).state === 'failed' ? 'failed' : 'sent';
    await this.work.run((tx) =>
      this.states.advance(tx, message.id, state, { error, outcomes: over }).then(() => undefined),
    );
  }

  private async settle(messageId: string, state: 'failed' | 'unknown', error: string): Promise<void> {
    await this.work.run((tx) => this.states.advance(tx, messageId, state, { error }).then(() => undefined));
  }

  /** Where the channel tells recipients apart, somebody else's dead address says nothing about the customer's. */
  private async markUndeliverable(message: Message, outcomes?: RecipientOutcome[]): Promise<void> {
    const dead = outcomes?.filter((outcome) => outcome.undeliverable).map(({ address }) => address.toLowerCase());
    await this.db.query(
      `update contact_identities set undeliverable_at = $2
       where id = (select identity_id from conversations where id = $1) and ($3::text[] is null or lower(value) = any($3))`,
      [message.conversationId, this.clock.now(), dead ?? null],
    );
  }

  /** What a lost job or a killed process left behind. */
  async sweep(): Promise<void> {
    const now = this.clock.millis();
    const late: { id: string }[] = await this.db.query(
      `select id from messages where state in ('queued', 'scheduled') and send_at < $1 order by send_at limit 200`,
      [new Date(now - LATE_MS)],
    );
    for (const { id } of late) await this.send(id);
    const stuck = await this.db.query<{ id: string }[]>(
      `select id from messages where state = 'sending' and updated_at < $1 limit 200`,
      [new Date(now - STUCK_MS)],
    );
    for (const { id } of stuck) await this.reconcile(id);
  }

  /** A process died while it sent: ask the channel what became of it. Never send again before that is known. */
  private async reconcile(messageId: string): Promise<void> {
    const message = await this.db.getRepository(Message).findOneBy({ id: messageId });
    const conversation =
      message && (await this.db.getRepository(Conversation).findOneBy({ id: message.conversationId }));
    if (!message || !conversation?.inboxId) return;
    const line = await this.inboxes.line(conversation.inboxId);
    const adapter = this.registry.get(line.channel);
    const verdict = adapter.reconcile
      ? await adapter.reconcile(await this.outbound.load(message, conversation), line)
      : 'unknown';
    if (verdict === 'unknown')
      return this.settle(messageId, 'unknown', 'The process stopped while sending; it may have been accepted.');
    await this.work.run(async (tx) => {
      await this.states.advance(tx, messageId, verdict === 'accepted' ? 'sent' : 'queued', {
        sendAt: this.clock.now(),
      });
    });
    if (verdict === 'not-accepted') await this.schedule(messageId);
  }
}

const outcomesSoFar = (message: Message): RecipientOutcome[] =>
  (message.meta.outcomes as RecipientOutcome[] | undefined) ?? [];

const DAY_MS = 86_400_000;
/** A job that is this late was lost. */
const LATE_MS = 30_000;
/** Longer than any adapter's own time-out. */
const STUCK_MS = 5 * 60_000;
