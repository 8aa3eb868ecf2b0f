/** Promises: what they add to a message that comes in, and how late a step is taken beside 100,000 running clocks. */
import { until } from '../../harness/live/processes.mjs';
import { Times } from '../measure.mjs';
import { Visitor } from './chat-people.mjs';

const DUE_FROM_SECONDS = 4;
const PER_SECOND = 25;
const AT_MOST_MS = 1_000;
const WARNED_MINUTES = 0.03;
const FAR_SECONDS = 86_400;

export async function measurePromises({ desk, api, floor, report, size }) {
  report.section(`Promises: ${size.clocks} running clocks`);
  const db = floor.product;
  const inbox = await api.post('/inboxes', { channel: 'chat', name: 'Promises' });
  const first = async () => {
    const visitor = await Visitor.connect(desk.url, { inbox: inbox.publicKey });
    const began = performance.now();
    await visitor.say('Olá, my printer does not print.');
    const took = performance.now() - began;
    visitor.close();
    return took;
  };
  await timesOf(first, size.firsts);
  const without = await timesOf(first, size.firsts);
  const policy = await api.post('/sla/policies', {
    name: 'Load',
    conditions: { all: [{ field: 'priority', op: 'at_least', value: 'low' }] },
    targets: [
      { target: 'first_response', hours: 'business', minutes: { normal: 240 } },
      { target: 'resolution', hours: 'business', minutes: { normal: 2_400 }, pausedIn: ['waiting_customer'] },
    ],
    steps: [{ when: { kind: 'before', minutes: WARNED_MINUTES }, actions: [] }],
  });
  await timesOf(first, Math.min(20, size.firsts));
  const with_ = await timesOf(first, size.firsts);
  report.note(
    `a first message: ${without.p50.toFixed(2)} ms without a promise, ${with_.p50.toFixed(2)} ms with one (p50)`,
  );
  report.figure({
    what: 'a promise adds to a first message, p50',
    value: with_.p50 - without.p50,
    unit: 'ms',
    aim: { atMost: 3 },
  });

  await fill(db, policy, { count: size.clocks, first: FAR_SECONDS, perSecond: 1 });
  await fill(db, policy, { count: size.dueClocks, first: DUE_FROM_SECONDS, perSecond: PER_SECOND });
  const due = size.dueClocks;
  await until(
    'everything that was due is written down',
    async () => Number((await db.query(`select count(*) as n from sla_ledger where kind = 'breach'`)).rows[0].n) >= due,
    { withinMs: (DUE_FROM_SECONDS + due / PER_SECOND + 30) * 1_000, everyMs: 500 },
  );
  const { rows } = await db.query(
    `select extract(epoch from recorded_at - at) * 1000 as late from sla_ledger where kind in ('breach', 'warn')`,
  );
  const late = new Times();
  for (const row of rows) late.add(Number(row.late));
  report.expect(rows.length === due * 2, `${rows.length} steps were taken instead of ${due * 2}`);
  const aim = { atMost: AT_MOST_MS };
  report.figure({ what: 'a step is taken after its time, p50', value: late.p50, unit: 'ms', aim });
  report.figure({ what: 'a step is taken after its time, p99', value: late.p99, unit: 'ms', aim });
  report.figure({ what: 'a step is taken after its time, the latest', value: late.at(1), unit: 'ms', aim });
}

async function timesOf(run, count) {
  const times = new Times();
  for (let at = 0; at < count; at += 1) times.add(await run());
  return times;
}

/** Tickets with a ledger of their own; most run out some day, some in the next seconds. */
async function fill(db, { id, version, name }, { count, first, perSecond }) {
  const { rows } = await db.query(`select t.contact_id, t.inbox_id from tickets t limit 1`);
  const spec = JSON.stringify({ hours: 'calendar', calendarId: null, calendarVersion: null, pausedIn: [] });
  await db.query('begin');
  await db.query(
    `create temporary table loaded on commit drop as
     select gen_random_uuid() as id, n, $1::float8 + n / $2::float8 as due_in from generate_series(1, $3::int) n`,
    [first, perSecond, count],
  );
  await db.query(
    `insert into tickets (id, subject, status_id, category, priority, type, mode, contact_id, inbox_id, tags, fields, event_seq, created_at, updated_at)
     select l.id, 'Load ' || n, s.id, 'new', 2, 'question', 'digital', $1, $2, '{}', '{}', 1, now() - interval '1 hour', now() - interval '1 hour'
     from loaded l, statuses s where s.category = 'new' and s.is_default`,
    [rows[0].contact_id, rows[0].inbox_id],
  );
  await db.query(
    `insert into ticket_events (ticket_id, seq, id, type, actor_kind, actor_name, at, data)
     select id, 1, gen_random_uuid(), 'ticket.created', 'system', 'Load', now() - interval '1 hour', '{"mode": "digital"}' from loaded`,
  );
  await db.query(
    `insert into sla_ledger (ticket_id, seq, kind, target, instance, at, recorded_at, data)
     select id, 1, 'apply', null, null, now() - interval '1 hour', now(), jsonb_build_object('policyId', $1::text, 'version', $2::int, 'name', $3::text,
       'priority', 'normal', 'matched', '[]'::jsonb, 'reopen', '{"mode": "first"}'::jsonb, 'answers', '{"calls": true}'::jsonb,
       'targets', jsonb_build_object('resolution', $4::jsonb || jsonb_build_object('seconds', 3600 + due_in))) from loaded
     union all
     select id, 2, 'activate', 'resolution', 1, date_trunc('milliseconds', now() - interval '1 hour'), now(), '{}' from loaded`,
    [id, version, name, spec],
  );
  await db.query(
    `insert into sla_clocks (ticket_id, target, instance, state, started_at, due_at, next_at, next_level, policy_id, policy_version, target_seconds)
     select id, 'resolution', 1, 'running', date_trunc('milliseconds', now() - interval '1 hour'), now() + due_in * interval '1 second',
       now() + (due_in - $3::float8 * 60) * interval '1 second', 'before:${WARNED_MINUTES}', $1, $2, 3600 + due_in from loaded`,
    [id, version, WARNED_MINUTES],
  );
  await db.query('commit');
  await db.query('analyze sla_clocks, sla_ledger, tickets, ticket_events');
}
