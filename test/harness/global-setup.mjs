import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../dist/src/platform/database/data-source.js';
import { startEmbeddedPostgres } from '../../dist/src/platform/database/postgres-embedded.js';
import { databaseNamed } from './database-named.mjs';

/** One PostgreSQL for the whole run; a migrated template from which each test file takes a copy of its own. */
export default async function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
  // Where root runs the tests, PostgreSQL's own user must be able to enter.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, () => undefined, [
    'fsync=off',
    'full_page_writes=off',
    'max_connections=200',
  ]);
  const admin = databaseNamed(server.url, 'postgres');
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query('create database template_frontdesk');
  await client.end();
  await migrate(databaseNamed(server.url, 'template_frontdesk')).catch(async (error) => {
    await server.stop();
    throw error;
  });
  process.env.FRONTDESK_TEST_DATABASE = admin;
  globalThis.frontdeskTest = { server, folder };
}
