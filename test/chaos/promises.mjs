/** A thousand promises run out while the server is killed again and again: each is missed once, at its own time. */
import pg from 'pg';
import { Desk } from '../harness/live/desk.mjs';
import { pause, until } from '../harness/live/processes.mjs';
import { randomFrom } from '../harness/live/random.mjs';
import { several } from '../harness/live/several.mjs';

const SECONDS = 20;
const WIDTH = 8;

export async function promises({ findings, size, seed }) {
  findings.section(`${size.clocks} running clocks; ${size.clockKills} times kill -9`);
  const random = randomFrom(seed);
  const desk = await Desk.open();
  let db;
  try {
    const api = await desk.signIn();
    await api.post('/sla/policies', {
      name: 'Soon',
      targets: [{ target: 'resolution', hours: 'calendar', minutes: { normal: SECONDS / 60 } }],
      steps: [
        { when: { kind: 'used', percent: 50 }, actions: [] },
        { when: { kind: 'breach' }, actions: [{ type: 'raise_priority', priority: 'high' }] },
      ],
    });
    const { id: contactId } = await api.post('/contacts', {
      name: 'Ana',
      identities: [{ kind: 'email', value: 'ana@client.example' }],
    });
    const killing = killAgain({ desk, random, kills: size.clockKills });
    await several(size.clocks, WIDTH, (n) => openOne(api, { subject: `Promise ${n}`, contactId }));
    await killing;
    // Only now: whoever is connected to a database that is started anew is thrown out.
    db = new pg.Client({ connectionString: desk.databaseUrl });
    await db.connect();
    await until(
      'every promise ran out',
      async () => (await one(db, `select count(*)::int as n from sla_clocks where next_at is not null`)).n === 0,
      { withinMs: 120_000, everyMs: 250 },
    );
    await check({ findings, db, api, wanted: size.clocks });
  } finally {
    await db?.end();
    await desk.close();
  }
}

async function killAgain({ desk, random, kills }) {
  for (let at = 0; at < kills; at += 1) {
    await pause(1_500 + random.next() * 3_000);
    await desk.kill();
    await desk.start();
  }
}

/** The server may be away: again, until it is said to be there. One that was made but not confirmed is one more. */
async function openOne(api, body) {
  await until(
    'a ticket is opened',
    () =>
      api.send('POST', '/tickets', body).then(
        (answer) => answer.status === 201,
        () => false,
      ),
    { withinMs: 60_000, everyMs: 100 },
  );
}

async function check({ findings, db, api, wanted }) {
  const { tickets } = await one(db, 'select count(*)::int as tickets from tickets');
  findings.holds(`${tickets} tickets were promised something`, tickets >= wanted);
  const rows = await db.query(
    `select ticket_id, count(*) filter (where kind = 'breach')::int as breaches, count(*) filter (where kind = 'warn')::int as warnings,
       bool_and(kind <> 'breach' or at = (select started_at + interval '${SECONDS} seconds' from sla_clocks c where c.ticket_id = l.ticket_id and c.target = 'resolution')) as in_time
     from sla_ledger l group by ticket_id`,
  );
  findings.same('every ticket has its ledger', rows.rowCount, tickets);
  findings.same('every promise was missed once', rows.rows.filter((row) => row.breaches !== 1).length, 0);
  findings.same('every warning was written down once', rows.rows.filter((row) => row.warnings !== 1).length, 0);
  findings.same('every breach carries the time at which it was due', rows.rows.filter((row) => !row.in_time).length, 0);
  const told = await one(
    db,
    `select count(*)::int as n, count(distinct ticket_id)::int as tickets from ticket_events where type = 'sla.breached'`,
  );
  findings.same('history tells each once', told, { n: tickets, tickets });
  const raised = await one(db, 'select count(*)::int as n from tickets where priority = 3');
  findings.same('what was to be done was done', raised.n, tickets);
  const { items } = await api.get('/sla/attainment?by=policy');
  findings.same(
    'the figures agree',
    items.map(({ met, breached }) => ({ met, breached })),
    [{ met: 0, breached: tickets }],
  );
}

const one = (db, sql) => db.query(sql).then(({ rows }) => rows[0]);
