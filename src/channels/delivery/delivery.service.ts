import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conversation } from '../../conversations/conversation.entity.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { MessageStates } from '../../conversations/message-states.service.js';
import { Message } from '../../conversations/message.entity.js';
import { OptOuts } from '../../conversations/opt-outs.service.js';
import {
  givenUp,
  verdictOf,
  withOutcomes,
  type RecipientOutcome,
} from '../../conversations/recipient-outcome.rules.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { ProcessMark } from '../../platform/database/process-mark.js';
import { Work } from '../../platform/database/work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { SendFailure, SendLater, type ChannelAdapter, type Line, type Outbound, type Sent } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { ChannelRegistry } from '../registry.js';
import { aboutOf, optedOut, retryAfter } from './delivery.rules.js';
import { OutboundLoader } from './outbound.loader.js';
import { SendBudgets } from './send-budgets.service.js';
import { rankOf, type Waiting } from './send-turn.rules.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'delivery.send': { messageId: string };
  }
}

interface Claimed {
  message: Message;
  conversation: Conversation;
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
    private readonly optOuts: OptOuts,
    private readonly budgets: SendBudgets,
    private readonly jobs: Jobs,
    private readonly mark: ProcessMark,
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
    const inboxId = await this.inboxOf(messageId);
    if (!inboxId) return;
    const line = await this.inboxes.line(inboxId);
    const adapter = this.registry.get(line.channel);
    const claimed = await this.claim(messageId, line, adapter, await this.mark.hold());
    if (!claimed) return;
    if (claimed === NOT_NOW) return this.schedule(messageId);
    await this.sendClaimed(claimed.message, claimed.conversation, line, adapter);
    if (!adapter.abilities.threads) await this.sendNext(claimed.conversation.id);
  }

  private async inboxOf(messageId: string): Promise<string | undefined> {
    const [row]: { inbox_id: string | null }[] = await this.db.query(
      `select c.inbox_id from messages m join conversations c on c.id = m.conversation_id where m.id = $1`,
      [messageId],
    );
    return row?.inbox_id ?? undefined;
  }

  private async sendClaimed(
    message: Message,
    conversation: Conversation,
    line: Line,
    adapter: ChannelAdapter,
  ): Promise<void> {
    let out: Outbound;
    try {
      out = await this.outbound.load(message, conversation);
      if (adapter.externalId) await this.rememberId(line, out, adapter.externalId(out, line));
    } catch (error) {
      if (error instanceof SendFailure) return this.failed(message, error);
      this.log.error({ err: error, messageId: message.id }, 'a message could not be prepared for sending');
      return this.settle(message.id, 'failed', 'It could not be prepared for sending.');
    }
    try {
      const sent = await adapter.send(out, line);
      await this.taken(message, line, sent);
    } catch (error) {
      await this.failed(message, error);
    }
  }

  /** What waited for its turn in the conversation, so that parallel workers do not turn the order of two messages. */
  private async sendNext(conversationId: string): Promise<void> {
    const [next]: { id: string }[] = await this.db.query(
      `select id from messages where conversation_id = $1 and state = 'queued' and send_at <= $2 order by seq limit 1`,
      [conversationId, this.clock.now()],
    );
    if (next) await this.send(next.id);
  }

  /** Taken by all, or by some: who refused for now is tried again alone, who refused for good is named. */
  private async taken(message: Message, line: Line, { externalId, state = 'sent', ...sent }: Sent): Promise<void> {
    const outcomes = sent.outcomes && withOutcomes(outcomesSoFar(message), sent.outcomes);
    const verdict = outcomes ? verdictOf(outcomes) : { state: 'sent', error: null };
    if (outcomes?.some((outcome) => outcome.undeliverable)) await this.markUndeliverable(message, outcomes);
    if (verdict.state === 'queued') return this.again(message, verdict.error ?? '', outcomes);
    await this.work.run(async (tx) => {
      const moved = await this.states.advance(tx, message.id, verdict.state === 'failed' ? 'failed' : state, {
        externalId,
        error: verdict.error,
        outcomes,
      });
      // A receipt was quicker than the answer to our call: the state is further already, but the id is news.
      if (!moved && externalId) {
        await tx.query('update messages set external_id = $2 where id = $1', [message.id, externalId]);
        tx.emit('message.named', { messageId: message.id, conversationId: message.conversationId });
      }
      if (externalId) this.conversations.remember(tx, line.id, message.conversationId, message.id, [externalId]);
    });
  }

  private claim(
    messageId: string,
    line: Line,
    adapter: ChannelAdapter,
    sendingBy: number,
  ): Promise<Claimed | typeof NOT_NOW | null> {
    return this.work.run(async (tx) => {
      const message = await tx.lock(Message, { id: messageId });
      const due = message && (message.sendAt ?? message.at).getTime() <= this.clock.millis();
      if (!message || !due || !['queued', 'scheduled'].includes(message.state)) return null;
      const conversation = await tx.find(Conversation, { id: message.conversationId });
      if (!conversation) return null;
      if (message.state === 'scheduled') await this.states.advance(tx, messageId, 'queued');
      const optOut = await this.optOuts.of(tx, conversation.id, aboutOf(message));
      if (optOut) {
        await this.states.advance(tx, messageId, 'failed', { error: optedOut(optOut) });
        return null;
      }
      if (!adapter.abilities.threads && (await this.isOvertaking(tx, message))) return null;
      if (!(await this.isWithinBudget(tx, message, line, adapter))) return NOT_NOW;
      await this.states.advance(tx, messageId, 'sending', { sendingBy });
      return { message, conversation };
    });
  }

  /** Where there are no threads, the customer reads in the order in which it comes. Who sends the earlier one then sends this one. */
  private async isOvertaking(tx: Tx, message: Message): Promise<boolean> {
    const earlier = await tx.query(
      `select 1 from messages where conversation_id = $1 and seq < $2 and direction = 'out'
         and (state = 'sending' or (state = 'queued'
           and (send_at <= $3 or exists (select 1 from send_turns where message_id = messages.id)))) limit 1`,
      [message.conversationId, message.seq, this.clock.now()],
    );
    return earlier.length > 0;
  }

  private async isWithinBudget(tx: Tx, message: Message, line: Line, adapter: ChannelAdapter): Promise<boolean> {
    const budget = line.budget ?? adapter.abilities.budget;
    if (!budget) return true;
    const rank = rankOf(await this.waitingOf(tx, message));
    const { waitMs } = await this.budgets.take(tx, line.id, budget, { messageId: message.id, rank });
    if (waitMs === 0) return true;
    await tx.query('update messages set send_at = $2 where id = $1', [
      message.id,
      new Date(this.clock.millis() + waitMs),
    ]);
    return false;
  }

  private async waitingOf(tx: Tx, { id, seq, ticketId, conversationId, automatic, meta }: Message): Promise<Waiting> {
    const [row] = await tx.query<{ priority: number; holds_up: boolean }>(
      `select t.priority, exists (
         select 1 from messages m where m.conversation_id = $2 and m.seq > $3 and m.id <> $4 and m.direction = 'out'
           and m.state = 'queued' and not m.automatic and m.send_at <= $5
       ) as holds_up from tickets t where t.id = $1`,
      [ticketId, conversationId, seq, id, this.clock.now()],
    );
    const { priority = 0, holds_up: holdsUp = false } = row ?? {};
    return { automatic, broadcast: meta.optOut !== undefined, priority, holdsUp };
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
      if (error.optedOut) await this.markOptedOut(message, error.message);
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

  /** The provider knows of it, and we did not: its words stand for the customer's. */
  private markOptedOut(message: Message, words: string): Promise<void> {
    return this.work.run(async (tx) => {
      const conversation = await tx.find(Conversation, { id: message.conversationId });
      if (!conversation?.inboxId || !conversation.identityId) return;
      await this.optOuts.withdraw(tx, conversation.inboxId, conversation.identityId, words);
    });
  }

  /** What a lost job left behind, and whoever stands first before a line that nobody uses. */
  async sweep(): Promise<void> {
    const now = this.clock.millis();
    const first = await this.work.run((tx) => this.budgets.overdue(tx));
    await this.db.query(`update messages set send_at = $2 where id = any($1) and state = 'queued' and send_at > $2`, [
      first,
      this.clock.now(),
    ]);
    await this.sendAll(first);
    const late: { id: string }[] = await this.db.query(
      `select id from messages where state in ('queued', 'scheduled') and send_at < $1 order by send_at limit 200`,
      [new Date(now - LATE_MS)],
    );
    await this.sendAll(late.map(({ id }) => id));
  }

  private async sendAll(ids: string[]): Promise<void> {
    for (const id of ids) {
      await this.send(id).catch((error: unknown) =>
        this.log.error({ err: error, messageId: id }, 'a late message stays late'),
      );
    }
  }
}

const outcomesSoFar = (message: Message): RecipientOutcome[] =>
  (message.meta.outcomes as RecipientOutcome[] | undefined) ?? [];

const DAY_MS = 86_400_000;
/** A job that is this late was lost. */
const LATE_MS = 30_000;
/** The line's budget is used up at this very moment. */
const NOT_NOW = 'not now';
