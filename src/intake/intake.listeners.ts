import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { Job } from '../platform/jobs/job.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy, Subscribe } from '../platform/outbox/listeners.decorators.js';
import { InboundFiles } from './inbound-files.service.js';
import { IntakeService } from './intake.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'intake.sweep': Record<string, never>;
  }
}

@Injectable()
export class IntakeListeners {
  constructor(
    private readonly intake: IntakeService,
    private readonly files: InboundFiles,
  ) {}

  @Policy('envelope.received', 6)
  async atOnce(tx: Tx, fact: Events['envelope.received']): Promise<void> {
    if (fact.atOnce) await this.intake.processWithin(tx, fact.envelopeId);
  }

  @Subscribe('envelope.received', { name: 'intake.process', lane: 'near', when: (fact) => !fact.atOnce })
  async later(fact: Events['envelope.received']): Promise<void> {
    await this.intake.process(fact.envelopeId);
  }

  @Job('intake.sweep', { every: 10_000 })
  async sweep(): Promise<void> {
    await this.intake.sweep();
    await this.files.sweep();
  }

  /** Only now is the provider's id known, by which receipts name the message. */
  @Subscribe('message.state-changed', {
    name: 'intake.early-receipts',
    lane: 'near',
    when: ({ state }) => state === 'sent',
  })
  async sent({ conversationId }: Events['message.state-changed']): Promise<void> {
    await this.intake.replayEarlyReceipts(conversationId);
  }

  @Subscribe('message.named', { name: 'intake.early-receipts-of-parts', lane: 'near' })
  async named({ conversationId }: Events['message.named']): Promise<void> {
    await this.intake.replayEarlyReceipts(conversationId);
  }
}
