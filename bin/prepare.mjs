/** Installs what is missing and builds what is stale, with nothing but Node. Shared by start, test and the command line. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamps = join(root, 'dist', '.stamps');

/** `quiet`: progress goes to stderr, because a script reads what the command prints. `extras`: what only tests use: a browser, a Redis and an IMAP server. */
let out = process.stdout;

export async function prepare({ web = true, extras = false, quiet = false } = {}) {
  if (quiet) out = process.stderr;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Frontdesk needs Node 20.19 or newer; this is ${process.versions.node}.`);
  installPackages();
  step(
    'server',
    ['src', 'migrations', '.swcrc', 'scripts/bundle.mjs'],
    'dist/server/main.js',
    'Building the server …',
    () => npm('run', '--silent', 'build:server'),
  );
  if (web) {
    step(
      'web',
      ['web', 'src/channels/chat/protocol', 'package-lock.json'],
      'dist/web/console/index.html',
      'Building the web pages …',
      () => npm('run', '--silent', 'build:web'),
    );
  }
  if (extras) installExtras();
}

function installPackages() {
  const folder = join(root, 'node_modules');
  // A linked folder belongs to another checkout (a git worktree, say), and is that one's to fill.
  if (isLink(folder)) return;
  // npm writes this file last: an install that broke off, or one from before an upgrade, is done again.
  const done = statSync(join(folder, '.package-lock.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (done >= statSync(join(root, 'package-lock.json')).mtimeMs) return;
  out.write('Installing packages (once, a minute or two) …\n');
  npm('ci', '--no-progress', '--loglevel=error');
}

/** Runs `make` when the sources changed since it last ran, or its result is gone. */
function step(name, sources, result, message, make) {
  const hash = fingerprint(sources);
  const stamp = join(stamps, name);
  if (existsSync(join(root, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  out.write(`${message}\n`);
  make();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, hash);
}

function fingerprint(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) visit(join(root, source), hash);
  return hash.digest('hex');
}

function visit(path, hash) {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path).sort()) visit(join(path, entry), hash);
  } else {
    hash.update(relative(root, path)).update(readFileSync(path));
  }
}

function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function npm(...args) {
  const windows = process.platform === 'win32';
  const { status } = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    stdio: ['ignore', out === process.stderr ? 2 : 1, 2],
    shell: windows,
  });
  if (status !== 0) fail(`npm ${args[0]} failed; the reason stands above.`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const DEBIAN = [
  ['/usr/bin/chromium', 'chromium'],
  ['/usr/bin/redis-server', 'redis-server'],
  ['/usr/sbin/dovecot', 'dovecot-imapd'],
];

/** Taken from Debian where the machine lets us; tests that miss one count as skipped and say so. */
function installExtras() {
  const missing = DEBIAN.filter(([path]) => !existsSync(path)).map(([, name]) => name);
  if (
    missing.length === 0 ||
    process.platform !== 'linux' ||
    process.getuid?.() !== 0 ||
    !existsSync('/usr/bin/apt-get')
  )
    return;
  out.write(`Installing ${missing.join(', ')} for the tests …\n`);
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet);
}
