/* oxlint-disable no-console */
// A line of one's own in 40 lines: whoever posts to /say writes to the desk, and its answers are printed.
//   FRONTDESK_HOOK=https://desk.example/hooks/api/<inbox> FRONTDESK_SECRET=fda_… PORT=8080 node api-line.mjs
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { FRONTDESK_HOOK, FRONTDESK_SECRET, PORT = '8080' } = process.env;
const sign = (time, body) => `v1=${createHmac('sha256', FRONTDESK_SECRET).update(`${time}.${body}`).digest('hex')}`;
const answered = new Map(); // what we answered to each Idempotency-Key: a repeat gets the same

async function bring(event) {
  const body = JSON.stringify({ id: randomUUID(), ...event });
  const time = String(Math.floor(Date.now() / 1000));
  const headers = { 'X-Frontdesk-Timestamp': time, 'X-Frontdesk-Signature': sign(time, body) };
  const response = await fetch(FRONTDESK_HOOK, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
}

function isTheirs({ headers }, body) {
  const time = headers['x-frontdesk-timestamp'] ?? '';
  const right = Buffer.from(sign(time, body));
  const given = (headers['x-frontdesk-signature'] ?? '').split(',').map((one) => Buffer.from(one.trim()));
  const fresh = Math.abs(Date.now() / 1000 - Number(time)) < 300;
  return fresh && given.some((one) => one.length === right.length && timingSafeEqual(one, right));
}

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString('utf8');
  if (request.url === '/say') {
    const { from, text } = JSON.parse(body);
    return response.end((await bring({ type: 'message', message: { from, text } })).body);
  }
  if (!isTheirs(request, body)) return response.writeHead(403).end();
  const key = request.headers['idempotency-key'];
  const { type, message } = JSON.parse(body);
  if (type === 'message' && !answered.has(key))
    console.log(`${message.from.name} to ${message.to.id}: ${message.text}`);
  if (!answered.has(key)) answered.set(key, JSON.stringify({ externalId: `mine-${answered.size + 1}` }));
  response.setHeader('Content-Type', 'application/json').end(answered.get(key));
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`waiting on port ${server.address().port}`));
