/** What the desk holds of one line, against what its customers said and what its provider was given. */
import { different, NOTHING } from './record.mjs';

/** Of these the desk itself says that they may have left, and does not know. */
const UNKNOWN = ['unknown'];
const LEFT = ['sent', 'delivered', 'read'];

export async function checkLines({ findings, db, line, said }) {
  const { rows } = await db.query(
    `select conversation_id as id, text, direction, state from messages where channel = $1 order by conversation_id, seq`,
    [line.channel],
  );
  const came = rows.filter(({ direction }) => direction === 'in');
  const words = said.flatMap((customer) => customer.said);
  findings.same(
    `${line.channel}: each of ${words.length} messages is there once`,
    different(
      words,
      came.map(({ text }) => text),
    ),
    NOTHING,
  );
  findings.same(
    `${line.channel}: each customer’s are in their order`,
    said.filter((customer) => !sameOrder(customer.said, came)).map(({ who }) => who),
    [],
  );

  const times = new Map();
  for (const text of line.arrived) times.set(text, (times.get(text) ?? 0) + 1);
  const answers = rows.filter(({ direction, text }) => direction === 'out' && text.startsWith('answer '));
  const twice = answers.filter(({ text, state }) => (times.get(text) ?? 0) > 1 && !UNKNOWN.includes(state));
  findings.same(
    `${line.channel}: no answer left twice`,
    twice.map(({ text }) => text),
    [],
  );
  findings.same(
    `${line.channel}: what is marked as sent has left`,
    answers.filter(({ text, state }) => LEFT.includes(state) && !times.has(text)).map(({ text }) => text),
    [],
  );
  findings.same(
    `${line.channel}: what is marked as failed has not`,
    answers.filter(({ text, state }) => state === 'failed' && times.has(text)).map(({ text }) => text),
    [],
  );
  const count = (states) => answers.filter(({ state }) => states.includes(state)).length;
  findings.note(
    `${line.channel}: ${answers.length} answers, ${count(LEFT)} left, ${count(['failed'])} failed, ${count(UNKNOWN)} not known and marked so`,
  );
}

function sameOrder(said, came) {
  const mine = new Set(said);
  const order = came.filter(({ text }) => mine.has(text)).map(({ text }) => text);
  return JSON.stringify(order) === JSON.stringify(said);
}
