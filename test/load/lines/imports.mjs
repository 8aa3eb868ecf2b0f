/** A table of a hundred thousand people: the dry run and the run over HTTP, with progress, until it says that it is done. */
import pg from 'pg';
import { Desk } from '../../harness/live/desk.mjs';
import { pause } from '../../harness/live/processes.mjs';

/** On a desk of its own: nobody else is known there. */
export async function measureImports({ report, size }) {
  const desk = await Desk.open();
  const db = new pg.Client({ connectionString: desk.databaseUrl });
  await db.connect();
  try {
    const count = size.people;
    report.section(`Imports: a table of ${count} people, each with a mail address, a number and a company`);
    const floor = await bare(db, count);
    const api = await desk.signIn();
    const { id } = await give(api, tableOf(count));
    await api.patch(`/imports/${id}`, { options: { country: 'BR' } });
    const dry = await course(api, id, 'check', 'checking');
    report.figure({ what: `dry run over ${count} rows`, value: dry.seconds, unit: 's' });
    const run = await course(api, id, 'run', 'running');
    report.figure({
      what: `${count} people made, with addresses, numbers and companies`,
      value: run.seconds,
      unit: 's',
      aim: { atMost: 60 },
      floor: { what: 'bare INSERTs of a thousand rows, the same tables with their indexes', value: floor },
    });
    report.figure({
      what: 'dry run and run together',
      value: dry.seconds + run.seconds,
      unit: 's',
      aim: { atMost: 60 },
    });
    report.expect(run.steps > 1 || count < 10_000, `progress was seen at ${run.steps} places`);
    const [row] = (
      await db.query(
        `select (select count(*)::int from contacts where name like 'Person %') as people,
           (select count(distinct contact_id)::int from contact_identities where kind = 'email' and value like '%@load.example') as reachable,
           (select count(*)::int from import_rows where import_id = $1) as left`,
        [id],
      )
    ).rows;
    report.expect(row.people === count, `${row.people} of ${count} people were made`);
    report.expect(
      row.reachable === count && row.left === 0,
      `${row.reachable} are reachable, ${row.left} rows are left`,
    );
  } finally {
    await db.end();
    await desk.close();
  }
}

/** Asks for it, and looks until it has ended: how long it took, and at how many places it was seen. */
async function course(api, id, deed, while_) {
  const began = performance.now();
  const seen = new Set();
  await api.post(`/imports/${id}/${deed}`);
  let one;
  do {
    await pause(200);
    one = await api.get(`/imports/${id}`);
    seen.add(`${one.total} ${one.done}`);
  } while (one.state === while_);
  if (one.state === 'failed') throw new Error(`the import failed: ${one.problem}`);
  return { seconds: (performance.now() - began) / 1_000, steps: seen.size };
}

async function give(api, content) {
  const form = new FormData();
  form.set('source', 'csv');
  form.set('kind', 'contacts');
  form.set('file', new Blob([content]), 'people.csv');
  const answer = await fetch(`${api.url}/api/v1/imports`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'frontdesk', cookie: api.cookie },
    body: form,
  });
  if (answer.status !== 201) throw new Error(`POST /imports answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

function tableOf(count) {
  const lines = ['Nome;E-mail;Celular;Empresa;Cargo;Etiquetas'];
  for (let n = 0; n < count; n += 1) {
    const number = `(11) 9${String(60_000_000 + n).slice(0, 4)}-${String(60_000_000 + n).slice(4)}`;
    lines.push(`Person ${n};person-${n}@load.example;${number};Company ${n % 5_000};Buyer;imported`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** What the database needs for the rows alone, in tables like ours. */
async function bare(db, count) {
  await db.query('create temp table bare_contacts (like contacts including all)');
  await db.query('create temp table bare_identities (like contact_identities including all)');
  const began = performance.now();
  for (let from = 0; from < count; from += 1_000) {
    const numbers = Array.from({ length: Math.min(1_000, count - from) }, (_, n) => from + n);
    await db.query(
      `with fresh as (
         insert into bare_contacts (id, name, title, tags, fields, created_at, updated_at)
         select gen_random_uuid(), 'Person ' || n, 'Buyer', '{imported}', '{}', now(), now() from unnest($1::int[]) n returning id, name
       )
       insert into bare_identities (id, contact_id, kind, scope, value, display, valid_from)
       select gen_random_uuid(), id, kind, '', replace(lower(name), ' ', '-') || kind, name, now() from fresh, unnest(array['email', 'phone']) kind`,
      [numbers],
    );
  }
  return (performance.now() - began) / 1_000;
}
