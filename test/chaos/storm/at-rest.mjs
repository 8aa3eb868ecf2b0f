import pg from 'pg';
import { until } from '../../harness/live/processes.mjs';

/** Everything that came in has ended; everything that was to leave was tried, and nothing is in the hands of the dead. */
export async function atRest(api, desk) {
  await until('every envelope has ended', async () => (await api.get('/intake/summary')).received === 0, {
    withinMs: 120_000,
    everyMs: 200,
  });
  const db = new pg.Client({ connectionString: desk.databaseUrl });
  await db.connect();
  try {
    await until(
      'nothing waits to be sent',
      async () => {
        const { rows } = await db.query(
          `select count(*)::int as waiting from messages
           where direction = 'out' and state in ('queued', 'scheduled', 'sending') and not meta ? 'attempts'`,
        );
        return rows[0].waiting === 0;
      },
      { withinMs: 120_000, everyMs: 500 },
    );
  } finally {
    await db.end();
  }
}
