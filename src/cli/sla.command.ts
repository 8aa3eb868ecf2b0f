import type { Command } from 'commander';
import { ClockRebuild } from '../sla/rebuild.service.js';
import { withContext } from './context.js';
import { print } from './output.js';

export function register(program: Command): void {
  program
    .command('sla')
    .description('promises and their clocks')
    .command('rebuild')
    .description('make every clock anew from its ticket’s ledger and story')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      await withContext(async ({ app }) => {
        print({ ...(await app.get(ClockRebuild).rebuild()) }, json);
      });
    });
}
