import { Injectable } from '@nestjs/common';
import { ContactMergeJournal } from '../../customers/contact-merge-journal.service.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';

const TABLE = 'billing_profiles';

/** Whoever gets the invoices still gets them when they are merged with another, and again when that is undone. */
@Injectable()
export class ProfileMerges {
  constructor(private readonly journal: ContactMergeJournal) {}

  @Policy('contact.merged', 5)
  async move(tx: Tx, { mergeId, winnerId, loserId }: Events['contact.merged']): Promise<void> {
    const rows = await tx.query<{ id: string }>(
      'update billing_profiles set contact_id = $1, version = version + 1 where contact_id = $2 returning company_id as id',
      [winnerId, loserId],
    );
    await this.journal.record(tx, mergeId, TABLE, rows);
  }

  @Policy('contact.unmerged', 5)
  async moveBack(tx: Tx, { mergeId, winnerId, loserId }: Events['contact.unmerged']): Promise<void> {
    const rows = await this.journal.takeBack(tx, mergeId, TABLE);
    await tx.query(
      `update billing_profiles set contact_id = $1, version = version + 1 where contact_id = $2 and company_id = any($3::uuid[])`,
      [loserId, winnerId, rows.map(({ id }) => id)],
    );
  }
}
