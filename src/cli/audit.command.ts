import type { Command } from 'commander';
import { AuditService } from '../identity/audit/audit.service.js';
import { withContext } from './context.js';
import { print } from './output.js';

export function register(program: Command): void {
  program
    .command('audit')
    .description('the log of who did what to access and settings')
    .command('verify')
    .description('recompute its chain; fails where somebody changed it')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      await withContext(async ({ app }) => {
        const verdict = await app.get(AuditService).verify();
        print({ ...verdict }, json);
        if (!verdict.ok) process.exitCode = 1;
      });
    });
}
