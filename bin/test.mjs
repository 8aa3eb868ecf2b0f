#!/usr/bin/env node
/** Everything that tests need, then the tests. `node bin/test.mjs [pattern]`, `--full`, `--load`, `--chaos`. */
import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { prepare, root } from './prepare.mjs';

const MEMORY = '/dev/shm';
const MEMORY_NEEDED = 4 * 1024 ** 3;

const args = process.argv.slice(2);
const kind = args.includes('--load') ? 'load' : args.includes('--chaos') ? 'chaos' : 'all';
const isFull = args.includes('--full');
const rest = args.filter((arg) => !['--load', '--chaos', '--full'].includes(arg));
const inBrowser = kind === 'all' && (rest.length === 0 || rest.some((arg) => arg.includes('journey')));
await prepare({ web: inBrowser || kind === 'load', extras: inBrowser });

const node = (script, more = [], env = {}) =>
  spawnSync(process.execPath, [script, ...more], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  }).status ?? 1;

if (kind !== 'all') process.exit(node(`test/${kind}/main.mjs`, rest));
process.exit(
  node('node_modules/jest/bin/jest.js', rest, { ...inMemory(), ...(isFull && { FRONTDESK_TEST_FULL: '1' }) }),
);

/** Each test file has a database and a folder of its own, and nobody needs them afterwards: no disk need hold them. */
function inMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > MEMORY_NEEDED ? { TMPDIR: MEMORY } : {};
  } catch {
    return {};
  }
}
