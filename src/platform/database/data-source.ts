import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runMigrations, type PgQueryable } from 'bullmq';
import { DataSource, type MigrationInterface } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { SnakeNaming } from './snake-naming.js';
import { SteadyClient } from './steady-client.js';

/** Rows beyond this many connections wait: PostgreSQL works best with few busy ones, and each costs memory. */
export const POOL = 17;

/** So many stay through a quiet hour, for a new one must learn every table before it answers, and whoever comes first waits. */
const KEPT = 6;

/** A start on a machine that is busy with something else may wait long for its own server: late is better than not. */
const CONNECT_MS = 30_000;

/**
 * A row's names come from up to a dozen tables, each joined by its key. Weighing every order of eight of them, as is usual,
 * takes PostgreSQL longer than fetching the rows; of four at a time it finds the same plans in a third of the time.
 * https://www.postgresql.org/docs/current/explicit-joins.html
 */
const PLANNING = '-c join_collapse_limit=4 -c from_collapse_limit=4';

export function dataSourceOptions(url: string): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    migrationsTableName: 'migrations',
    poolSize: POOL,
    applicationName: 'frontdesk',
    extra: {
      Client: SteadyClient,
      pipeline: true,
      min: KEPT,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: CONNECT_MS,
      options: PLANNING,
    },
  };
}

/** `migrations/` stands above us: in the sources, in the build of single files and in the bundle, at different heights. */
function findMigrations(from = dirname(fileURLToPath(import.meta.url))): string {
  const folder = join(from, 'migrations');
  return existsSync(folder) || dirname(from) === from ? folder : findMigrations(dirname(from));
}

export async function loadMigrations(): Promise<(new () => MigrationInterface)[]> {
  const migrationsFolder = findMigrations();
  const files = readdirSync(migrationsFolder).filter(
    (file) => /^\d{13}-.*\.(js|ts)$/.test(file) && !file.endsWith('.d.ts'),
  );
  const modules = await Promise.all(
    files.sort().map((file) => import(pathToFileURL(join(migrationsFolder, file)).href)),
  );
  return modules.flatMap((m: Record<string, unknown>) =>
    Object.values(m).filter((v): v is new () => MigrationInterface => typeof v === 'function'),
  );
}

/** The database holds migrations that this release does not know. */
export class NewerDatabase extends Error {
  constructor(readonly unknown: string[]) {
    super(
      `The database was used by a newer release (it holds ${unknown.at(-1)}). Start that release, or restore a backup from before the upgrade.`,
    );
  }
}

/** Where the jobs of BullMQ stand in the same database. */
export const JOBS_SCHEMA = 'jobs';

/** Brings both schemas up to this release, one process at a time. Returns the names of what was applied to ours. */
export async function migrate(url: string): Promise<string[]> {
  const db = new DataSource({ ...dataSourceOptions(url), migrations: await loadMigrations(), poolSize: 2 });
  await db.initialize();
  const lock = db.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock(hashtext('frontdesk migrations'))`);
    await refuseNewer(db);
    const applied = await db.runMigrations({ transaction: 'each' });
    // Once and here: every queue that did it by itself would wait for the others and change tables at each start.
    await runMigrations((await lock.connect()) as PgQueryable, JOBS_SCHEMA);
    return applied.map((m) => m.name);
  } finally {
    await lock.query(`select pg_advisory_unlock(hashtext('frontdesk migrations'))`).catch(() => undefined);
    await lock.release();
    await db.destroy();
  }
}

async function refuseNewer(db: DataSource): Promise<void> {
  const [{ exists }] = await db.query<[{ exists: boolean }]>(`select to_regclass('migrations') is not null as exists`);
  if (!exists) return;
  const known = new Set(db.migrations.map((m) => m.name ?? m.constructor.name));
  const rows = await db.query<{ name: string }[]>('select name from migrations order by id');
  const unknown = rows.map((r) => r.name).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new NewerDatabase(unknown);
}
