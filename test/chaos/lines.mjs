/** Nine channels at once, each provider on its worst day, while the server is killed again and again. */
import pg from 'pg';
import { Desk } from '../harness/live/desk.mjs';
import { Callers } from '../harness/live/lines/callers.mjs';
import { Lines } from '../harness/live/lines/lines.mjs';
import { MailSink } from '../harness/live/mail-sink.mjs';
import { randomFrom } from '../harness/live/random.mjs';
import { until } from '../harness/live/processes.mjs';
import { answerAlways } from './storm/agent.mjs';
import { atRest } from './storm/at-rest.mjs';
import { chatAlways } from './storm/chatters.mjs';
import { Killer } from './storm/killer.mjs';
import { mailAlways } from './storm/mailers.mjs';
import { checkLines } from './storm/lines-record.mjs';
import { checkAnswersThere, checkChats, checkMails, checkNumbers, checkSent } from './storm/record.mjs';
import { talkAlways } from './storm/talkers.mjs';
import { callAlways, checkCalls } from './storm/telephones.mjs';

const SUPPORT = 'support@desk.example';
const CHANNELS = 9;

export async function lines({ findings, size, seed }) {
  const each = Math.ceil(size.mixed / CHANNELS);
  findings.section(
    `${each} messages or calls on each of ${CHANNELS} channels and ${size.mixedReplies} answers, webhooks five times and shuffled, a third of the answers lost; ${size.mixedKills} times kill -9`,
  );
  const random = randomFrom(seed);
  const sink = await MailSink.open();
  const providers = await Lines.open({ worst: true });
  const callers = new Callers(providers.twilio);
  const desk = await Desk.open(providers.environment);
  try {
    const api = await desk.signIn();
    await providers.attach(api, desk);
    await callers.attach(api, desk);
    await api.post('/inboxes', {
      channel: 'email',
      name: 'Support',
      address: SUPPORT,
      settings: { smtpHost: '127.0.0.1', smtpPort: sink.port, smtpSecurity: 'none' },
    });
    const { publicKey } = await api.post('/inboxes', { channel: 'chat', name: 'Website' });
    const channels = ['email', 'chat', ...providers.all.map(({ channel }) => channel)];

    const killer = new Killer({
      desk,
      random,
      kills: size.mixedKills,
      of: each * CHANNELS + size.mixedReplies,
      database: false,
    });
    const done = () => killer.progress();
    const size4 = { chats: each, visitors: Math.ceil(each / 10) };
    const [answers, mails, visitors, , ...said] = await Promise.race([
      killer.failed,
      Promise.all([
        answerAlways({ api, random, channels, count: size.mixedReplies, done }),
        mailAlways({ desk, random, count: each, to: SUPPORT, done }),
        chatAlways({ desk, random, size: size4, inbox: publicKey, done }),
        callAlways({ callers, random, count: each, done }),
        ...providers.all.map((line) => talkAlways({ line, random, count: each, done })),
      ]),
    ]);
    await killer.rest();
    // Calls of whose end nobody told are asked about at a start, or after minutes of silence.
    await desk.kill();
    await desk.start();
    findings.holds(`the server was killed ${killer.kills} times`, killer.kills >= size.mixedKills);

    await atRest(api, desk);
    await providers.quiet();
    await atRest(api, desk);
    const db = new pg.Client({ connectionString: desk.databaseUrl });
    await db.connect();
    try {
      await everyLossIsAsked(db);
      const scene = { findings, api, db, sink, mails, visitors, answers };
      await checkMails(scene);
      await checkChats(scene);
      await checkAnswersThere(scene);
      await checkSent(scene);
      for (const [at, line] of providers.all.entries()) await checkLines({ ...scene, line, said: said[at] });
      await checkCalls({ ...scene, callers });
      await checkNumbers(scene);
      findings.note(`${providers.taken} webhooks were taken`);
    } finally {
      await db.end();
      visitors.forEach((visitor) => visitor.stop());
    }
  } finally {
    await desk.close();
    await providers.close();
    await sink.close();
  }
}

/** Twilio can be asked what became of a message whose answer was lost; half a minute later it is. */
const everyLossIsAsked = (db) =>
  until(
    'whatever a provider can be asked about was asked',
    async () => {
      const { rows } = await db.query(
        `select count(*)::int as n from messages where direction = 'out' and channel = 'sms' and state = 'unknown'`,
      );
      return rows[0].n === 0;
    },
    { withinMs: 180_000, everyMs: 500 },
  );
