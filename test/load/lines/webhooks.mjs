/** Webhooks of every line with a provider: how soon they are acknowledged, and how soon agents see what they brought. */
import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { Desk } from '../../harness/live/desk.mjs';
import { Lines } from '../../harness/live/lines/lines.mjs';
import { PhoneLine } from '../../harness/live/lines/phone-line.mjs';
import { pause, processorTime, tree, until } from '../../harness/live/processes.mjs';
import { FloorDatabase } from '../floors/floor-database.mjs';
import { startFloor } from '../floors/floor-process.mjs';
import { atRate, Times, timed } from '../measure.mjs';
import { Agents } from './chat-people.mjs';

/** Customers of each line. */
const CUSTOMERS = 40;
const SECRET = 'a secret of the floor';
const QUEUE = '/tickets?status=open&limit=50';

export async function measureWebhooks({ report, size }) {
  const lines = await Lines.open();
  const desk = await Desk.open(lines.environment);
  const floor = await FloorDatabase.open(desk.databaseUrl);
  const caller = new Agent({ keepAlive: true, maxSockets: 64 });
  const post = (webhook) => call(caller, desk.url, webhook);
  try {
    const api = await desk.signIn();
    await lines.attach(api, desk);
    const scene = { desk, api, floor, report, size, lines, post };
    await greetings(scene);
    await measureScreen(scene);
    await measureStorm(scene);
    await measureCalls(scene);
  } finally {
    caller.destroy();
    await floor.close();
    await desk.close();
    await lines.close();
  }
}

/** Everybody has a ticket before anything is measured. */
async function greetings({ lines, post, floor }) {
  for (let who = 0; who < CUSTOMERS; who += 1) {
    await Promise.all(lines.all.map((line) => post(line.webhook(who, `Olá, ${line.channel} ${who}`))));
  }
  await allEnded(floor);
}

/** A modest stream; the way from the end of the provider's request to the screen of an agent who has the ticket open. */
async function measureScreen({ desk, api, floor, report, size, lines, post }) {
  report.section(`Webhooks: ${size.hookScreenPerSecond}/s, from the end of the request to the agent's screen`);
  const { rows } = await floor.product.query('select id from tickets');
  const agents = await Agents.connect(
    desk.url,
    api.cookie,
    rows.map(({ id }) => id),
  );
  const seen = new Map();
  agents.onMessage = (id) => seen.set(id, performance.now());
  const ended = new Map();
  await atRate(
    async (at) => {
      const text = `screen ${at}`;
      const status = await post(lines.all[at % lines.all.length].webhook(at % CUSTOMERS, text));
      ended.set(text, performance.now());
      report.expect(status === 200, `a webhook was answered ${status}`);
    },
    { perSecond: size.hookScreenPerSecond, seconds: size.hookSeconds },
  );
  await allEnded(floor);
  await until('the agents have seen all', () => seen.size >= ended.size, { withinMs: 5_000 }).catch(() => undefined);
  agents.close();
  const times = new Times();
  const found = await floor.product.query(`select id, text from messages where text like 'screen %'`);
  report.expect(found.rowCount === ended.size, `${ended.size} webhooks brought ${found.rowCount} messages`);
  for (const { id, text } of found.rows) {
    if (!seen.has(id)) report.fail(`“${text}” did not reach the agent`);
    // What overtakes the end of its own request was there at once.
    else times.add(Math.max(0, seen.get(id) - ended.get(text)));
  }
  report.figure({ what: 'end of request → at the agent, p50', value: times.p50, unit: 'ms', aim: { atMost: 15 } });
  report.figure({ what: 'end of request → at the agent, p99', value: times.p99, unit: 'ms' });
}

/** New messages, receipts, and what came already; beside them somebody works in the queue. */
async function measureStorm({ desk, api, floor, report, size, lines, post }) {
  report.section(`Webhooks: ${size.hooksPerSecond}/s of mixed kinds for ${size.hookSeconds} s`);
  const bare = await measureFloor(floor, size);
  const acknowledged = new Times();
  const queue = new Times();
  const total = size.hooksPerSecond * size.hookSeconds;
  const webhooks = Array.from({ length: total }, (_, at) => storming(lines.all, at));
  const again = (at) => webhooks[at % 5 === 4 ? at - 4 : at];
  const worked = () => processorTime(tree(desk.pid, desk.postmaster));
  const before = worked();
  const began = performance.now();
  const stopWorking = work(api, queue);
  await atRate(
    async (at) => {
      const sent = performance.now();
      const status = await post(again(at));
      acknowledged.add(performance.now() - sent);
      report.expect(status === 200, `a webhook was answered ${status}`);
    },
    { perSecond: size.hooksPerSecond, seconds: size.hookSeconds },
  );
  const rate = total / ((performance.now() - began) / 1_000);
  const atTheDoor = worked() - before;
  await allEnded(floor);
  const inAll = worked() - before;
  const whole = (performance.now() - began) / 1_000;
  await stopWorking();
  report.figure({
    what: 'acknowledged, p99',
    value: acknowledged.p99,
    unit: 'ms',
    aim: { atMost: 50 },
    floor: { what: 'bare HTTP, HMAC and insert at the same rate', value: bare.p99 },
  });
  report.figure({ what: 'acknowledged, p50', value: acknowledged.p50, unit: 'ms' });
  report.figure({ what: 'acknowledged', value: rate, unit: '/s', aim: { atLeast: size.hooksPerSecond * 0.98 } });
  report.figure({
    what: 'processor time of desk and database until all are acknowledged',
    value: atTheDoor / total,
    unit: 'ms each',
  });
  report.figure({ what: 'and until all are on their tickets', value: inAll / total, unit: 'ms each' });
  report.figure({ what: 'the queue beside it, p95', value: queue.p95, unit: 'ms' });
  const { rows } = await floor.product.query(
    `select count(*)::int as n, count(distinct text)::int as different from messages where text like 'storm %'`,
  );
  const wanted = new Set(webhooks.filter((_, at) => isMessage(at) && at % 5 !== 4)).size;
  report.expect(
    rows[0].n === wanted && rows[0].different === wanted,
    `${wanted} messages were acknowledged, ${rows[0].n} are stored, ${rows[0].different} of them different`,
  );
  report.note(`${total} webhooks, ${wanted} messages: all on their tickets ${whole.toFixed(1)} s after the first`);
}

/** Somebody looks at the queue again and again. */
function work(api, times) {
  let going = true;
  const working = (async () => {
    while (going) {
      const began = performance.now();
      await api.get(QUEUE);
      times.add(performance.now() - began);
      await pause(200);
    }
  })();
  working.catch(() => undefined);
  return () => {
    going = false;
    return working;
  };
}

/** Of five, three bring a message, one a receipt, and one is the first of the five again. */
const isMessage = (at) => at % 5 !== 3;
const storming = (lines, at) => {
  const able = isMessage(at) ? lines : lines.filter((line) => line.receipt);
  const line = able[Math.floor(at / 5) % able.length];
  return isMessage(at) ? line.webhook(at % CUSTOMERS, `storm ${at}`) : line.receipt(`other-software-${randomUUID()}`);
};

const measureFloor = (floor, size) =>
  withFloor(floor, async (knock) => {
    const times = new Times();
    await atRate(
      async () => {
        const began = performance.now();
        await knock();
        times.add(performance.now() - began);
      },
      { perSecond: size.hooksPerSecond, seconds: Math.min(5, size.hookSeconds) },
    );
    return times;
  });

async function withFloor(floor, measure) {
  const bare = await startFloor('./hook-floor.mjs', { FLOOR_DATABASE: floor.url, FLOOR_SECRET: SECRET });
  const caller = new Agent({ keepAlive: true, maxSockets: 64 });
  const knock = () => {
    const body = JSON.stringify({ id: randomUUID(), text: 'x'.repeat(600) });
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    return call(caller, bare.url, { path: '/', headers: { 'x-signature': signature }, body });
  };
  try {
    return await measure(knock);
  } finally {
    caller.destroy();
    await bare.close();
  }
}

/** A caller hears the first words: the whole answer is made, and the call is on its ticket. */
async function measureCalls({ desk, api, floor, report, size, post }) {
  report.section('Calls: what Twilio is to do next');
  const bare = await withFloor(floor, (knock) => timed(knock, { times: size.samples }));
  const phone = await PhoneLine.open(api, desk);
  const times = await timed(
    async () => {
      const status = await post(phone.ring());
      report.expect(status === 200, `a call was answered ${status}`);
    },
    { times: size.samples },
  );
  report.figure({
    what: 'a call begins → TwiML, p95',
    value: times.p95,
    unit: 'ms',
    aim: { atMost: 30 },
    floor: { what: 'bare HTTP, HMAC and insert, one after the other', value: bare.p95 },
  });
}

const allEnded = (floor) =>
  until(
    'every envelope has ended',
    async () => (await floor.product.query(`select 1 from envelopes where state = 'received' limit 1`)).rowCount === 0,
    { withinMs: 300_000, everyMs: 50 },
  );

/** Resolves with the status. */
function call(agent, url, { path, headers, body }) {
  return new Promise((done, fail) => {
    const asked = request(
      url + path,
      { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (answer) => {
        answer.resume();
        answer.on('error', fail);
        answer.on('end', () => done(answer.statusCode));
      },
    );
    // A server may close a connection that was idle for seconds in the moment in which it is used again.
    asked.on('error', (error) =>
      asked.reusedSocket
        ? done(call(agent, url, { path, headers, body }))
        : fail(new Error(`${url}: ${error.message}`)),
    );
    asked.end(body);
  });
}
