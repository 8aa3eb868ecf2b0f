/** Takes away what would be kept up row by row, and builds it in one go when all rows are there. */
import pg from 'pg';

const AT_ONCE = 2;

export class IndexesAside {
  constructor(definitions) {
    this.definitions = definitions;
  }

  /** Those behind primary keys and unique constraints stay: foreign keys lean on them. */
  static async take(db, tables) {
    const { rows } = await db.query(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition, c.relname as table
       from pg_index i join pg_class c on c.oid = i.indrelid
       where c.relname = any($1) and c.relnamespace = 'public'::regnamespace
         and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`,
      [tables],
    );
    for (const { name } of rows) await db.query(`drop index ${name}`);
    return new IndexesAside(rows.map((row) => row.definition));
  }

  async putBack(url) {
    // The costly ones (words and letters of every message) first, so that no connection ends long after the other.
    const waiting = [...this.definitions].sort(
      (a, b) => Number(b.includes('USING gin')) - Number(a.includes('USING gin')),
    );
    const line = async () => {
      const db = new pg.Client({ connectionString: url });
      await db.connect();
      await db.query(`set maintenance_work_mem = '768MB'`);
      await db.query(`set max_parallel_maintenance_workers = 0`);
      for (let next = waiting.shift(); next; next = waiting.shift()) await db.query(next);
      await db.end();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, line));
  }
}
