import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../harness/platform.js';

/** The built server as a process of its own, as `npm start` runs it. */
export class Desk {
  private said = '';
  private readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit').then(([code]) => code as number | null);
    child.stdout?.on('data', (text) => (this.said += String(text)));
    child.stderr?.on('data', (text) => (this.said += String(text)));
  }

  static launch(settings: Record<string, string>): Desk {
    const child = spawn(process.execPath, ['dist/server/main.js'], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: '0',
        SMTP_PORT: '0',
        LOG_LEVEL: 'silent',
        SECRET_KEY: 'a secret for tests, which is not one',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Desk(child);
  }

  /** Its address, once it is ready. */
  async ready(): Promise<string> {
    for (let waited = 0; waited < 60_000; waited += 25) {
      const url = /Frontdesk (?:is ready: (\S+)|worker is ready)/.exec(this.said);
      if (url) return url[1] ?? '';
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.said}`);
      await new Promise((done) => setTimeout(done, 25));
    }
    throw new Error(`it did not become ready: ${this.said}`);
  }

  get output(): string {
    return this.said;
  }

  /** How it ended and what it said, for one that should not start; not where its data is, which depends on the clone. */
  async end(): Promise<{ code: number | null; lines: string[] }> {
    const code = await this.ended;
    return {
      code,
      lines: this.said
        .trim()
        .split('\n')
        .filter((line) => !line.includes('; its data is in ')),
    };
  }

  /** Ctrl-C. Resolves with the exit code and how long it took. */
  async interrupt(): Promise<{ code: number | null; seconds: number }> {
    const began = performance.now();
    this.child.kill('SIGINT');
    return { code: await this.ended, seconds: (performance.now() - began) / 1000 };
  }

  /** kill -9 of ours alone: the database survives us. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** kill -9 of ours and of the database with all its processes. */
  async killTree(dataFolder: string): Promise<void> {
    const server = databaseProcess(dataFolder);
    await this.kill();
    if (server) for (const pid of [...childrenOf(server), server]) kill(pid);
    await until('the database is gone', () => databaseProcess(dataFolder) === undefined);
  }
}

/** The process id of the embedded server on this folder, where one runs. */
export function databaseProcess(dataFolder: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

function childrenOf(pid: number): number[] {
  try {
    return execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
      .map(Number);
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it was gone already
  }
}
