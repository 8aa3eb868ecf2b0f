/**
 * Breaks what can break and looks whether anything was lost: `npm run test:chaos [-- --short] [-- --seed 7]`.
 * Ends with 1 where an accepted thing is missing, doubled or out of order.
 */
import { parseArgs } from 'node:util';
import { Findings } from './findings.mjs';
import { hours } from './hours.mjs';
import { lines } from './lines.mjs';
import { promises } from './promises.mjs';
import { storm } from './storm.mjs';
import { wires } from './wires.mjs';

const { values: given } = parseArgs({
  options: { short: { type: 'boolean' }, seed: { type: 'string', default: '20261121' }, only: { type: 'string' } },
});
const wanted = (name) => !given.only || given.only.split(',').includes(name);
const SHORT = {
  mails: 150,
  chats: 150,
  visitors: 15,
  replies: 30,
  kills: 3,
  mixed: 270,
  mixedReplies: 40,
  mixedKills: 3,
  clocks: 150,
  clockKills: 3,
  rehoured: 250,
  hourKills: 1,
};
const FULL = {
  mails: 2_000,
  chats: 2_000,
  visitors: 100,
  replies: 200,
  kills: 10,
  mixed: 1_620,
  mixedReplies: 400,
  mixedKills: 10,
  clocks: 1_000,
  clockKills: 8,
  rehoured: 1_500,
  hourKills: 8,
};
const size = given.short ? SHORT : FULL;

const findings = new Findings();
findings.note(`seed ${given.seed}`);
const began = performance.now();
if (wanted('storm')) await storm({ findings, size, seed: Number(given.seed) });
if (wanted('lines')) await lines({ findings, size, seed: Number(given.seed) });
if (wanted('promises')) await promises({ findings, size, seed: Number(given.seed) });
if (wanted('hours')) await hours({ findings, size, seed: Number(given.seed) });
if (wanted('wires')) await wires({ findings, seed: Number(given.seed) });
findings.note(`${((performance.now() - began) / 1_000).toFixed(0)} s in all`);

for (const failure of findings.failures) process.stderr.write(`WRONG: ${failure}\n`);
process.exit(findings.failures.length > 0 ? 1 : 0);
