import { builtOn } from '../../platform/database/references.js';
import type { Tx } from '../../platform/database/tx.js';
import type { JournalEntry } from './handler.js';

export interface OwnTable {
  table: string;
  /** As other rooms call a column with its id. */
  column: string;
  /** What is part of it and goes first: table and column. */
  parts: readonly (readonly [table: string, column: string])[];
}

/**
 * Removes rows that are as they were made and on which nothing was built. The others stay, and why is said: `changed`,
 * or the table in which something points at them.
 */
export async function takeAway(tx: Tx, own: OwnTable, entries: readonly JournalEntry[]): Promise<Map<string, string>> {
  const kept = new Map<string, string>();
  const ids = entries.map(({ id }) => id);
  const rows = await tx.query<{ id: string; version: number }>(
    `select id, version from ${own.table} where id = any($1::uuid[]) for update`,
    [ids],
  );
  const found = new Map(rows.map(({ id, version }) => [id, version]));
  for (const { id, version } of entries) if ((found.get(id) ?? version) !== version) kept.set(id, 'changed');
  const except = [...own.parts.map(([table]) => table), 'import_rows', 'import_journal', 'import_refs'];
  for (const [id, place] of await builtOn(tx, own.table, ids, { column: own.column, except })) kept.set(id, place);
  const free = ids.filter((id) => !kept.has(id));
  for (const [table, column] of own.parts)
    await tx.query(`delete from ${table} where ${column} = any($1::uuid[])`, [free]);
  await tx.query(`delete from ${own.table} where id = any($1::uuid[])`, [free]);
  return kept;
}
