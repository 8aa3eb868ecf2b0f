import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import tar, { type Pack } from 'tar-stream';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { FORMAT, quoted, TABLES_SQL, type BackedUpTable, type Manifest } from './backup.format.js';

export interface BackupResult {
  file: string;
  tables: number;
  rows: number;
  blobs: number;
}

/** One snapshot of the whole database, then the files: a file never changes, so those of the snapshot are all there. */
export async function writeBackup(app: INestApplicationContext, config: Config, file: string): Promise<BackupResult> {
  const client = new pg.Client({ connectionString: config.get('DATABASE_URL') });
  await client.connect();
  const pack = tar.pack();
  const written = pipeline(pack, createGzip(), createWriteStream(file, { mode: 0o600 }));
  const scratch = mkdtempSync(join(tmpdir(), 'frontdesk-backup-'));
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const tables: Manifest['tables'] = [];
    for (const table of (await client.query<Omit<BackedUpTable, 'rows'>>(TABLES_SQL)).rows) {
      const copy = join(scratch, 'table.copy');
      const source = client.query(
        // A table in pieces can only be read by a query.
        copyTo(`copy (select ${table.columns.map(quoted).join(', ')} from ${quoted(table.name)}) to stdout`),
      );
      await pipeline(source, createWriteStream(copy));
      await addFile(pack, `tables/${table.name}.copy`, copy);
      tables.push({ ...table, rows: source.rowCount });
    }
    const migrations = (await client.query<{ name: string }>('select name from migrations order by id')).rows.map(
      (row) => row.name,
    );
    await client.query('commit');
    const key = join(config.dataDir, 'secret.key');
    const secret = config.get('SECRET_KEY') || (existsSync(key) ? readFileSync(key, 'utf8') : '');
    pack.entry({ name: 'keys/secret.key', mode: 0o600 }, secret);
    const blobs = config.get('BLOB_URL') ? 0 : await addFolder(pack, 'blobs', join(config.dataDir, 'blobs'));
    const manifest: Manifest = {
      format: FORMAT,
      madeAt: app.get(Clock).now().toISOString(),
      migrations,
      tables,
      blobs,
    };
    pack.entry({ name: 'manifest.json' }, JSON.stringify(manifest, null, 2));
    pack.finalize();
    await written;
    return { file, tables: tables.length, rows: tables.reduce((sum, t) => sum + t.rows, 0), blobs };
  } finally {
    await client.end();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function addFile(pack: Pack, name: string, path: string): Promise<void> {
  const entry = pack.entry({ name, size: statSync(path).size });
  const done = once(entry, 'finish');
  await pipeline(createReadStream(path), entry);
  await done.catch(() => undefined);
}

async function addFolder(pack: Pack, prefix: string, folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  let count = 0;
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    await addFile(pack, `${prefix}/${file.name}`, join(file.parentPath, file.name));
    count += 1;
  }
  return count;
}
