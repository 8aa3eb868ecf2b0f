#!/usr/bin/env node
/** `npm start`: from a fresh clone to a running desk. `--demo` brings a believable company, in a data folder of its own. */
import { spawn } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

const demo = process.argv.includes('--demo');
await prepare();

const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server/main.js', ...(demo ? ['--demo'] : [])], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...(demo && { DATA_DIR: process.env.DATA_DIR || './data/demo' }) },
});
// Ctrl-C reaches the child by itself (same terminal), a supervisor's signal only us; the child minds no second one.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
