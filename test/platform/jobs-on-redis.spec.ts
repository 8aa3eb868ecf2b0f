import { describeWithRedis, startRedis, type RedisServer } from '../harness/redis.js';
import { jobsContract } from './jobs.contract.js';

describeWithRedis('jobs on Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await startRedis()));
  // Not in a describe of its own: its hooks would run where this one is skipped.
  jobsContract(() => ({ REDIS_URL: redis.url }));
  afterAll(() => redis.stop());
});
