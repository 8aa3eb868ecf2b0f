/** Mail servers that do not give up: each mail is sent again until somebody says 250. */
import { MailSender } from '../../harness/live/mail-sender.mjs';
import { multipart } from '../../harness/live/mails.mjs';

const SENDERS = 8;
const BYTES = 6_000;
/** Every so many mails, one that answers an earlier one of the same customer. */
const ANSWER_EVERY = 4;

/** Gives every mail with what it answers, once all were accepted. */
export async function mailAlways({ desk, random, count, to, done }) {
  const mails = Array.from({ length: count }, (_, at) => ({
    id: `mail-${at}`,
    from: `customer-${at % ANSWER_EVERY === 3 ? at - 3 : at}@company${at % 7}.example`,
    answers: at % ANSWER_EVERY === 3 ? `mail-${at - 3}` : undefined,
  }));
  // The answer comes from the same address, and only after what it answers: both go through the same sender.
  const lanes = Array.from({ length: SENDERS }, (_, lane) =>
    mails.filter((_mail, at) => Math.floor(at / ANSWER_EVERY) % SENDERS === lane),
  );
  await Promise.all(lanes.map((lane) => send(desk, random, lane, to, done)));
  return mails;
}

async function send(desk, random, mails, to, done) {
  const sender = new MailSender(desk.ports.smtp);
  for (const mail of mails) {
    const from = mail.answers ? mails.find(({ id }) => id === mail.answers).from : mail.from;
    mail.from = from;
    mail.tries = await sender.sendUntilAccepted(
      {
        from,
        to: [to],
        raw: multipart({
          id: mail.id,
          from,
          to,
          subject: mail.answers ? `Re: about ${mail.answers}` : `about ${mail.id}`,
          text: `This is ${mail.id}.`,
          bytes: BYTES,
          inReplyTo: mail.answers,
        }),
      },
      { waitMs: random.between(50, 300) },
    );
    done();
  }
  sender.close();
}
