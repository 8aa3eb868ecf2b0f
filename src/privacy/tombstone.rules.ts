/** One line for each erasure, beside the database: a backup brings back who was erased since, and this takes them away again. */
export const TOMBSTONES = 'erasures.jsonl';

export interface Tombstone {
  requestId: string;
  contactIds: string[];
  at: string;
}
