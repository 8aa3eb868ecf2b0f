import { jobsContract } from './jobs.contract.js';

describe('jobs on PostgreSQL', () => jobsContract(() => ({ REDIS_URL: '' })));
