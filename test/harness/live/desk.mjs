/** The built server as people run it: a process of its own, on a fresh data folder, its own PostgreSQL and free ports. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseFolder, removeDesk } from './database-folder.mjs';
import { DeskApi } from './desk-api.mjs';
import { freePort } from '../../../dist/src/platform/database/free-port.js';
import { isAlive, pause, until } from './processes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const ADMINISTRATOR = { email: 'administrator@desk.example', password: 'a long enough password' };
const KEEP_LINES = 40;

export class Desk {
  lines = [];
  #child;
  #settings;
  #stays;
  #postmaster;
  #expected = false;

  constructor(folder, ports, settings, stays) {
    this.folder = folder;
    this.ports = ports;
    this.#settings = settings;
    this.#stays = stays;
    process.once('exit', this.#abandon);
  }

  /**
   * A desk, running, with an administrator. `settings` are further environment variables. It is new and its data goes
   * with it, unless `keptIn` names a folder: there it begins where it stopped.
   */
  static async open(settings = {}, keptIn) {
    const folder = keptIn ? resolve(keptIn) : mkdtempSync(join(tmpdir(), 'frontdesk-live-'));
    mkdirSync(folder, { recursive: true });
    // PostgreSQL runs as another user where we are root, and must be able to enter.
    chmodSync(folder, 0o755);
    const ports = { web: await freePort(), smtp: await freePort() };
    const desk = new Desk(folder, ports, settings, Boolean(keptIn));
    await desk.start();
    return desk;
  }

  get url() {
    return `http://127.0.0.1:${this.ports.web}`;
  }

  get pid() {
    return this.#child?.pid;
  }

  get runs() {
    return this.#child?.exitCode === null && !this.#child.signalCode;
  }

  get databaseUrl() {
    return JSON.parse(readFileSync(join(this.folder, 'running.json'), 'utf8')).databaseUrl;
  }

  /** Process id of the embedded PostgreSQL. It lives on when the server is killed. */
  get postmaster() {
    const file = join(databaseFolder(this.folder), 'postmaster.pid');
    if (existsSync(file)) this.#postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return this.#postmaster;
  }

  /** Resolves when /health/ready says so; gives the milliseconds that it took. */
  async start({ withinMs = 60_000 } = {}) {
    const began = performance.now();
    const child = spawn(process.execPath, ['--enable-source-maps', ...nodeFlags(), 'dist/server/main.js'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: this.folder,
        PORT: String(this.ports.web),
        SMTP_PORT: String(this.ports.smtp),
        ADMIN_EMAIL: ADMINISTRATOR.email,
        ADMIN_PASSWORD: ADMINISTRATOR.password,
        LOG_LEVEL: process.env.TEST_LOG ?? 'error',
        ...this.#settings,
      },
    });
    this.#child = child;
    this.#expected = false;
    child.once('exit', (code, signal) => {
      if (!this.#expected) this.#sayHowItEnded(code ?? signal);
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        if (process.env.TEST_LOG) process.stderr.write(text);
        this.lines.push(...text.trimEnd().split('\n'));
        this.lines.splice(0, this.lines.length - KEEP_LINES);
      });
    }
    await until(
      'the server is ready',
      async () => {
        if (child.exitCode !== null || child.signalCode) throw new Error(`the server ended: ${this.lines.join('\n')}`);
        return fetch(`${this.url}/health/ready`).then(
          (answer) => answer.ok,
          () => false,
        );
      },
      { withinMs, everyMs: 20 },
    );
    return performance.now() - began;
  }

  /** Somebody signed in; the first administrator unless told otherwise. */
  signIn(credentials = ADMINISTRATOR) {
    return DeskApi.signIn(this.url, credentials);
  }

  /** As the kernel does when memory is short: no warning, no last words. PostgreSQL stays. */
  async kill() {
    await this.#end('SIGKILL');
  }

  async killDatabase() {
    const pid = this.postmaster;
    process.kill(pid, 'SIGKILL');
    await until('the database is gone', () => !isAlive(pid), { everyMs: 2 });
  }

  /** As Ctrl-C does; gives the milliseconds that it took. */
  async stop() {
    const began = performance.now();
    await this.#end('SIGTERM');
    return performance.now() - began;
  }

  async #end(signal) {
    const child = this.#child;
    if (!this.runs) return;
    const gone = new Promise((done) => child.once('exit', done));
    this.#expected = true;
    child.kill(signal);
    await gone;
  }

  /** A desk that nobody told to end must be heard of: what follows would only say that nobody answers. */
  #sayHowItEnded(how) {
    process.stderr.write(`The desk ended by itself (${how}). Its last lines:\n${this.lines.join('\n')}\n`);
  }

  async close() {
    await this.stop();
    const pid = this.postmaster;
    if (pid && existsSync(join(databaseFolder(this.folder), 'postmaster.pid')) && isAlive(pid)) {
      process.kill(pid, 'SIGINT');
      for (let tries = 0; isAlive(pid) && tries < 200; tries += 1) await pause(50);
    }
    process.off('exit', this.#abandon);
    if (!this.#stays && !process.env.KEEP_DATA) removeDesk(this.folder);
  }

  /** The test itself was interrupted: leave nothing running. */
  #abandon = () => {
    this.#child?.kill('SIGKILL');
    try {
      if (this.postmaster) process.kill(this.postmaster, 'SIGINT');
    } catch {
      // it is gone already
    }
  };
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

/** `DESK_NODE_FLAGS=--cpu-prof` and the like, for whoever looks for the reason of a figure. */
const nodeFlags = () => (process.env.DESK_NODE_FLAGS ?? '').split(' ').filter(Boolean);
