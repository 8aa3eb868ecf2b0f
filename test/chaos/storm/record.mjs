/** What the desk holds after the storm, against what it said that it had accepted. */
import { until } from '../../harness/live/processes.mjs';

export async function checkRecord(scene) {
  await checkEnvelopes(scene);
  await checkMails(scene);
  await checkChats(scene);
  await checkAnswersThere(scene);
  await checkSent(scene);
  await checkNumbers(scene);
}

async function checkEnvelopes({ findings, api, db, mails, visitors }) {
  const summary = await api.get('/intake/summary');
  const said = visitors.reduce((sum, visitor) => sum + visitor.said.length, 0);
  const { received, processed, ignored, quarantined, total } = summary;
  findings.same(
    'every envelope has ended, and the summary adds up',
    [received, processed + ignored + quarantined],
    [0, total],
  );
  findings.same('one envelope for each thing that was accepted', total, mails.length + said);
  findings.same('none was ignored or quarantined', [ignored, quarantined], [0, 0]);
  const { rows } = await db.query(
    `select count(*)::int as lost from envelopes e where state = 'processed' and not exists (select 1 from messages m where m.id = e.message_id)`,
  );
  findings.same('every processed envelope has its message', rows[0].lost, 0);
}

export async function checkMails({ findings, db, mails }) {
  const { rows } = await db.query(
    `select substring(text from 'This is (mail-\\d+)\\.') as id, ticket_id from messages where channel = 'email' and direction = 'in'`,
  );
  findings.same(
    `each of ${mails.length} mails is there once`,
    different(
      mails.map(({ id }) => id),
      rows.map(({ id }) => id),
    ),
    NOTHING,
  );
  const ticketOf = new Map(rows.map((row) => [row.id, row.ticket_id]));
  const apart = mails.filter(({ id, answers }) => answers && ticketOf.get(id) !== ticketOf.get(answers));
  findings.same(
    'each answer is on the ticket of what it answers',
    apart.map(({ id }) => id),
    [],
  );
  findings.note(`${mails.filter(({ tries }) => tries > 1).length} mails were sent more than once`);
}

export async function checkChats({ findings, db, visitors }) {
  const { rows } = await db.query(
    `select conversation_id as id, array_agg(text order by seq) filter (where direction = 'in') as said,
       array_agg(seq order by seq) as numbers, count(distinct ticket_id)::int as tickets
     from messages where channel = 'chat' group by conversation_id`,
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const wrong = { order: [], gaps: [], view: [] };
  for (const [who, visitor] of visitors.entries()) {
    const row = stored.get(visitor.state.conversation?.id);
    if (!same(row?.said, visitor.said)) wrong.order.push(who);
    if (!row || !row.numbers.every((seq, at) => seq === at + 1)) wrong.gaps.push(who);
    const sees = () =>
      same(
        visitor.state.messages.map(({ seq }) => seq),
        row?.numbers.slice(-visitor.state.messages.length),
      );
    await until('the visitor sees everything', sees, { withinMs: 20_000 }).catch(() => wrong.view.push(who));
  }
  findings.same('one conversation for each visitor', rows.length, visitors.length);
  findings.same('each visitor’s messages are there once, in their order', wrong.order, []);
  findings.same('numbered without a gap', wrong.gaps, []);
  findings.same('every visitor sees what the database holds', wrong.view, []);
}

export async function checkAnswersThere({ findings, db, answers }) {
  const rows = await answersOf(db);
  findings.same(
    `each of ${answers.length} answers is there once`,
    different(
      answers.map(({ text }) => text),
      rows.map(({ text }) => text),
    ),
    NOTHING,
  );
}

/** By mail no answer leaves twice; by chat each is seen. */
export async function checkSent({ findings, db, sink, visitors }) {
  const rows = await answersOf(db);
  const arrived = new Map();
  for (const { raw } of sink.mails) {
    const text = /^answer \d+/m.exec(raw)?.[0];
    if (text) arrived.set(text, (arrived.get(text) ?? 0) + 1);
  }
  const mailed = rows.filter(({ channel }) => channel === 'email');
  findings.same(
    'no answer left twice by mail',
    mailed.filter(({ text }) => (arrived.get(text) ?? 0) > 1).map(({ text }) => text),
    [],
  );
  findings.same(
    'what is marked as sent has left',
    mailed.filter(({ text, state }) => state === 'sent' && !arrived.has(text)).map(({ text }) => text),
    [],
  );
  const open = mailed.filter(({ state }) => state !== 'sent');
  findings.note(
    `${mailed.length} answers by mail: ${mailed.length - open.length} sent, ${open.length} not known (the server died while it sent)`,
  );
  const seen = visitors.flatMap((visitor) => visitor.texts.filter((text) => text.startsWith('answer ')));
  const chatted = rows.filter(({ channel }) => channel === 'chat').map(({ text }) => text);
  findings.same(`each of ${chatted.length} answers by chat was seen once`, different(chatted, seen), NOTHING);
}

export async function checkNumbers({ findings, db }) {
  const { rows } = await db.query(`
    select
      (select count(*)::int from tickets t where event_seq <> (select count(*) from ticket_events e where e.ticket_id = t.id)) as events,
      (select count(*)::int from tickets t where message_seq <> (select count(*) from messages m where m.ticket_id = t.id)) as messages,
      (select count(*)::int from conversations c where last_seq <> (select count(*) from messages m where m.conversation_id = c.id)) as conversations,
      (select count(*)::int from tickets t where not exists (select 1 from messages m where m.ticket_id = t.id)) as empty`);
  findings.same('events, messages and conversations are numbered without a gap; no ticket is empty', rows[0], {
    events: 0,
    messages: 0,
    conversations: 0,
    empty: 0,
  });
}

const answersOf = (db) =>
  db
    .query(`select id, text, channel, state from messages where direction = 'out' and text like 'answer %'`)
    .then(({ rows }) => rows);

export const NOTHING = { missing: [], doubled: [], unknown: [] };

export function different(wanted, found) {
  const times = new Map();
  for (const one of found) times.set(one, (times.get(one) ?? 0) + 1);
  const asked = new Set(wanted);
  return {
    missing: wanted.filter((one) => !times.has(one)),
    doubled: [...times].filter(([, count]) => count > 1).map(([one]) => one),
    unknown: [...times.keys()].filter((one) => !asked.has(one)),
  };
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
