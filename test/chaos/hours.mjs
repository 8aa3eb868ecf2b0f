/** The hours on which promises run change while the server is killed: each open promise is computed anew once, none is left. */
import pg from 'pg';
import { Desk } from '../harness/live/desk.mjs';
import { pause, until } from '../harness/live/processes.mjs';
import { randomFrom } from '../harness/live/random.mjs';
import { several } from '../harness/live/several.mjs';

const WIDTH = 8;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const every = (interval) => Object.fromEntries(DAYS.map((day) => [day, [interval]]));
const BEFORE = every(['08:00', '18:00']);
const AFTER = every(['10:00', '16:00']);

export async function hours({ findings, size, seed }) {
  findings.section(`${size.rehoured} open promises get other hours; ${size.hourKills} times kill -9`);
  const random = randomFrom(seed);
  const desk = await Desk.open();
  let db;
  try {
    const api = await desk.signIn();
    const calendar = await api.post('/sla/calendars', { name: 'Office', timezone: 'America/Sao_Paulo', hours: BEFORE });
    await api.post('/sla/policies', {
      name: 'By the office’s hours',
      targets: [{ target: 'resolution', hours: 'business', calendarId: calendar.id, minutes: { normal: 6_000 } }],
    });
    const { id: contactId } = await api.post('/contacts', {
      name: 'Ana',
      identities: [{ kind: 'email', value: 'ana@client.example' }],
    });
    await several(size.rehoured, WIDTH, (n) => api.post('/tickets', { subject: `Promise ${n}`, contactId }));
    await api.patch(`/sla/calendars/${calendar.id}`, { hours: AFTER, version: calendar.version });
    for (let at = 0; at < size.hourKills; at += 1) {
      // Some of the tickets are done by then, and the rest are not.
      await pause(100 + random.next() * 400);
      await desk.kill();
      await desk.start();
    }
    db = new pg.Client({ connectionString: desk.databaseUrl });
    await db.connect();
    await until('every promise has the new hours', async () => (await left(db)) === 0, {
      withinMs: 120_000,
      everyMs: 250,
    });
    await check({ findings, db, wanted: size.rehoured });
  } finally {
    await db?.end();
    await desk.close();
  }
}

const left = (db) => one(db, 'select count(*)::int as n from sla_clocks where calendar_version < 2').then(({ n }) => n);

async function check({ findings, db, wanted }) {
  const { rows } = await db.query(
    `select count(*) filter (where l.kind = 'apply')::int as applied, count(*)::int as rows, max(l.seq)::int as last,
       count(*) filter (where l.data->'cause' is not null)::int as explained
     from sla_ledger l group by l.ticket_id`,
  );
  findings.same('every ticket has its ledger', rows.length, wanted);
  findings.same(
    'each was promised, and once more on the new hours',
    rows.filter(({ applied }) => applied !== 2),
    [],
  );
  findings.same(
    'each says what made it so',
    rows.filter(({ explained }) => explained !== 1),
    [],
  );
  findings.same(
    'no ledger has a gap',
    rows.filter(({ rows: count, last }) => count !== last),
    [],
  );
  const apart = await one(
    db,
    `select count(*)::int as n from tickets t join sla_clocks c on c.ticket_id = t.id and c.target = 'resolution'
     where t.due_at is distinct from c.due_at`,
  );
  findings.same('the queue sorts by the new ones', apart.n, 0);
}

const one = (db, sql) => db.query(sql).then(({ rows }) => rows[0]);
