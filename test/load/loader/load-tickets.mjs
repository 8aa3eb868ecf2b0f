/** Makes a desk with a million tickets by COPY, in less than three minutes. */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { IndexesAside } from './indexes-aside.mjs';
import { TABLES } from './tables.mjs';
import { World } from './world.mjs';

const WITHIN_SECONDS = 180;

export async function loadTickets(desk, { report, size }) {
  report.section(`Loading ${size.tickets.toLocaleString('en')} tickets`);
  const world = new World({ ...size, now: Date.now() });
  const db = new pg.Client({ connectionString: desk.databaseUrl });
  await db.connect();
  const began = performance.now();
  try {
    // The rows are right by construction, and checking four million references would take longer than writing them.
    await db.query(`set session_replication_role = replica`);
    const tables = TABLES.map((table) => table.name);
    const indexes = await IndexesAside.take(db, tables);
    const counts = await copyAll(db, world);
    await db.query(`select setval(pg_get_serial_sequence('tickets', 'number'), (select max(number) from tickets))`);
    const copied = performance.now();
    await indexes.putBack(desk.databaseUrl);
    await db.query(`analyze ${tables.join(', ')}`);
    const seconds = (performance.now() - began) / 1_000;
    report.note(
      Object.entries(counts)
        .map(([table, rows]) => `${rows.toLocaleString('en')} ${table}`)
        .join(', '),
    );
    report.note(
      `COPY ${((copied - began) / 1_000).toFixed(0)} s, indexes ${((performance.now() - copied) / 1_000).toFixed(0)} s`,
    );
    report.figure({
      what: 'the loader',
      value: seconds,
      unit: 's',
      aim: { atMost: WITHIN_SECONDS },
    });
  } finally {
    await db.end();
  }
  return world;
}

/** One transaction that also empties the tables: rows so written are frozen, as those of an old desk are. */
async function copyAll(db, world) {
  const counts = {};
  await db.query('begin');
  await db.query(
    `truncate ${TABLES.filter((table) => !table.keep)
      .map((table) => table.name)
      .join(', ')} cascade`,
  );
  for (const { name, columns, rows, keep } of TABLES) {
    counts[name] = 0;
    const into = db.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin${keep ? '' : ' with (freeze)'}`));
    await pipeline(
      Readable.from(
        chunks(rows(world), () => (counts[name] += 1)),
        { objectMode: false },
      ),
      into,
    );
  }
  await db.query('commit');
  return counts;
}

/** Few large writes instead of millions of small ones. */
function* chunks(lines, counted) {
  let chunk = '';
  for (const line of lines) {
    counted();
    chunk += line;
    if (chunk.length < 1 << 17) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  if (chunk) yield Buffer.from(chunk);
}
