/**
 * A backup is a gzipped tar:
 *
 *   manifest.json          format, the migrations that made the tables, rows for each table
 *   keys/<name>            SECRET_KEY, without which stored secrets stay closed: keep the backup as safe as the desk
 *   tables/<name>.copy     PostgreSQL's text COPY format, all of one snapshot
 *   blobs/<key>            files by content hash (only where they are kept on disk)
 */
export const FORMAT = 1;

export interface BackedUpTable {
  name: string;
  columns: string[];
  rows: number;
  /** Of a table in pieces: without them its rows have no place. */
  pieces?: { name: string; schema: string; bounds: string }[] | null;
}

export interface Manifest {
  format: number;
  madeAt: string;
  migrations: string[];
  tables: BackedUpTable[];
  blobs: number;
}

/** Jobs are not kept: they only schedule, and sweeps over the rows find what there is to do. */
export const TABLES_SQL = `
  select c.relname as name,
         array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
         (select json_agg(json_build_object('name', p.relname, 'schema', s.nspname, 'bounds', pg_get_expr(p.relpartbound, p.oid)) order by p.relname)
            from pg_inherits i join pg_class p on p.oid = i.inhrelid join pg_namespace s on s.oid = p.relnamespace
            where i.inhparent = c.oid and p.relispartition) as pieces
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p') and not c.relispartition and c.relname not in ('migrations')
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  group by c.oid, c.relname order by c.relname`;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
