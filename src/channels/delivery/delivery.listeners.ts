import { Injectable } from '@nestjs/common';
import { Conversation } from '../../conversations/conversation.entity.js';
import { Message } from '../../conversations/message.entity.js';
import { MessageStates } from '../../conversations/message-states.service.js';
import { OptOuts } from '../../conversations/opt-outs.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { Refusal } from '../../platform/http/refusal.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy, Subscribe } from '../../platform/outbox/listeners.decorators.js';
import type { Abilities, FilledTemplate } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { LineTemplates } from '../line-templates.service.js';
import { ChannelRegistry } from '../registry.js';
import { fileProblems, limitsIn, problemInWords, type FileFacts, type FileProblem } from './attachment-limits.rules.js';
import { aboutOf, optedOut } from './delivery.rules.js';
import { DeliveryService } from './delivery.service.js';
import { ReplyWindows } from './reply-windows.js';
import { Reconciliation } from './reconciliation.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'delivery.sweep': Record<string, never>;
  }
}

const leaves = (fact: { direction: string; kind: string; state: string }): boolean =>
  fact.direction === 'out' && fact.kind === 'message' && (fact.state === 'queued' || fact.state === 'scheduled');

const wrong = (problem: FileProblem) => ({ path: 'attachments', message: problem.kind });

@Injectable()
export class DeliveryListeners {
  constructor(
    private readonly delivery: DeliveryService,
    private readonly reconciliation: Reconciliation,
    private readonly registry: ChannelRegistry,
    private readonly states: MessageStates,
    private readonly optOuts: OptOuts,
    private readonly templates: LineTemplates,
    private readonly windows: ReplyWindows,
    private readonly inboxes: InboxesService,
  ) {}

  /** In the transaction of the reply: what its channel cannot carry is refused before anything is stored. */
  @Policy('message.recorded', 4)
  async plan(tx: Tx, fact: Events['message.recorded']): Promise<void> {
    if (!leaves(fact) || !this.registry.has(fact.channel)) return;
    const { abilities } = this.registry.get(fact.channel);
    const message = await tx.find(Message, { id: fact.messageId });
    if (!message) return;
    const refusal = await this.refusalOf(tx, message, abilities);
    // Nobody is there to read a refusal of what the desk itself says, and what else it does in this transaction stands.
    if (refusal && message.automatic) {
      await this.states.advance(tx, message.id, 'failed', { error: refusal.message });
    } else if (refusal) {
      throw refusal;
    } else if (abilities.delivery === 'pull') {
      await tx.query(`update messages set state = 'sent' where id = $1`, [message.id]);
    } else if (message.state === 'queued') {
      const undoMs = message.automatic ? 0 : abilities.undoSeconds * 1000;
      await tx.query('update messages set send_at = $2 where id = $1', [
        message.id,
        new Date(message.at.getTime() + undoMs),
      ]);
    }
  }

  private async refusalOf(tx: Tx, message: Message, abilities: Abilities): Promise<Refusal | null> {
    if (message.text.length > abilities.maxText) {
      return new Refusal('too_long', 422, `This channel carries at most ${abilities.maxText} characters.`, {
        errors: [{ path: 'text', message: 'is too long' }],
      });
    }
    if (message.meta.quotes && !abilities.quoting) {
      return new Refusal('cannot_quote', 422, 'On this channel no single message can be answered.', {
        errors: [{ path: 'quotes', message: 'is not possible on this channel' }],
      });
    }
    const optOut = await this.optOuts.of(tx, message.conversationId, aboutOf(message));
    if (optOut) return new Refusal('opted_out', 422, optedOut(optOut));
    const files = await this.refusalOfFiles(tx, message, abilities);
    if (files) return files;
    const template = message.meta.template as FilledTemplate | undefined;
    if (template) return this.templates.word(tx, message, template);
    return this.windows.refusal(tx, message, abilities);
  }

  /** The composer says it before, out of the same data. */
  private async refusalOfFiles(tx: Tx, message: Message, abilities: Abilities): Promise<Refusal | null> {
    const files = await tx.query<FileFacts>(
      'select name, type, size from attachments where message_id = $1 order by created_at, id',
      [message.id],
    );
    if (files.length === 0) return null;
    const conversation = await tx.find(Conversation, { id: message.conversationId });
    const line = conversation?.inboxId ? await this.inboxes.line(conversation.inboxId) : undefined;
    const [problem] = fileProblems(files, limitsIn(abilities, conversation?.public ?? false, line?.settings));
    return problem ? new Refusal('attachments', 422, problemInWords(problem), { errors: [wrong(problem)] }) : null;
  }

  @Subscribe('message.recorded', { name: 'delivery.schedule', when: leaves })
  async recorded(fact: Events['message.recorded']): Promise<void> {
    await this.delivery.schedule(fact.messageId);
  }

  /** A person asked to try again: failed or unknown → queued. */
  @Subscribe('message.state-changed', { name: 'delivery.again', when: (fact) => fact.state === 'queued' })
  async queuedAgain(fact: Events['message.state-changed']): Promise<void> {
    await this.delivery.schedule(fact.messageId);
  }

  @Job('delivery.send')
  async send({ messageId }: { messageId: string }): Promise<void> {
    await this.delivery.send(messageId);
  }

  @Job('delivery.sweep', { every: 30_000 })
  async sweep(): Promise<void> {
    // What is settled lets go of what waits behind it.
    await this.reconciliation.sweep();
    await this.delivery.sweep();
  }
}
