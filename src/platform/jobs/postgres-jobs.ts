import { setTimeout } from 'node:timers/promises';
import { PostgresConnection, PostgresQueueBackend, type BackendFactory, type PostgresConnectionOptions } from 'bullmq';
import pg from 'pg';
import { JOBS_SCHEMA } from '../database/data-source.js';
import { SteadyClient } from '../database/steady-client.js';

/** Each worker keeps one to hear of new jobs; what the rest ask for takes a millisecond, and waits its turn. */
const LISTENERS = 3;
const ASKING = 2;
/** After a fault. */
const REST_MS = 1_000;

/**
 * The connections by which one process keeps its jobs in PostgreSQL. Left to itself every queue and every worker of
 * BullMQ has a pool of its own: fifteen server processes that each learn the schema anew, which costs more than the jobs.
 */
export class PostgresJobs {
  readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = new pg.Pool({
      connectionString: url,
      options: `-c search_path=${JOBS_SCHEMA}`,
      max: LISTENERS + ASKING,
      // They are few, and each knows the functions that it calls.
      idleTimeoutMillis: 0,
      keepAlive: true,
      Client: SteadyClient,
    });
  }

  readonly backend: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (name, options, asked) => {
    const connection = new SharedConnection(this.pool);
    return new PatientBackend(connection, name, options, true, asked?.withBlockingConnection ? name : undefined);
  };

  close(): Promise<void> {
    return this.pool.end();
  }
}

/**
 * A worker of BullMQ rests after a lost connection, and asks again at once after any other fault. One that comes without a
 * round trip, as from a pool that has ended, would leave this process no time for anything else, its own end included.
 */
class PatientBackend extends PostgresQueueBackend {
  override moveToActive(token: string, name?: string): ReturnType<PostgresQueueBackend['moveToActive']> {
    return patiently(super.moveToActive(token, name));
  }

  override waitForJob(seconds: number): ReturnType<PostgresQueueBackend['waitForJob']> {
    return patiently(super.waitForJob(seconds));
  }
}

async function patiently<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    await setTimeout(REST_MS, undefined, { ref: false });
    throw error;
  }
}

/** Given a pool, BullMQ looks for its tables under their usual schema; ours have another. */
class SharedConnection extends PostgresConnection {
  override readonly schema = JOBS_SCHEMA;
}
