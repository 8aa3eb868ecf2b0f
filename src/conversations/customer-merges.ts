import { Injectable } from '@nestjs/common';
import { ContactMergeJournal } from '../customers/contact-merge-journal.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy } from '../platform/outbox/listeners.decorators.js';

const TABLES = ['conversations', 'feedback'] as const;

/**
 * Conversations and feedback go with their contact when contacts are merged, and back when that is undone. Messages keep
 * who said them: they are the record.
 */
@Injectable()
export class CustomerMerges {
  constructor(private readonly journal: ContactMergeJournal) {}

  @Policy('contact.merged', 3)
  async move(tx: Tx, { mergeId, winnerId, loserId }: Events['contact.merged']): Promise<void> {
    for (const table of TABLES) {
      const moved = await tx.query<{ id: string }>(
        `update ${table} set contact_id = $1 where contact_id = $2 returning id`,
        [winnerId, loserId],
      );
      await this.journal.record(tx, mergeId, table, moved);
    }
  }

  @Policy('contact.unmerged', 3)
  async moveBack(tx: Tx, { mergeId, winnerId, loserId, identityIds }: Events['contact.unmerged']): Promise<void> {
    for (const table of TABLES) {
      const rows = await this.journal.takeBack(tx, mergeId, table);
      await tx.query(
        `update ${table} set contact_id = $2
         where contact_id = $1 and (id = any($3::uuid[]) or identity_id = any($4::uuid[]))`,
        [winnerId, loserId, rows.map((row) => row.id), identityIds],
      );
    }
  }
}
