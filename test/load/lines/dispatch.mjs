/** Dispatch over HTTP: 50 technicians, two weeks of visits, and a dispatcher who looks and asks. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Desk } from '../../harness/live/desk.mjs';
import { randomFrom } from '../../harness/live/random.mjs';
import { timed } from '../measure.mjs';
import { measureBoard } from './board.mjs';

const TECHNICIANS = 50;
const DAYS = 14;
/** On the day that the board shows, and on each of the others. */
const FULL_DAY = 10;
const USUAL_DAY = 4;
const WAITING = 30;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** Half an hour after work begins: the way there is work, too. */
const FIRST = 510 * MINUTE;
const ZONE = 'America/Sao_Paulo';
const OFFSET = 180 * MINUTE;
const HOURS = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['08:00', '18:00']]]),
);

/** On a desk of its own: other lines leave tickets behind. */
export async function measureDispatch({ report, size }) {
  const desk = await Desk.open();
  const db = new pg.Client({ connectionString: desk.databaseUrl });
  await db.connect();
  try {
    await measure({ desk, api: await desk.signIn(), db, report, size });
  } finally {
    await db.end();
    await desk.close();
  }
}

async function measure({ desk, api, db, report, size }) {
  const random = randomFrom(7);
  const technicians = await hire(api, random);
  const contact = await api.post('/contacts', { name: 'Ana Souza' });
  const { id: ticketId } = await api.post('/tickets', { subject: 'Everything at once', contactId: contact.id });
  const tomorrow = Math.floor((Date.now() - OFFSET) / DAY + 1) * DAY + OFFSET;
  const planned = await plan(db, { random, technicians, ticketId, tomorrow });
  const waiting = await propose(db, { random, ticketId });
  await db.query('analyze');
  report.section(`Dispatch: ${TECHNICIANS} technicians × ${DAYS} days, ${planned} visits planned, over HTTP`);

  const samples = Math.min(size.samples, 60);
  const day = `from=${new Date(tomorrow).toISOString()}&to=${new Date(tomorrow + DAY).toISOString()}`;
  const board = await api.get(`/dispatch/board?${day}`);
  report.expect(board.visits.length === TECHNICIANS * FULL_DAY, `the board shows ${board.visits.length} visits`);
  const bare = await timed(
    () => db.query({ name: 'day', text: BARE_DAY, values: [new Date(tomorrow), new Date(tomorrow + DAY)] }),
    {
      times: samples,
      warmUp: 5,
    },
  );
  const floor = { what: 'bare SQL, the day’s visits with their people', value: bare.p50 };
  const opened = await timed(() => api.get(`/dispatch/board?${day}`), { times: samples, warmUp: 5 });
  report.figure({
    what: `the board, ${board.visits.length} visits, p50`,
    value: opened.p50,
    unit: 'ms',
    aim: { atMost: 1_000 },
    floor,
  });

  const asked = await timed((at) => suggestions(api, report, waiting[at % waiting.length]), {
    times: samples,
    warmUp: 5,
  });
  report.figure({ what: 'suggestions for a visit, p50', value: asked.p50, unit: 'ms', aim: { atMost: 150 }, floor });
  await measureBoard({
    desk,
    api,
    report,
    day: new Date(tomorrow).toISOString().slice(0, 10),
    shown: board.visits.length,
  });
}

async function suggestions(api, report, id) {
  const { items } = await api.post(`/visits/${id}/suggest`, {});
  report.expect(items.length > 0, `${id}: nothing suggested`);
}

async function hire(api, random) {
  const { items: roles } = await api.get('/roles');
  const roleIds = [roles.find(({ key }) => key === 'technician').id];
  const ids = [];
  for (let n = 0; n < TECHNICIANS; n += 1) {
    const { id: userId } = await api.post('/users', {
      name: `Technician ${n}`,
      email: `${randomUUID()}@desk.example`,
      roleIds,
    });
    const { lat, lng } = somewhere(random);
    const { id } = await api.post('/technicians', { userId, timezone: ZONE, baseLat: lat, baseLng: lng, hours: HOURS });
    ids.push(id);
  }
  return ids;
}

/** 45 minutes each: one after another on the full day, with room between them on the others. */
async function plan(db, { random, technicians, ticketId, tomorrow }) {
  const visits = [];
  for (let day = 0; day < DAYS; day += 1) {
    for (const technician of technicians) {
      const many = day === 0 ? FULL_DAY : USUAL_DAY;
      for (let at = 0; at < many; at += 1) {
        const from = new Date(tomorrow + day * DAY + FIRST + at * (day === 0 ? 55 : 140) * MINUTE);
        visits.push({
          id: randomUUID(),
          technician,
          from,
          to: new Date(from.getTime() + 45 * MINUTE),
          place: somewhere(random),
        });
      }
    }
  }
  await db.query(
    `insert into visits (id, ticket_id, kind, state, place, minutes, planned_from, planned_to, created_at, updated_at)
     select id, $1, 'repair', 'scheduled', place, 45, planned_from, planned_to, now(), now()
     from unnest($2::uuid[], $3::jsonb[], $4::timestamptz[], $5::timestamptz[]) as v(id, place, planned_from, planned_to)`,
    [
      ticketId,
      visits.map(({ id }) => id),
      visits.map(({ place }) => JSON.stringify(place)),
      visits.map(({ from }) => from),
      visits.map(({ to }) => to),
    ],
  );
  await db.query(
    `insert into visit_technicians (visit_id, technician_id, during)
     select id, technician, tstzrange(planned_from, planned_to)
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) as v(id, technician, planned_from, planned_to)`,
    [
      visits.map(({ id }) => id),
      visits.map(({ technician }) => technician),
      visits.map(({ from }) => from),
      visits.map(({ to }) => to),
    ],
  );
  return visits.length;
}

async function propose(db, { random, ticketId }) {
  const ids = Array.from({ length: WAITING }, () => randomUUID());
  await db.query(
    `insert into visits (id, ticket_id, kind, state, place, minutes, created_at, updated_at)
     select id, $1, 'repair', 'proposed', place, 45, now(), now() from unnest($2::uuid[], $3::jsonb[]) as v(id, place)`,
    [ticketId, ids, ids.map(() => JSON.stringify(somewhere(random)))],
  );
  return ids;
}

/** Within minutes by road. */
const somewhere = (random) => ({
  name: 'Here',
  address: 'Rua Augusta',
  lat: -23.55 + (random.next() - 0.5) * 0.01,
  lng: -46.63 + (random.next() - 0.5) * 0.01,
});

const BARE_DAY = `
  select v.*, t.subject, t.priority, c.name as contact,
    (select array_agg(u.name order by vt.place) from visit_technicians vt join technicians who on who.id = vt.technician_id
       join users u on u.id = who.user_id where vt.visit_id = v.id) as people
  from visits v join tickets t on t.id = v.ticket_id join contacts c on c.id = t.contact_id
  where v.planned_from is not null and v.state not in ('proposed', 'cancelled')
    and tstzrange(v.planned_from, v.planned_to) && tstzrange($1, $2)`;
