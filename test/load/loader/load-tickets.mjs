/** Makes a desk with a million tickets by COPY, in less than three minutes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { copyInThread } from './copy-line.mjs';
import { IndexesAside } from './indexes-aside.mjs';
import { TABLES } from './tables.mjs';
import { World } from './world.mjs';

const WITHIN_SECONDS = 180;
const tables = TABLES.map((table) => table.name);
/** At the same time: making the words of the messages is as much work as all the rest. */
const LINES = [['messages'], tables.filter((name) => name !== 'messages')];
/** Says of a data folder what was loaded there. */
const noteIn = (desk) => join(desk.folder, 'loaded.json');

/** The world that an earlier run left in this desk's folder; undefined where there is none of this size. */
export function keptWorld(desk, { tickets, longTicketMessages }) {
  if (!existsSync(noteIn(desk))) return undefined;
  const given = JSON.parse(readFileSync(noteIn(desk), 'utf8'));
  return given.tickets === tickets && given.longTicketMessages === longTicketMessages ? new World(given) : undefined;
}

export async function loadTickets(desk, { report, size }) {
  report.section(`Loading ${size.tickets.toLocaleString('en')} tickets`);
  const given = { tickets: size.tickets, longTicketMessages: size.longTicketMessages, now: Date.now() };
  const world = new World(given);
  const url = desk.databaseUrl;
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  const began = performance.now();
  try {
    await empty(db);
    const indexes = await IndexesAside.take(db, tables);
    const counts = await Promise.all(LINES.map((names) => copyInThread({ url, given, names })));
    const copied = performance.now();
    await indexes.putBack(url);
    const indexed = performance.now();
    await settle(db, world);
    const seconds = (performance.now() - began) / 1_000;
    report.note(
      Object.entries(Object.assign({}, ...counts))
        .map(([table, rows]) => `${rows.toLocaleString('en')} ${table}`)
        .join(', '),
    );
    report.note(
      `COPY ${((copied - began) / 1_000).toFixed(0)} s, indexes ${((indexed - copied) / 1_000).toFixed(0)} s, the rest ${((performance.now() - indexed) / 1_000).toFixed(0)} s`,
    );
    report.figure({
      what: 'the loader',
      value: seconds,
      unit: 's',
      aim: { atMost: WITHIN_SECONDS },
    });
    writeFileSync(noteIn(desk), JSON.stringify(given));
  } finally {
    await db.end();
  }
  return world;
}

async function empty(db) {
  const all = TABLES.filter((table) => !table.keep).map((table) => table.name);
  await db.query(`truncate ${all.join(', ')} cascade`);
}

/** What a desk of that age has done long ago and would otherwise do while it is measured: clean up, count, learn words. */
async function settle(db, world) {
  await db.query(`select setval(pg_get_serial_sequence('tickets', 'number'), (select max(number) from tickets))`);
  await db.query(`vacuum (analyze) ${tables.join(', ')}`);
  await db.query(
    `insert into search_words
     select distinct word from unnest($1::text[]) said, unnest(tsvector_to_array(to_tsvector('public.words', said))) word
     where length(word) between 4 and 40
     on conflict do nothing`,
    [world.everythingSaid],
  );
  await db.query(
    `update search_progress set messages_to = (select id from messages order by id desc limit 1),
       tickets_to = (select id from tickets order by id desc limit 1)`,
  );
  await db.query('checkpoint');
}
