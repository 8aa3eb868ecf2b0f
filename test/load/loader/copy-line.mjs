/** One line of the loading, in a thread of its own: makes the rows of some tables and copies them, one after the other. */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { TABLES } from './tables.mjs';
import { World } from './world.mjs';

const CHUNK = 1 << 17;

/** Copies these tables of the given world; resolves to how many rows each has. */
export function copyInThread(order) {
  return new Promise((done, fail) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: order });
    thread.once('message', done);
    thread.once('error', fail);
  });
}

async function copyAll({ url, given, names }) {
  const tables = TABLES.filter(({ name }) => names.includes(name));
  const world = new World(given);
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  // The rows are right by construction, and checking four million references would take longer than writing them.
  await db.query(`set session_replication_role = replica`);
  await db.query('begin');
  for (const { name, keep } of tables) if (!keep) await makeAnew(db, name);
  const counts = {};
  for (const table of tables) counts[table.name] = await copy(db, table, world);
  await db.query('commit');
  await db.end();
  return counts;
}

/**
 * Rows that go into a file of this very transaction are frozen, as those of an old desk are. TRUNCATE would make one
 * too, but asks for all tables that refer to it, and with them for those of the other line.
 */
async function makeAnew(db, name) {
  await db.query(`cluster ${name} using ${name}_pkey`);
  await db.query(`alter table ${name} set without cluster`);
}

async function copy(db, { name, columns, rows, keep }, world) {
  let count = 0;
  const into = db.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin${keep ? '' : ' with (freeze)'}`));
  const lines = chunks(rows(world), () => (count += 1));
  await pipeline(Readable.from(lines, { objectMode: false }), into);
  return count;
}

/** Few large writes instead of millions of small ones. */
function* chunks(lines, counted) {
  let chunk = '';
  for (const line of lines) {
    counted();
    chunk += line;
    if (chunk.length < CHUNK) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  if (chunk) yield Buffer.from(chunk);
}

if (!isMainThread) parentPort.postMessage(await copyAll(workerData));
