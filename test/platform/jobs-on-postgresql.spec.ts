import { Worker } from 'bullmq';
import { migrate } from '../../src/platform/database/data-source.js';
import { PostgresJobs } from '../../src/platform/jobs/postgres-jobs.js';
import { makeDatabase, type TestDatabase } from '../harness/database.js';
import { jobsContract } from './jobs.contract.js';

describe('jobs on PostgreSQL', () => jobsContract(() => ({ REDIS_URL: '' })));

describe('a worker of jobs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase();
    await migrate(database.url);
  });
  afterAll(() => database?.drop());

  it('whose connections have ended leaves the process to everybody else, and can be closed', async () => {
    const jobs = new PostgresJobs(database.url);
    const worker = new Worker('work', async () => undefined, { connection: jobs.pool }, jobs.backend);
    const failed = new Promise<Error>((done) => worker.once('error', done));
    await worker.waitUntilReady();
    await jobs.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid()`);
    await jobs.close();

    expect((await failed).message).toBeTruthy();
    // A worker that asks without a rest would never let a timer be.
    await new Promise((done) => setTimeout(done, 0));
    await worker.close();
  });
});
