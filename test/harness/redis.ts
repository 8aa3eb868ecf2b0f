import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Redis } from 'ioredis';
import { freePort } from '../../src/platform/database/free-port.js';

const PROGRAM = ['/usr/bin/redis-server', '/usr/bin/valkey-server'].find((path) => existsSync(path));

/** Tests that need Redis: run where Debian's server is installed, else counted as skipped. */
export const describeWithRedis = PROGRAM ? describe : describe.skip;

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/** A Redis of this file's own, in memory only. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const child = spawn(PROGRAM!, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
  await client.quit();
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
