/** The least that a second start can take: PostgreSQL on a folder that is there, one query, an open port. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../dist/src/platform/database/postgres-embedded.js';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-floor-'));
chmodSync(folder, 0o755);
const first = await startEmbeddedPostgres(folder, () => undefined);
await first.stop();

const began = performance.now();
const postgres = await startEmbeddedPostgres(folder, () => undefined);
const db = new pg.Client({ connectionString: postgres.url });
await db.connect();
await db.query('select 1');
const http = createServer((_request, response) => response.end('ok')).listen(0, '127.0.0.1');
http.once('listening', () => {
  const seconds = (performance.now() - began) / 1_000;
  const postmaster = Number(readFileSync(join(postgres.dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.send({ seconds, postmaster });
});

process.once('SIGTERM', async () => {
  await db.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
