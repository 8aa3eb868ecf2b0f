import pg from 'pg';
import { until } from '../../harness/live/processes.mjs';

/** Everything that came in has ended, and everything that was to leave has left or is known not to. */
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
          `select count(*)::int as waiting from messages where direction = 'out' and state in ('queued', 'scheduled')`,
        );
        return rows[0].waiting === 0;
      },
      { withinMs: 120_000, everyMs: 500 },
    );
  } finally {
    await db.end();
  }
}
