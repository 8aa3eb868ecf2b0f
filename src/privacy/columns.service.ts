import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { personalTables, type NamedTable } from '../platform/privacy/personal-data.js';

export interface TableColumn {
  table: string;
  name: string;
  /** As PostgreSQL calls it: `text`, `jsonb`, `bytea`, `ARRAY`… */
  type: string;
}

/** What could hold a word about somebody. */
export const WORDY = new Set([
  'text',
  'character varying',
  'character',
  'json',
  'jsonb',
  'bytea',
  'inet',
  'ARRAY:text',
  'citext',
]);

/** The columns of the database as it is, and which of them rooms have claimed. */
@Injectable()
export class Columns {
  private known: Promise<TableColumn[]> | undefined;

  constructor(private readonly db: DataSource) {}

  /** Without those that PostgreSQL makes of others by itself. */
  all(): Promise<TableColumn[]> {
    this.known ??= this.db.query<TableColumn[]>(
      `select c.table_name as "table", c.column_name as name,
         case when c.data_type = 'ARRAY' then 'ARRAY:' || substr(c.udt_name, 2) when c.data_type = 'USER-DEFINED' then c.udt_name
           else c.data_type end as type
       from information_schema.columns c
       join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
       order by c.table_name, c.ordinal_position`,
    );
    return this.known;
  }

  async of(table: string): Promise<TableColumn[]> {
    return (await this.all()).filter((column) => column.table === table);
  }

  /** In these columns names and addresses of an erased person may stand, by table. */
  async swept(): Promise<Map<string, TableColumn[]>> {
    const impersonal = impersonalColumns(personalTables().filter(({ sweep }) => sweep !== false));
    const swept = new Map<string, TableColumn[]>();
    for (const column of await this.all()) {
      const spared = impersonal.get(column.table);
      if (!spared || spared.has(column.name) || !WORDY.has(column.type)) continue;
      swept.set(column.table, [...(swept.get(column.table) ?? []), column]);
    }
    return swept;
  }

  /** Every column that names a file by its content. */
  fileColumns(): { table: string; column: string }[] {
    const named = personalTables().flatMap(({ table, files = [] }) => files.map((column) => ({ table, column })));
    return [...new Map(named.map((one) => [`${one.table}.${one.column}`, one])).values()];
  }
}

/** By table; only tables that some room has claimed. */
function impersonalColumns(tables: NamedTable[]): Map<string, Set<string>> {
  const columns = new Map<string, Set<string>>();
  for (const { table, impersonal = [] } of tables) {
    columns.set(table, new Set([...(columns.get(table) ?? []), ...impersonal]));
  }
  return columns;
}
