/** Visitors who go on writing whatever happens to the server. */
import { ChatVisitor } from '../../harness/live/chat-visitor.mjs';
import { pause, until } from '../../harness/live/processes.mjs';

/** Gives the visitors, still connected, once everything that they said was acknowledged. */
export async function chatAlways({ desk, random, size, inbox, done }) {
  const each = Math.ceil(size.chats / size.visitors);
  const visitors = Array.from({ length: size.visitors }, () => new ChatVisitor(desk.url, inbox));
  await Promise.all(
    visitors.map(async (visitor, who) => {
      await pause(random.between(0, 2_000));
      await visitor.start();
      for (let at = 0; at < each; at += 1) {
        await visitor.say(`visitor ${who} says ${at}`);
        // Now one by one, now a few at once: the outbox holds what is not acknowledged yet.
        if (random.next() < 0.6) await acknowledged(visitor);
        await pause(random.between(0, 400));
        done();
      }
      await acknowledged(visitor);
    }),
  );
  return visitors;
}

const acknowledged = (visitor) =>
  until('the chat is acknowledged', () => visitor.settled, { withinMs: 300_000, everyMs: 20 });
