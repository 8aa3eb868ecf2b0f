/** Mail over SMTP until it is a committed ticket. */
import { randomUUID } from 'node:crypto';
import { MailSender } from '../../harness/live/mail-sender.mjs';
import { multipart, sentence } from '../../harness/live/mails.mjs';
import { until } from '../../harness/live/processes.mjs';
import { startFloor } from '../floors/floor-process.mjs';

const SENDERS = 8;
const BYTES = 20_000;
const TO = 'support@desk.example';

export async function measureMail({ desk, api, floor, report, size }) {
  report.section(`Mail: ${size.mails} mails of ${BYTES / 1_000} KB, ${SENDERS} senders`);
  await api.post('/inboxes', { channel: 'email', name: 'Support', address: TO });

  const bare = await startFloor('./mail-floor.mjs', { FLOOR_DATABASE: floor.url });
  await sendAll(bare.port, batch(100, 'warm'));
  const floorRate = rate(size.mails, await sendAll(bare.port, batch(size.mails, 'floor')));
  await bare.close();

  const warmUp = batch(Math.min(200, size.mails), 'warm');
  await sendAll(desk.ports.smtp, warmUp);
  await ended(api, warmUp.length);

  const mails = batch(size.mails, 'load');
  const began = performance.now();
  const accepted = await sendAll(desk.ports.smtp, mails);
  const summary = await ended(api, warmUp.length + mails.length);
  const inAll = performance.now() - began;

  report.figure({
    what: 'SMTP → committed ticket',
    value: rate(mails.length, inAll),
    unit: 'mails/s',
    aim: { atLeast: 150 },
    floor: { what: 'bare smtp-server, raw mail into the same PostgreSQL', value: floorRate },
  });
  report.note(
    `all were accepted after ${(accepted / 1_000).toFixed(1)} s, all were tickets after ${(inAll / 1_000).toFixed(1)} s`,
  );
  report.expect(
    summary.processed === warmUp.length + mails.length && summary.ignored === 0 && summary.quarantined === 0,
    `not every mail was processed: ${JSON.stringify({ ...summary, byInbox: undefined })}`,
  );
  const { rows } = await floor.product.query(
    `select count(*)::int as all, count(distinct text)::int as different from messages where channel = 'email'`,
  );
  report.expect(
    rows[0].all === warmUp.length + mails.length && rows[0].all === rows[0].different,
    `${warmUp.length + mails.length} mails became ${rows[0].all} messages, ${rows[0].different} of them different`,
  );
}

const rate = (count, ms) => count / (ms / 1_000);

/** As it comes in life: many customers, some of them more than once, each about something of their own. */
function batch(count, label) {
  return Array.from({ length: count }, (_, at) => {
    const id = `${label}-${at}-${randomUUID()}`;
    const from = `${label}-${at % Math.ceil(count / 2)}@company${at % 60}.example`;
    return {
      from,
      to: [TO],
      raw: multipart({ id, from, to: TO, subject: sentence(id, 5), text: `${id}: ${sentence(id, 40)}`, bytes: BYTES }),
    };
  });
}

/** Milliseconds until the last 250. */
async function sendAll(port, mails) {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      const sender = new MailSender(port);
      while (next < mails.length) {
        const mail = mails[next];
        next += 1;
        await sender.sendUntilAccepted(mail);
      }
      sender.close();
    }),
  );
  return performance.now() - began;
}

function ended(api, count) {
  return until(
    'every mail has become a ticket',
    async () => {
      const summary = await api.get('/intake/summary');
      return summary.received === 0 && summary.total >= count ? summary : undefined;
    },
    { withinMs: 300_000, everyMs: 100 },
  );
}
