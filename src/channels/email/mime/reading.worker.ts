import { parentPort } from 'node:worker_threads';
import { MailUnreadable } from './parsed-mail.js';
import { readMail } from './read-mail.js';
import type { ReadingAnswer, ReadingTask } from './reading-pool.js';

/** The thread in which mail is read: what goes wrong in here cannot take the process with it. */
parentPort?.on('message', (task: ReadingTask) => {
  void answerTo(task).then((answer) => parentPort?.postMessage(answer));
});

async function answerTo({ id, raw, envelopeSender }: ReadingTask): Promise<ReadingAnswer> {
  try {
    return { id, ok: true, read: await readMail(raw, envelopeSender) };
  } catch (error) {
    const reason = error instanceof MailUnreadable ? error.reason : 'unparsable';
    return { id, ok: false, reason, detail: error instanceof Error ? error.message : String(error) };
  }
}
