/** Chat: from the visitor's send over the commit to the agent's screen. */
import { randomUUID } from 'node:crypto';
import { until } from '../../harness/live/processes.mjs';
import { startFloor } from '../floors/floor-process.mjs';
import { atRate, inParallel, Times, timed } from '../measure.mjs';
import { Agents, connectAll, Visitor } from './chat-people.mjs';

/** As many messages under way as a busy desk has; more only wait in a queue. */
const WIDTH = 64;

export async function measureChat({ desk, api, floor, report, size }) {
  report.section(`Chat: ${size.visitors} visitors connected, ${size.chatPerSecond} messages/s`);
  const bare = await measureFloors(floor, size);

  const inbox = await api.post('/inboxes', { channel: 'chat', name: 'Website' });
  const began = performance.now();
  const visitors = await connectAll(size.visitors, () => Visitor.connect(desk.url, { inbox: inbox.publicKey }));
  report.note(`${visitors.length} visitors connected in ${((performance.now() - began) / 1_000).toFixed(1)} s`);

  await inTurn(visitors, (visitor) => visitor.say('Olá, my printer does not print.'));
  const tickets = await api.get('/tickets?channel=chat&limit=1').then((page) => page.items.length);
  report.expect(tickets === 1, 'the chats did not become tickets');
  const agents = await Agents.connect(desk.url, api.cookie, await ticketIds(api, visitors.length));

  const { times, lost, doubled } = await exchange(visitors, agents, size);
  report.figure({
    what: 'send → committed → at the agent, p50',
    value: times.p50,
    unit: 'ms',
    aim: { atMost: 5 },
    floor: { what: 'bare relay + bare 6-statement transaction', value: bare.p50 },
  });
  report.figure({
    what: 'send → committed → at the agent, p99',
    value: times.p99,
    unit: 'ms',
    aim: { atMost: 20 },
    floor: { what: 'the same', value: bare.p99 },
  });
  report.expect(lost === 0, `${lost} chat messages did not reach the agent`);
  report.expect(doubled === 0, `${doubled} chat messages reached the agent twice`);

  const most = await inParallel(() => nextOf(visitors).say(randomUUID()), {
    width: Math.min(WIDTH, visitors.length),
    seconds: size.chatMostSeconds,
  });
  report.figure({
    what: 'durable messages, at the most',
    value: most,
    unit: 'msg/s',
    aim: { atLeast: 800 },
    floor: { what: 'bare 6-statement transactions', value: bare.perSecond },
  });
  await checkRecord(floor, visitors, report);
  agents.close();
  for (const visitor of visitors) visitor.close();
}

async function measureFloors(floor, size) {
  const relay = await startFloor('./relay-floor.mjs');
  const visitors = await connectAll(size.visitors, () => Visitor.connect(relay.url, {}, { bare: true }));
  const agents = await Agents.connect(relay.url, '', []);
  const { times } = await exchange(visitors, agents, { ...size, chatSeconds: Math.min(10, size.chatSeconds) });
  agents.close();
  for (const visitor of visitors) visitor.close();
  await relay.close();
  const transaction = await timed((at) => floor.sixStatements(at % 1_000, 'hello'), { times: 500 });
  const perSecond = await inParallel((at) => floor.sixStatements(at, 'hello'), { width: 12, seconds: 3 });
  return { p50: times.p50 + transaction.p50, p99: times.p99 + transaction.p99, perSecond };
}

/** Visitors in turn, at a fixed rate; what counts is when the agent sees it, be that before or after the acknowledgement. */
async function exchange(visitors, agents, { chatPerSecond, chatSeconds }) {
  const seen = new Map();
  let doubled = 0;
  agents.onMessage = (id) => {
    if (seen.has(id)) doubled += 1;
    else seen.set(id, performance.now());
  };
  const sent = [];
  await atRate(
    async () => {
      const at = performance.now();
      const { id } = await nextOf(visitors).say(randomUUID());
      sent.push({ id, at });
    },
    { perSecond: chatPerSecond, seconds: chatSeconds },
  );
  const missing = () => sent.filter(({ id }) => !seen.has(id)).length;
  await until('the agent has everything', () => missing() === 0, { withinMs: 5_000 }).catch(() => undefined);
  agents.onMessage = () => undefined;
  const times = new Times();
  for (const { id, at } of sent) if (seen.has(id)) times.add(seen.get(id) - at);
  return { times, lost: missing(), doubled };
}

/** What was acknowledged stands in the record once, and is numbered without a gap. */
async function checkRecord(floor, visitors, report) {
  const { rows } = await floor.product.query(`
    select count(*)::int as messages, count(distinct client_id)::int as different,
      (select count(*)::int from conversations c where channel = 'chat' and last_seq <> (select count(*) from messages m where m.conversation_id = c.id)) as gaps
    from messages where channel = 'chat' and direction = 'in'`);
  const acknowledged = visitors.reduce((sum, visitor) => sum + visitor.acknowledged, 0);
  report.expect(
    rows[0].messages === acknowledged && rows[0].different === acknowledged,
    `${acknowledged} chat messages were acknowledged, ${rows[0].messages} are stored, ${rows[0].different} of them different`,
  );
  report.expect(rows[0].gaps === 0, `${rows[0].gaps} conversations have a gap in seq`);
}

async function ticketIds(api, count) {
  const ids = [];
  let cursor = '';
  while (ids.length < count) {
    const page = await api.get(`/tickets?channel=chat&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    ids.push(...page.items.map((ticket) => ticket.id));
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  return ids;
}

const turns = new WeakMap();
function nextOf(visitors) {
  const turn = turns.get(visitors) ?? 0;
  turns.set(visitors, turn + 1);
  return visitors[turn % visitors.length];
}

async function inTurn(people, run) {
  const waiting = [...people];
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let one = waiting.pop(); one; one = waiting.pop()) await run(one);
    }),
  );
}
