import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { openApiDocument } from '../api-docs.js';
import { Config } from '../platform/config.js';
import { prefixRoutes } from '../application.js';

export function register(program: Command): void {
  program
    .command('openapi')
    .description('print the OpenAPI 3.1 document; needs no database')
    .option('--out <file>', 'write it to a file')
    .action(async (options: { out?: string }) => {
      // Preview mode reads the decorators and makes nothing: no connection is opened.
      const app = await NestFactory.create(AppModule.forRoot(Config.fromEnvironment({})), {
        preview: true,
        logger: false,
        abortOnError: false,
      });
      prefixRoutes(app);
      const text = `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
      if (options.out) writeFileSync(options.out, text);
      // Longer than a pipe holds: whoever reads it must have it before the process ends.
      else await new Promise<void>((done) => process.stdout.write(text, () => done()));
    });
}
