import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import tar, { type Extract } from 'tar-stream';
import { Blobs } from '../../platform/blobs/blobs.js';
import type { Config } from '../../platform/config.js';
import { JOBS_SCHEMA, loadMigrations, migrate } from '../../platform/database/data-source.js';
import { DEADLOCK } from '../../platform/database/work.js';
import { TOMBSTONES, type Tombstone } from '../../privacy/tombstone.rules.js';
import { FORMAT, quoted, TABLES_SQL, type Manifest } from './backup.format.js';

/** The file cannot be restored here; the message says why. Nothing was changed. */
export class CannotRestore extends Error {}

export async function readManifest(file: string): Promise<Manifest> {
  let manifest: Manifest | undefined;
  // Read to the end: gzip's checksum stands there, and a file that was cut off or changed is found before anything is.
  for await (const entry of entriesOf(file)) {
    if (entry.header.name === 'manifest.json')
      manifest = JSON.parse((await buffer(entry)).toString('utf8')) as Manifest;
    entry.resume();
  }
  if (!manifest) throw new CannotRestore(`${file} is not a Frontdesk backup.`);
  return manifest;
}

type Entry = Extract extends AsyncIterable<infer E> ? E : never;

/** The archive, entry by entry; whatever is wrong with the file is said as one refusal. */
async function* entriesOf(file: string): AsyncGenerator<Entry> {
  const unpack = tar.extract();
  const reading = pipeline(createReadStream(file), createGunzip(), unpack);
  reading.catch(() => undefined);
  try {
    for await (const entry of unpack) yield entry;
    await reading;
  } catch (error) {
    throw new CannotRestore(`${file} cannot be read as a Frontdesk backup: ${(error as Error).message}.`);
  }
}

/** Replaces what is in the database and adds the files. All rows or none: it is one transaction. */
export async function restoreBackup(config: Config, file: string): Promise<{ rows: number; blobs: number }> {
  const manifest = await readManifest(file);
  await refuseUnfit(manifest);
  await migrate(config.get('DATABASE_URL'));
  const client = new pg.Client({ connectionString: config.get('DATABASE_URL') });
  await client.connect();
  try {
    const erased = await erasedSince(client, config);
    await client.query('begin');
    const present = (await client.query<{ name: string }>(TABLES_SQL)).rows.map((row) => row.name);
    // The order of the tables does not matter, and the audit log refuses changes, unless triggers are off.
    await client.query('set local session_replication_role = replica');
    await client.query(`truncate ${present.map(quoted).join(', ')}`);
    const blobs = await readInto(client, config, file, manifest);
    await eraseAgain(client, erased);
    await resetSequences(client);
    await client.query('commit');
    // Jobs of before are about what is there no more; whatever still waits for some finds a schema again.
    await dropJobs(client);
    await migrate(config.get('DATABASE_URL'));
    return { rows: manifest.tables.reduce((sum, t) => sum + t.rows, 0), blobs };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

const DROP_ATTEMPTS = 10;

/** A desk that runs meanwhile may take its jobs' tables in another order than we do, and one of the two is refused. */
async function dropJobs(client: pg.Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`drop schema if exists ${JOBS_SCHEMA} cascade`);
      return;
    } catch (error) {
      if ((error as pg.DatabaseError).code !== DEADLOCK || attempt === DROP_ATTEMPTS) throw error;
    }
  }
}

/** Who was erased here, as the database that is replaced and the list beside it know. */
async function erasedSince(client: pg.Client, config: Config): Promise<Tombstone[]> {
  const { rows } = await client.query<Tombstone>(
    'select request_id as "requestId", contact_ids as "contactIds", at::text from privacy_tombstones',
  );
  const file = join(config.dataDir, TOMBSTONES);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return [...rows, ...lines.map((line) => JSON.parse(line) as Tombstone)];
}

/** A backup from before an erasure brings the person back. The desk takes them away again when it starts. */
async function eraseAgain(client: pg.Client, erased: Tombstone[]): Promise<void> {
  for (const { requestId, contactIds, at } of erased) {
    await client.query(
      `insert into privacy_tombstones (request_id, contact_ids, at, replay) values ($1, $2, $3, true)
       on conflict (request_id) do nothing`,
      [requestId, contactIds, at],
    );
  }
}

async function readInto(client: pg.Client, config: Config, file: string, manifest: Manifest): Promise<number> {
  const columns = new Map(manifest.tables.map((table) => [`tables/${table.name}.copy`, table]));
  let blobs = 0;
  const files = new Blobs(config);
  for await (const entry of entriesOf(file)) {
    const { name } = entry.header;
    const table = columns.get(name);
    if (table) {
      for (const piece of table.pieces ?? []) {
        await client.query(
          `create table if not exists ${quoted(piece.schema)}.${quoted(piece.name)} partition of ${quoted(table.name)} ${piece.bounds}`,
        );
      }
      const into = client.query(
        copyFrom(`copy ${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) from stdin`),
      );
      await pipeline(entry, into);
      if (into.rowCount !== table.rows) throw new CannotRestore(`The backup does not hold all rows of ${table.name}.`);
    } else if (name === 'keys/secret.key' && !config.get('SECRET_KEY')) {
      mkdirSync(config.dataDir, { recursive: true });
      writeFileSync(join(config.dataDir, 'secret.key'), await buffer(entry), { mode: 0o600 });
    } else if (/^blobs\/[0-9a-f]{64}$/.test(name)) {
      const key = await files.put(await buffer(entry));
      if (key !== name.slice('blobs/'.length)) throw new CannotRestore(`The file ${name} in the backup was changed.`);
      blobs += 1;
    } else {
      entry.resume();
    }
  }
  return blobs;
}

/** Rows of another release have other columns: restore with the release that made the backup, then upgrade. */
async function refuseUnfit(manifest: Manifest): Promise<void> {
  if (manifest.format !== FORMAT)
    throw new CannotRestore(`The backup has format ${manifest.format}; this release reads ${FORMAT}.`);
  const ours = (await loadMigrations()).map((migration) => migration.name);
  const [first] = [
    ...manifest.migrations.filter((name) => !ours.includes(name)),
    ...ours.filter((name) => !manifest.migrations.includes(name)),
  ];
  if (first)
    throw new CannotRestore(
      `The backup was made by another release (it differs in ${first}). Restore it with that release, then upgrade.`,
    );
}

async function resetSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; column: string; sequence: string }>(`
    select c.relname as name, a.attname as column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attidentity <> '' where c.relkind = 'r'`);
  for (const { name, column, sequence } of rows) {
    await client.query(
      `select setval('${sequence}', greatest((select max(${quoted(column)}) from ${quoted(name)}), 1000))`,
    );
  }
}
