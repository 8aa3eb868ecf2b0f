/* oxlint-disable no-console */
// A device in 40 lines: it measures, keeps what it could not send, and sends it later; a repeat changes nothing.
//   FRONTDESK_HOOK=https://desk.example/hooks/telemetry/<key> FRONTDESK_SECRET=fdd_… node device.mjs
import { createHmac } from 'node:crypto';

const { FRONTDESK_HOOK, FRONTDESK_SECRET, EVERY_MS = '60000', TIMES = 'Infinity' } = process.env;
const waiting = []; // what the desk has not confirmed

const measure = () => [
  { metric: 'temperature', value: 4 + Math.sin(Date.now() / 600_000), time: Date.now() },
  { metric: 'door', value: false, time: Date.now() },
];

async function send() {
  const readings = waiting.slice(0, 1_000);
  const body = JSON.stringify({ readings });
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', FRONTDESK_SECRET).update(`${time}.${body}`).digest('hex');
  const headers = { 'X-Frontdesk-Timestamp': time, 'X-Frontdesk-Signature': `v1=${signature}` };
  const response = await fetch(FRONTDESK_HOOK, { method: 'POST', headers, body });
  const answer = await response.json();
  // 200: taken, but for those in `refused`. 422: none can be taken, now or later. Else: try again later.
  if (response.status !== 200 && response.status !== 422) throw new Error(`${response.status} ${answer.detail}`);
  for (const { path, message } of answer.refused ?? answer.errors ?? []) console.error(`${path} ${message}`);
  waiting.splice(0, readings.length);
  console.log(`${answer.stored ?? 0} new, ${answer.repeated ?? 0} known, ${answer.refusedCount ?? 0} refused`);
}

for (let n = 0; n < Number(TIMES); n += 1) {
  waiting.push(...measure());
  await send().catch((error) => console.error(`kept for later: ${error.message}`));
  await new Promise((done) => setTimeout(done, Number(EVERY_MS)));
}
