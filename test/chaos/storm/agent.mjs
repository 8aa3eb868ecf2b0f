/** An agent who answers tickets through the API, and presses the button again where no answer comes. */
import { randomUUID } from 'node:crypto';
import { pause } from '../../harness/live/processes.mjs';

const GIVE_UP_MS = 300_000;

/** Gives every answer with the ticket that it was given on, once all were accepted. */
export async function answerAlways({ api, random, count, done, channels = ['email', 'chat'] }) {
  const answers = [];
  while (answers.length < count) {
    await pause(random.between(20, 200));
    const ticket = await someTicket(api, random, channels);
    if (!ticket) continue;
    const answer = { text: `answer ${answers.length}`, clientId: randomUUID(), ticketId: ticket.id };
    answer.message = await always(() =>
      api.post(`/tickets/${ticket.id}/messages`, { kind: 'reply', text: answer.text, clientId: answer.clientId }),
    );
    answers.push(answer);
    done();
  }
  return answers;
}

async function someTicket(api, random, channels) {
  const channel = random.pick(channels);
  const { items } = await always(() => api.get(`/tickets?channel=${channel}&sort=created&limit=50`));
  return items.length > 0 ? random.pick(items) : undefined;
}

async function always(call) {
  const end = Date.now() + GIVE_UP_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      // What the desk refuses for a reason is no accident.
      if (/ answered 4/.test(error.message) || Date.now() > end) throw error;
      await pause(200);
    }
  }
}
