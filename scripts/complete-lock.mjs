/**
 * Lists in package-lock.json the binaries for other platforms that the machine which made the lock could not see.
 * Without them `npm ci` refuses the lock, and people on another platform would miss their binaries (npm/cli#4828).
 * Run it after a change of dependencies: npm install && node scripts/complete-lock.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const OS = [
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'openharmony',
  'android',
  'sunos',
  'aix',
  'netbsd',
  'openbsd',
  'wasi',
];
const CPU = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'wasm32'];

const platformOf = (name) => {
  const parts = name.replace('windows', 'win32').split(/[-/]/);
  const os = OS.filter((o) => parts.includes(o));
  const cpu = CPU.filter((c) => parts.includes(c));
  const libc = parts.some((p) => p.startsWith('musl'))
    ? ['musl']
    : parts.some((p) => p.startsWith('gnu')) && os.includes('linux')
      ? ['glibc']
      : [];
  return { ...(cpu.length && { cpu }), ...(os.length && { os }), ...(libc.length && { libc }) };
};

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const hoisted = `node_modules/${name}`;
    const nested = `${path}/node_modules/${name}`;
    if (lock.packages[hoisted] || lock.packages[nested]) continue;
    const platform = platformOf(name);
    if (!platform.os && !platform.cpu) continue;
    lock.packages[hoisted] = {
      version: range.replace(/^[^\d]*/, ''),
      ...platform,
      ...(entry.dev && { dev: true }),
      optional: true,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
