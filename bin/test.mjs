#!/usr/bin/env node
/** Everything that tests need, then the tests. `node bin/test.mjs [pattern]`, `--load`, `--chaos`. */
import { spawnSync } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

const args = process.argv.slice(2);
const kind = args.includes('--load') ? 'load' : args.includes('--chaos') ? 'chaos' : 'all';
const rest = args.filter((arg) => arg !== '--load' && arg !== '--chaos');
const inBrowser = kind === 'all' && (rest.length === 0 || rest.some((arg) => arg.includes('journey')));
await prepare({ web: inBrowser || kind === 'load', extras: inBrowser });

const node = (script, more = []) =>
  spawnSync(process.execPath, [script, ...more], {
    cwd: root,
    stdio: 'inherit',
  }).status ?? 1;

if (kind !== 'all') process.exit(node(`test/${kind}/main.mjs`, rest));
process.exit(node('node_modules/jest/bin/jest.js', rest));
