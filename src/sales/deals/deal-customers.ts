import { Injectable } from '@nestjs/common';
import { ContactMergeJournal } from '../../customers/contact-merge-journal.service.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';

const TABLES = ['deals', 'activities'] as const;

/** Deals and activities go with their contact when contacts are merged, and back when that is undone. */
@Injectable()
export class DealCustomers {
  constructor(private readonly journal: ContactMergeJournal) {}

  @Policy('contact.merged', 5.5)
  async move(tx: Tx, { mergeId, winnerId, loserId }: Events['contact.merged']): Promise<void> {
    for (const table of TABLES) {
      const rows = await tx.query<{ id: string; version: number }>(
        `update ${table} set contact_id = $2, version = version + 1 where contact_id = $1 returning id, version`,
        [loserId, winnerId],
      );
      await this.journal.record(
        tx,
        mergeId,
        table,
        rows.map(({ id }) => ({ id })),
      );
      tell(tx, table, rows);
    }
  }

  @Policy('contact.unmerged', 5.5)
  async moveBack(tx: Tx, { mergeId, winnerId, loserId }: Events['contact.unmerged']): Promise<void> {
    for (const table of TABLES) {
      const moved = await this.journal.takeBack(tx, mergeId, table);
      const rows = await tx.query<{ id: string; version: number }>(
        `update ${table} set contact_id = $2, version = version + 1 where contact_id = $1 and id = any($3::uuid[]) returning id, version`,
        [winnerId, loserId, moved.map(({ id }) => id)],
      );
      tell(tx, table, rows);
    }
  }
}

function tell(tx: Tx, table: string, rows: { id: string; version: number }[]): void {
  if (table !== 'deals') return;
  for (const { id, version } of rows) tx.emit('deal.changed', { dealId: id, version, changed: ['contactId'] });
}
