import { rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { SetupService } from './identity/setup/setup.service.js';
import { BadSetting, Config } from './platform/config.js';
import { migrate, NewerDatabase } from './platform/database/data-source.js';
import { claimFolder, DatabaseProblem, startEmbeddedPostgres } from './platform/database/postgres-embedded.js';
import { Logs } from './platform/telemetry/logs.js';

/** Ctrl-C promises an end within ten seconds. */
const STOP_WITHIN_MS = 9_000;

type Ready = (
  desk: Pick<Running, 'app' | 'config' | 'url'>,
  say: (line: string) => void,
) => Promise<void | (() => Promise<void>)>;

export interface Running {
  app: INestApplication;
  config: Config;
  url: string;
  stop(): Promise<void>;
}

/** Starts what the settings ask for and stays until told to stop. The way in of `npm start`. */
export async function serve({ before, after }: { before?: Ready; after?: Ready } = {}): Promise<void> {
  let starting: Promise<Running>;
  let stopping = false;
  const leaving: (() => Promise<void>)[] = [];
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    // Told to stop while it starts: what was started by then must end too.
    void starting
      .then((running) => Promise.all(leaving.map((leave) => leave())).finally(() => running.stop()))
      .finally(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    starting = start(Config.fromEnvironment(), say, before);
    const running = await starting; // apart: `after?.(await …)` would not wait where there is no `after`
    const leave = await after?.(running, say);
    if (leave) leaving.push(leave);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/** `before`: runs when the application is whole and nobody can reach it yet. */
export async function start(given: Config, say: (line: string) => void, before?: Ready): Promise<Running> {
  Logs.setLevel(given.get('LOG_LEVEL'));
  // Loaded while the database starts; and a setting that is wrong is told at once, not after loading everything.
  const application = import('./application.js');
  const embedded = given.get('DATABASE_URL') ? undefined : await startEmbeddedPostgres(given.dataDir, say);
  const release = embedded && claimFolder(embedded);
  const note = embedded && noteRunning(given.dataDir, embedded.url);
  const stopDatabase = async (): Promise<void> => {
    note?.();
    await embedded?.stop();
    release?.();
  };
  let app: INestApplication | undefined;
  try {
    const config = embedded ? given.with({ DATABASE_URL: embedded.url }) : given;
    const applied = await migrate(config.get('DATABASE_URL'));
    if (applied.length > 0) say(`Database brought up to date (${applied.length} migrations).`);
    app = await (await application).createApplication(config, { embedded: Boolean(embedded) });
    await before?.({ app, config, url: '' }, say);
    const url = await listen(app, config);
    await sayReady(app, config, url, say);
    const whole = app;
    return {
      app,
      config,
      url,
      stop: async () => {
        await whole.close();
        await stopDatabase();
      },
    };
  } catch (error) {
    await app?.close().catch(() => undefined);
    await stopDatabase();
    throw error;
  }
}

async function sayReady(
  app: INestApplication,
  config: Config,
  url: string,
  say: (line: string) => void,
): Promise<void> {
  if (!config.serves.web) return say('Frontdesk worker is ready.');
  say(`Frontdesk is ready: ${url}`);
  const link = await app.get(SetupService).link(url);
  if (link) say(`Set it up here (the link works once, until the next start): ${link}`);
}

/** Lets the command line reach the embedded database of a desk that is running. */
function noteRunning(dataDir: string, databaseUrl: string): () => void {
  const file = join(dataDir, 'running.json');
  writeFileSync(file, JSON.stringify({ pid: process.pid, databaseUrl }), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

async function listen(app: INestApplication, config: Config): Promise<string> {
  if (!config.serves.web) return '';
  await app.listen(config.get('PORT'), config.get('HOST'));
  const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
  return config.get('PUBLIC_URL') || config.publicUrl.replace(/:\d+$/, `:${port}`);
}

/** One line for what people can mend; the stack only for what they cannot. */
function explain(error: unknown): string {
  if (error instanceof BadSetting || error instanceof DatabaseProblem || error instanceof NewerDatabase) {
    return `Frontdesk cannot start. ${error.message}`;
  }
  const { code, port, syscall } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Frontdesk cannot start. Port ${port} is taken. Stop the other program, or set PORT (web) or SMTP_PORT (mail).`;
  if (code === 'EACCES' && syscall === 'listen')
    return `Frontdesk cannot start. This user may not listen on port ${port}; take one above 1023.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01')
    return `Frontdesk cannot start. The database at DATABASE_URL does not answer (${code}).`;
  return `Frontdesk cannot start. ${(error as Error)?.stack ?? String(error)}`;
}
