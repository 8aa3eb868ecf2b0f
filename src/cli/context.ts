import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { Config } from '../platform/config.js';
import { migrate } from '../platform/database/data-source.js';
import { startEmbeddedPostgres } from '../platform/database/postgres-embedded.js';
import { Logs } from '../platform/telemetry/logs.js';
import { NestLogs } from '../platform/telemetry/nest-logs.js';

export interface Context {
  app: INestApplicationContext;
  config: Config;
  close(): Promise<void>;
}

/**
 * The application without doors and without workers, for a command. Uses the embedded database of a desk that is
 * running on the same data folder, or starts it for as long as the command takes.
 */
export async function openContext(): Promise<Context> {
  const given = Config.fromEnvironment();
  Logs.setLevel(process.env.LOG_LEVEL ? given.get('LOG_LEVEL') : 'error');
  const running = given.get('DATABASE_URL') || databaseOfRunningDesk(given.dataDir);
  const embedded = running
    ? undefined
    : await startEmbeddedPostgres(given.dataDir, (line) => process.stderr.write(`${line}\n`));
  const config = given.with({ DATABASE_URL: running || embedded!.url }).forCommand();
  try {
    await migrate(config.get('DATABASE_URL'));
    const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), {
      logger: new NestLogs(),
      abortOnError: false,
    });
    return {
      app,
      config,
      close: async () => {
        await app.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

export async function withContext<T>(body: (context: Context) => Promise<T>): Promise<T> {
  const context = await openContext();
  try {
    return await body(context);
  } finally {
    await context.close();
  }
}

/** A running desk writes the address of its embedded database into its data folder, readable by its owner only. */
export function databaseOfRunningDesk(dataDir: string): string | undefined {
  const file = join(dataDir, 'running.json');
  if (!existsSync(file)) return undefined;
  const { pid, databaseUrl } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; databaseUrl: string };
  try {
    process.kill(pid, 0);
    return databaseUrl;
  } catch {
    return undefined;
  }
}
