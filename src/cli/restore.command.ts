import type { Command } from 'commander';
import { Config } from '../platform/config.js';
import { startEmbeddedPostgres } from '../platform/database/postgres-embedded.js';
import { readManifest, restoreBackup } from './backup/backup.reader.js';
import { databaseOfRunningDesk } from './context.js';
import { print } from './output.js';

export function register(program: Command): void {
  program
    .command('restore <file>')
    .description('replace everything by a backup. The desk must be stopped.')
    .option('--yes', 'really replace what is there')
    .option('--json', 'print JSON')
    .action(async (file: string, options: { yes?: boolean; json?: boolean }) => {
      const config = Config.fromEnvironment();
      const manifest = await readManifest(file);
      if (!options.yes) {
        print({ file, madeAt: manifest.madeAt, tables: manifest.tables.length, blobs: manifest.blobs }, options.json);
        throw new Error('Nothing was changed. Say --yes to replace the database of this installation by this backup.');
      }
      if (!config.get('DATABASE_URL') && databaseOfRunningDesk(config.dataDir))
        throw new Error('The desk on this data folder is running. Stop it first.');
      const embedded = config.get('DATABASE_URL')
        ? undefined
        : await startEmbeddedPostgres(config.dataDir, (line) => process.stderr.write(`${line}\n`));
      try {
        const result = await restoreBackup(embedded ? config.with({ DATABASE_URL: embedded.url }) : config, file);
        print({ restored: file, ...result }, options.json);
      } finally {
        await embedded?.stop();
      }
    });
}
