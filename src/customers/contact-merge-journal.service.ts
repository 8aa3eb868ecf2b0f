import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { ContactMerge, type MovedRow } from './contact-merge.entity.js';

/** Which rows a merge moved. Every room that owns rows with a contact's id writes here what it moved. */
@Injectable()
export class ContactMergeJournal {
  /** Call it where `contact.merged` is heard, with the rows that were moved to the winner. */
  async record(tx: Tx, mergeId: string, table: string, rows: readonly MovedRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `update contact_merges
       set entries = jsonb_set(entries, array[$2], coalesce(entries -> $2, '[]') || $3::jsonb) where id = $1`,
      [mergeId, table, JSON.stringify(rows)],
    );
  }

  /**
   * Call it where `contact.unmerged` is heard: the rows to move back. They are the caller's to move where they still
   * belong to the fact's `winnerId`. Later merges forget them, so that undoing those does not move them a second time.
   */
  async takeBack(tx: Tx, mergeId: string, table: string): Promise<MovedRow[]> {
    const merge = await tx.find(ContactMerge, { id: mergeId });
    const rows = merge?.entries[table] ?? [];
    if (!merge || rows.length === 0) return [];
    await tx.query(
      `with recursive above as (
         select $1::uuid as id
         union select c.merged_into_id from contacts c join above on c.id = above.id where c.merged_into_id is not null
       )
       update contact_merges m
       set entries = jsonb_set(m.entries, array[$3], coalesce(
         (select jsonb_agg(row) from jsonb_array_elements(m.entries -> $3) row where not row ->> 'id' = any($4)), '[]'))
       where m.id <> $2 and m.undone_at is null and m.entries ? $3
         and m.loser_id in (select id from above) and m.winner_id in (select id from above)`,
      [merge.winnerId, mergeId, table, rows.map((row) => row.id)],
    );
    return rows;
  }
}
