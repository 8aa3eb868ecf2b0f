/** People who call, wait a while and hang up, whatever happens to the server; of some of them it never hears the end. */
import { pause, until } from '../../harness/live/processes.mjs';
import { different, NOTHING } from './record.mjs';

const SIDE_BY_SIDE = 6;

export async function callAlways({ callers, random, count, done }) {
  let next = 0;
  const line = async () => {
    await pause(random.between(0, 2_000));
    while (next < count) {
      const who = next++;
      const call = await callers.rings(who);
      done();
      await pause(random.between(0, 800));
      await callers.hangsUp(call, { told: who % 3 !== 2 });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, line));
}

/** Each call is there once, with its message and its ticket, and none is taken for one that goes on. */
export async function checkCalls({ findings, db, callers }) {
  const open = async () =>
    (await db.query(`select 1 from calls where channel = 'voice' and state <> 'ended' limit 1`)).rowCount;
  await until('all calls are settled', async () => (await open()) === 0, { withinMs: 60_000, everyMs: 200 }).catch(
    () => undefined,
  );
  const { rows } = await db.query(
    `select sid, state, ticket_id as ticket,
            (select count(*)::int from messages m where m.channel = 'voice' and m.external_id = k.sid) as messages
       from calls k where channel = 'voice'`,
  );
  const sids = callers.calls.map(({ sid }) => sid);
  findings.same(
    `voice: each of ${sids.length} calls is there once`,
    different(
      sids,
      rows.map(({ sid }) => sid),
    ),
    NOTHING,
  );
  const wrong = (what) => rows.filter(what).map(({ sid }) => sid);
  findings.same(
    'voice: each is one message on a ticket',
    wrong(({ ticket, messages }) => !ticket || messages !== 1),
    [],
  );
  findings.same(
    'voice: none is open that is over',
    wrong(({ state }) => state !== 'ended'),
    [],
  );
}
