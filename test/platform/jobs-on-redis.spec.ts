import { describeWithRedis, startRedis, type RedisServer } from '../harness/redis.js';
import { jobsContract } from './jobs.contract.js';

describeWithRedis('jobs on Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(() => redis.stop());
  describe('as everywhere', () => jobsContract(() => ({ REDIS_URL: redis.url })));
});
