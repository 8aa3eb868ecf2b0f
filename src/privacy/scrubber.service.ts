import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Blobs } from '../platform/blobs/blobs.js';
import type { Tx } from '../platform/database/tx.js';
import { inScope, personalTables, type NamedTable } from '../platform/privacy/personal-data.js';
import { Columns, type TableColumn } from './columns.service.js';
import { ERASED } from './markers.rules.js';

type Db = Pick<Tx, 'query'>;

/** Takes away what a scope found. Every step can be repeated, and finds less to do each time. */
@Injectable()
export class Scrubber {
  constructor(
    private readonly db: DataSource,
    private readonly columns: Columns,
    private readonly blobs: Blobs,
  ) {}

  /** The tables with rows of somebody, in the order in which they go. */
  tables(): NamedTable[] {
    return personalTables().filter(({ of, erase }) => of !== undefined && erase !== undefined);
  }

  async erase(db: Db, workId: string, { table, of, erase }: NamedTable): Promise<void> {
    const where = inScope(of!);
    // A scope that none of the condition's kinds is in leaves $1 unused, which PostgreSQL does not take.
    const asked = where.includes('$1') ? [workId] : [];
    if (erase === 'delete') {
      await db.query(`delete from ${quoted(table)} where ${where}`, asked);
      return;
    }
    await db.query(`set local frontdesk.erasing = 'yes'`);
    const set = Object.entries(erase!).map(([column, value]) => `${quoted(column)} = ${value}`);
    await db.query(`update ${quoted(table)} set ${set.join(', ')} where ${where}`, asked);
  }

  /** Which words of search only the subject said, kept until what they said is gone. */
  async noteWords(db: Db, workId: string): Promise<void> {
    await db.query(
      inScope(`insert into privacy_scope (request_id, kind, id)
       select $1, 'word', w.word from search_words w join (
         select unnest(tsvector_to_array(words)) as lexeme from messages where id in @message
         union select unnest(tsvector_to_array(to_tsvector('public.words', subject))) from tickets where id in @ticket
       ) said on said.lexeme = w.word
       on conflict do nothing`),
      [workId],
    );
  }

  async forgetWords(db: Db, workId: string): Promise<void> {
    await db.query(
      `delete from search_words w using privacy_scope s
       where s.request_id = $1 and s.kind = 'word' and w.word = s.id
         and not exists (select from messages m where m.words @@ quote_literal(s.id)::tsquery)
         and not exists (select from tickets t where to_tsvector('public.words', t.subject) @@ quote_literal(s.id)::tsquery)`,
      [workId],
    );
  }

  /** Takes a person's name, addresses and numbers out of whatever else says them. Returns how many rows did. */
  async sweep(db: Db, table: string, columns: TableColumn[], pattern: string): Promise<number> {
    const worded = columns.filter(({ type }) => type !== 'bytea' && type !== 'inet');
    let count = 0;
    await db.query(`set local frontdesk.erasing = 'yes'`);
    if (worded.length > 0) {
      const set = worded.map(({ name, type }) => `${quoted(name)} = ${without(quoted(name), type)}`);
      const said = worded.map(({ name }) => `coalesce(${quoted(name)}::text, '')`).join(` || ' ' || `);
      const [row] = await db.query<{ count: number }>(
        `with swept as (update ${quoted(table)} set ${set.join(', ')} where ${said} ~* $1 returning 1)
         select count(*)::int as count from swept`,
        [pattern],
      );
      count += row?.count ?? 0;
    }
    for (const { name } of columns.filter(({ type }) => type === 'bytea')) {
      // Bytes cannot be changed in the middle: a mail would not be what was signed. What they said stands in the message.
      const [row] = await db.query<{ count: number }>(
        `with swept as (update ${quoted(table)} set ${quoted(name)} = ''::bytea
           where encode(${quoted(name)}, 'escape') ~* $1 returning 1) select count(*)::int as count from swept`,
        [pattern],
      );
      count += row?.count ?? 0;
    }
    return count;
  }

  /** What waits as a job, or failed as one, holds ids; and words only where something went wrong. */
  async sweepJobs(pattern: string): Promise<void> {
    const tables = await this.db.query<{ name: string; said: string }[]>(
      `select table_name as name, string_agg(format('coalesce(%I::text, '''')', column_name), ' || ') as said
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where table_schema = 'jobs' and t.table_type = 'BASE TABLE' and data_type in ('text', 'json', 'jsonb', 'character varying')
       group by table_name`,
    );
    for (const { name, said } of tables) {
      await this.db.query(`delete from jobs.${quoted(name)} where ${said} ~* $1`, [pattern]);
    }
  }

  /** Files whose rows are gone, and which nobody else holds. */
  async dropFiles(workId: string): Promise<number> {
    const rows = await this.db.query<{ id: string }[]>(
      `select id from privacy_scope where request_id = $1 and kind = 'blob' order by id`,
      [workId],
    );
    let dropped = 0;
    for (const { id } of rows) {
      if (!(await this.isHeld(id))) {
        await this.db.query('delete from file_scans where blob_key = $1', [id]);
        await this.blobs.delete(id);
        dropped += 1;
      }
      await this.db.query(`delete from privacy_scope where request_id = $1 and kind = 'blob' and id = $2`, [
        workId,
        id,
      ]);
    }
    return dropped;
  }

  private async isHeld(key: string): Promise<boolean> {
    const asked = this.columns
      .fileColumns()
      .map(({ table, column }) => `exists (select from ${quoted(table)} where ${quoted(column)} = $1)`);
    const [row] = await this.db.query<{ held: boolean }[]>(`select ${asked.join(' or ')} as held`, [key]);
    return row?.held ?? true;
  }

  async sweptTables(): Promise<[string, TableColumn[]][]> {
    return [...(await this.columns.swept())];
  }
}

const quoted = (name: string): string => `"${name}"`;

function without(column: string, type: string): string {
  const replaced = (text: string): string => `regexp_replace(${text}, $1, '${ERASED}', 'gi')`;
  if (type === 'ARRAY:text') return `array(select ${replaced('one')} from unnest(${column}) one)`;
  if (type === 'json' || type === 'jsonb') return `${replaced(`${column}::text`)}::${type}`;
  return replaced(column);
}
