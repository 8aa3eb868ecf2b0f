#!/usr/bin/env node
/** `npx frontdesk <command>`, `npm run cli -- <command>`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare({ web: false, quiet: true });
const { status } = spawnSync(
  process.execPath,
  ['--enable-source-maps', join(root, 'dist', 'server', 'cli.js'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
