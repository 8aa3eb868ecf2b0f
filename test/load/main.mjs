/**
 * How fast, and how far from what the machine could do: `npm run test:load [-- --short] [-- --only mail,chat]`.
 * `--keep FOLDER` leaves the desk with its many tickets there, and reads it again instead of loading another.
 * A missed aim is a figure; only what was lost, doubled or refused ends the run with 1.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Desk } from '../harness/live/desk.mjs';
import { Report } from './report.mjs';
import { FULL, SHORT } from './sizes.mjs';
import { keptWorld, loadTickets } from './loader/load-tickets.mjs';
import { measureAssignment } from './lines/assignment.mjs';
import { measureBundles } from './lines/bundles.mjs';
import { measureChat } from './lines/chat.mjs';
import { measureDeciding } from './lines/deciding.mjs';
import { measureCustomers } from './lines/customers.mjs';
import { measureDispatch } from './lines/dispatch.mjs';
import { measureHours } from './lines/hours.mjs';
import { measureImports } from './lines/imports.mjs';
import { measureInvoices } from './lines/invoices.mjs';
import { measureMail } from './lines/mail.mjs';
import { measurePlanning } from './lines/planning.mjs';
import { measurePromises } from './lines/promises.mjs';
import { measureQueue } from './lines/queue.mjs';
import { measureRest } from './lines/rest.mjs';
import { measureRules } from './lines/rules.mjs';
import { measureSearch } from './lines/search.mjs';
import { measureTelemetry } from './lines/telemetry.mjs';
import { measureTicket } from './lines/ticket.mjs';
import { measureWebhooks } from './lines/webhooks.mjs';
import { FloorDatabase } from './floors/floor-database.mjs';

const { values: given } = parseArgs({
  options: { short: { type: 'boolean' }, only: { type: 'string' }, keep: { type: 'string' } },
});
const size = given.short ? SHORT : FULL;
const only = given.only?.split(',');
const wanted = (name) => !only || only.includes(name);

const report = new Report();
const began = performance.now();
report.note(
  `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${given.short ? 'short' : 'full'} form; client and server share the machine`,
);

/** On an empty desk: what comes in. */
const fresh = async () => {
  const desk = await Desk.open();
  const floor = await FloorDatabase.open(desk.databaseUrl);
  const scene = { desk, api: await desk.signIn(), floor, report, size };
  try {
    if (wanted('mail')) await measureMail(scene);
    if (wanted('chat')) await measureChat(scene);
    if (wanted('rules')) await measureRules(scene);
    if (wanted('deciding')) await measureDeciding(scene);
    if (wanted('rest')) await measureRest(scene);
    if (wanted('promises')) await measurePromises(scene);
  } finally {
    await floor.close();
    await desk.close();
  }
};

/** On a desk that has worked for years: what is read. */
const grown = async () => {
  const desk = await Desk.open({}, given.keep);
  const floor = await FloorDatabase.open(desk.databaseUrl);
  try {
    const world = keptWorld(desk, size) ?? (await loadTickets(desk, { report, size }));
    const scene = { desk, api: await desk.signIn(), floor, report, size, world };
    if (wanted('queue')) await measureQueue(scene);
    if (wanted('search')) await measureSearch(scene);
    if (wanted('ticket')) await measureTicket(scene);
  } finally {
    await floor.close();
    await desk.close();
  }
};

if (wanted('assignment')) await measureAssignment({ report, size });
if (wanted('hours')) await measureHours({ report, size });
if (wanted('bundles')) await measureBundles({ report });
if (['mail', 'chat', 'rules', 'deciding', 'rest', 'promises'].some(wanted)) await fresh();
if (wanted('webhooks')) await measureWebhooks({ report, size });
if (['queue', 'search', 'ticket', 'loader'].some(wanted)) await grown();
if (wanted('dispatch')) await measureDispatch({ report, size });
if (wanted('customers')) await measureCustomers({ report, size });
if (wanted('imports')) await measureImports({ report, size });
if (wanted('invoices')) await measureInvoices({ report, size });
if (wanted('telemetry')) await measureTelemetry({ report, size });
if (wanted('planning')) measurePlanning({ report });

report.note(`\n  ${((performance.now() - began) / 1_000).toFixed(0)} s in all`);
for (const failure of report.failures) process.stderr.write(`WRONG: ${failure}\n`);
process.exit(report.failures.length > 0 ? 1 : 0);
