/** Customers of one line, each of whom writes one thing after the other, whatever happens to the server. */
import { pause } from '../../harness/live/processes.mjs';

const EACH = 10;

/** Gives what each customer said, in order, once the desk has said of all that it has it. */
export async function talkAlways({ line, random, count, done }) {
  const customers = Array.from({ length: Math.ceil(count / EACH) }, (_, who) => ({ who, said: [] }));
  await Promise.all(
    customers.map(async ({ who, said }) => {
      await pause(random.between(0, 2_000));
      while (said.length < Math.min(EACH, count - who * EACH)) {
        const text = `${line.channel} customer ${who} says ${said.length}`;
        said.push(text);
        await line.say(who, text);
        done();
        await pause(random.between(0, 600));
      }
    }),
  );
  return customers;
}
