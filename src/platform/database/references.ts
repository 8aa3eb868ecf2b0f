import type { Tx } from './tx.js';

/**
 * Which of these rows somebody has built on since they were made: rows of other tables point at them. Asked of the
 * catalogue, so that a room that is built later counts, too: foreign keys, and columns called like one (`contact_id`)
 * where rooms keep each other's ids without. What goes with its owner (`on delete cascade`) is part of it.
 */
export async function builtOn(
  tx: Tx,
  table: string,
  ids: readonly string[],
  { column, except }: { column: string; except: readonly string[] },
): Promise<Map<string, string>> {
  const places = await tx.query<{ place: string; name: string }>(
    `select distinct k.conrelid::regclass::text as place, a.attname as name
     from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
     where k.contype = 'f' and k.confrelid = $1::regclass and k.confdeltype in ('a', 'r')
     union
     select c.table_name, c.column_name from information_schema.columns c
     join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = $2 and c.udt_name = 'uuid'
       and not exists (
         select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
         where k.contype = 'f' and k.conrelid = ('public.' || quote_ident(c.table_name))::regclass and a.attname = c.column_name
           and k.confrelid = $1::regclass)`,
    [table, column],
  );
  const found = new Map<string, string>();
  for (const { place, name } of places) {
    if (except.includes(place)) continue;
    const rows = await tx.query<{ id: string }>(
      `select distinct "${name}" as id from "${place}" where "${name}" = any($1::uuid[])`,
      [ids],
    );
    for (const { id } of rows) if (!found.has(id)) found.set(id, place);
  }
  return found;
}
