import type { Command } from 'commander';
import { writeBackup } from './backup/backup.writer.js';
import { withContext } from './context.js';
import { print } from './output.js';

export function register(program: Command): void {
  program
    .command('backup <file>')
    .description('write everything into one .tar.gz: database, files, keys. The desk may keep running.')
    .option('--json', 'print JSON')
    .action(async (file: string, options: { json?: boolean }) => {
      await withContext(async ({ app, config }) => print({ ...(await writeBackup(app, config, file)) }, options.json));
    });
}
