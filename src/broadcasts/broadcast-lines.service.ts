import { Injectable } from '@nestjs/common';
import type { MessageTemplate } from '../channels/contract.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { LineTemplates } from '../channels/line-templates.service.js';
import { ChannelRegistry } from '../channels/registry.js';
import type { Inbox } from '../conversations/inbox.entity.js';
import { invalid, Refusal } from '../platform/http/refusal.js';
import type { LineFacts } from './broadcast.rules.js';

export interface BroadcastOn {
  inbox: Inbox;
  facts: LineFacts;
  /** Threads stand side by side: each message begins one. */
  threaded: boolean;
}

/** The lines on which one can write to many: those that carry what we say first to somebody. */
@Injectable()
export class BroadcastLines {
  constructor(
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly templates: LineTemplates,
  ) {}

  async on(inboxId: string): Promise<BroadcastOn> {
    const inbox = await this.inboxes.get(inboxId).catch((error: unknown) => {
      if (error instanceof Refusal && error.status === 404) throw invalid('inboxId', 'there is no such line');
      throw error;
    });
    const adapter = this.registry.has(inbox.channel) ? this.registry.get(inbox.channel) : undefined;
    // Where customers fetch what we say they would learn of it by chance; where one talks nobody reads.
    if (!adapter || adapter.abilities.delivery !== 'send' || adapter.abilities.calls) {
      throw invalid('inboxId', 'is no line on which one can write to many');
    }
    const { subject, maxText, replyWindowHours, threads } = adapter.abilities;
    const facts = { subject, maxText, windowHours: replyWindowHours, hasTemplates: adapter.templates !== undefined };
    return { inbox, facts, threaded: threads };
  }

  /** Asked for anew where that is long ago; where the provider is away, as they were last fetched. */
  async templatesOf({ inbox, facts }: BroadcastOn): Promise<MessageTemplate[]> {
    if (!facts.hasTemplates) return [];
    return this.templates.list(inbox.id, { again: false }).catch(() => this.templates.known(inbox.id));
  }

  /** For whoever sends: nobody is asked in between. */
  knownTemplatesOf({ inbox, facts }: BroadcastOn): Promise<MessageTemplate[]> {
    return facts.hasTemplates ? this.templates.known(inbox.id) : Promise.resolve([]);
  }
}
