import { Injectable } from '@nestjs/common';
import type { Inbox } from '../conversations/inbox.entity.js';
import { InboxesService } from './inboxes.service.js';
import { ChannelRegistry } from './registry.js';

/** Which line writes letters: invoices, proposals, invitations. */
@Injectable()
export class LetterLines {
  constructor(
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
  ) {}

  /** The one that was chosen, else the oldest that carries a subject and a file to somebody who did not write. */
  async pick(chosen: string | null = null): Promise<Inbox | null> {
    const lines = await this.inboxes.list();
    const able = lines.filter(({ channel, state, address }) => {
      if (state !== 'active' || !address || !this.registry.has(channel)) return false;
      const { delivery, subject, calls, attachments } = this.registry.get(channel).abilities;
      return delivery === 'send' && subject && !calls && Boolean(attachments);
    });
    return (
      able.find(({ id }) => id === chosen) ?? (chosen ? null : (able.sort((a, b) => (a.id < b.id ? -1 : 1))[0] ?? null))
    );
  }
}
