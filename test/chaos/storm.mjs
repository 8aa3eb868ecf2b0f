/** Mails, chats and answers, while the server is killed again and again, and its database once. */
import pg from 'pg';
import { Desk } from '../harness/live/desk.mjs';
import { MailSink } from '../harness/live/mail-sink.mjs';
import { randomFrom } from '../harness/live/random.mjs';
import { answerAlways } from './storm/agent.mjs';
import { atRest } from './storm/at-rest.mjs';
import { chatAlways } from './storm/chatters.mjs';
import { Killer } from './storm/killer.mjs';
import { mailAlways } from './storm/mailers.mjs';
import { checkRecord } from './storm/record.mjs';

const SUPPORT = 'support@desk.example';

export async function storm({ findings, size, seed }) {
  findings.section(
    `${size.mails} mails, ${size.chats} chat messages and ${size.replies} answers; ${size.kills} times kill -9, once the database`,
  );
  const random = randomFrom(seed);
  const sink = await MailSink.open();
  const desk = await Desk.open({ EGRESS_ALLOW: '127.0.0.0/8' });
  try {
    const api = await desk.signIn();
    await api.post('/inboxes', {
      channel: 'email',
      name: 'Support',
      address: SUPPORT,
      settings: { smtpHost: '127.0.0.1', smtpPort: sink.port, smtpSecurity: 'none' },
    });
    const { publicKey } = await api.post('/inboxes', { channel: 'chat', name: 'Website' });

    const killer = new Killer({ desk, random, kills: size.kills, of: size.mails + size.chats + size.replies });
    // A desk that does not come back ends the storm at once: whoever writes to it would try for minutes.
    const [mails, visitors, answers] = await Promise.race([
      killer.failed,
      Promise.all([
        mailAlways({ desk, random, count: size.mails, to: SUPPORT, done: () => killer.progress() }),
        chatAlways({ desk, random, size, inbox: publicKey, done: () => killer.progress() }),
        answerAlways({ api, random, count: size.replies, done: () => killer.progress() }),
      ]),
    ]);
    await killer.rest();
    findings.holds(
      `the server was killed ${killer.kills} times, the database ${killer.databaseKills} time`,
      killer.kills >= size.kills && killer.databaseKills === 1,
    );

    await atRest(api, desk);
    const db = new pg.Client({ connectionString: desk.databaseUrl });
    await db.connect();
    try {
      await checkRecord({ findings, db, api, sink, mails, visitors, answers });
    } finally {
      await db.end();
      visitors.forEach((visitor) => visitor.stop());
    }
  } finally {
    await desk.close();
    await sink.close();
  }
}
