import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestApp } from '../harness/app.js';

/** Where any of these words stands: in a column of any table, also those of jobs, as text or as bytes, or in a file. */
export async function placesOf(app: TestApp, markers: string[]): Promise<string[]> {
  const tables = await app.db.query<{ schema: string; name: string; bytes: string[] | null }[]>(
    `select t.table_schema as schema, t.table_name as name,
       array_agg(c.column_name::text) filter (where c.data_type = 'bytea') as bytes
     from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
     where t.table_schema in ('public', 'jobs') and t.table_type = 'BASE TABLE' group by 1, 2 order by 1, 2`,
  );
  const places: string[] = [];
  for (const { schema, name, bytes } of tables) {
    const said = [`t::text`, ...(bytes ?? []).map((column) => `coalesce(encode(t."${column}", 'escape'), '')`)];
    const [row] = await app.db.query<{ count: number; one: string }[]>(
      `select count(*)::int as count, min(left(t::text, 600)) as one from "${schema}"."${name}" t
       where exists (select from unnest($1::text[]) marker where position(lower(marker) in lower(${said.join(` || ' ' || `)})) > 0)`,
      [markers],
    );
    if (row!.count > 0) places.push(`${schema}.${name}: ${row!.one}`);
  }
  return [...places, ...filesWith(app.config.dataDir, markers)];
}

function filesWith(folder: string, markers: string[]): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .flatMap((file) => {
      const path = join(file.parentPath, file.name);
      const text = readFileSync(path).toString('utf8').toLowerCase();
      return markers.filter((marker) => text.includes(marker.toLowerCase())).map((marker) => `${path}: ${marker}`);
    });
}

/** The same file twice is one; so many are there. */
export const filesIn = (app: TestApp): number =>
  existsSync(join(app.config.dataDir, 'blobs'))
    ? readdirSync(join(app.config.dataDir, 'blobs'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
        .length
    : 0;
