import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { ChannelRegistry } from '../channels/registry.js';
import { Inbox } from '../conversations/inbox.entity.js';
import { invalid } from '../platform/http/refusal.js';
import type { LineFacts } from './post.rules.js';

export interface PostOn {
  inbox: Inbox;
  facts: LineFacts;
}

/** The lines on which one publishes, and what each takes. */
@Injectable()
export class PostLines {
  constructor(
    private readonly db: DataSource,
    private readonly registry: ChannelRegistry,
  ) {}

  /** In the order in which they were asked for. */
  async on(inboxIds: readonly string[], manager: EntityManager = this.db.manager): Promise<PostOn[]> {
    if (inboxIds.length === 0) return [];
    const rows = await manager.findBy(Inbox, { id: In([...inboxIds]) });
    return inboxIds.map((id, at) => {
      const inbox = rows.find((row) => row.id === id);
      if (!inbox) throw invalid(`inboxIds[${at}]`, 'there is no such line');
      const adapter = this.registry.has(inbox.channel) ? this.registry.get(inbox.channel) : undefined;
      const publishing = (adapter?.publish && adapter.abilities.publishing) ?? null;
      const isOpen = inbox.state !== 'paused' && inbox.deletedAt === null;
      return { inbox, facts: { publishing, settings: inbox.settings, isOpen } };
    });
  }
}
