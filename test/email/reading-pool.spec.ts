import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReadMail } from '../../src/channels/email/mime/read-mail.js';
import { ReadingPool, type ReadingLimits } from '../../src/channels/email/mime/reading-pool.js';

const LIMITS: ReadingLimits = { threads: 1, timeoutMs: 10_000, memoryMb: 256, maxBytes: 1_000_000 };
const BUILT = pathToFileURL(join(process.cwd(), 'dist/src/channels/email/mime/reading.worker.js'));
const mail = readFileSync('test/fixtures/mail/rfc2231-name.eml');

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-threads-'));
const pools: ReadingPool[] = [];
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  rmSync(folder, { recursive: true, force: true });
});

function pool(limits: Partial<ReadingLimits> = {}, entry = BUILT): ReadingPool {
  const made = new ReadingPool({ ...LIMITS, ...limits }, entry);
  pools.push(made);
  return made;
}

/** A thread that does as its mail says. */
function misbehaving(): URL {
  const file = join(folder, 'misbehaving.mjs');
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads';
     parentPort.on('message', ({ id, raw }) => {
       const text = Buffer.from(raw).toString();
       if (text === 'loop') for (;;);
       if (text === 'eat') { const all = []; for (;;) all.push(new Array(100000).fill({})); }
       if (text === 'die') process.exit(3);
       parentPort.postMessage({ id, ok: true, read: { visible: text } });
     });`,
  );
  return pathToFileURL(file);
}

/** Bytes cross between threads as what they are, not as Node's class for them. */
const comparable = (read: ReadMail): unknown => ({
  ...read,
  mail: { ...read.mail, files: read.mail.files.map((file) => ({ ...file, content: [...file.content] })) },
});

it('reads in a thread what it reads without', async () => {
  const inThread = await pool().read(mail, null);
  const inline = await pool({}, pathToFileURL('/nowhere.js')).read(mail, null);
  expect(comparable(inThread)).toEqual(comparable(inline));
});

it('reads many at once', async () => {
  const shared = pool({ threads: 2 });
  const reads = await Promise.all(
    Array.from({ length: 40 }, () => shared.read(mail, null).then((read) => read.mail.subject)),
  );
  expect(new Set(reads)).toEqual(new Set(['x']));
}, 60_000);

it.each([
  ['loop', 'too_slow'],
  ['eat', 'too_big'],
  ['die', 'unparsable'],
])(
  'ends a thread that wants to %s, and reads the next mail',
  async (text, reason) => {
    const strained = pool({ timeoutMs: text === 'loop' ? 3_000 : 20_000, memoryMb: 32 }, misbehaving());
    const bad = strained.read(Buffer.from(text), null);
    const next = strained.read(Buffer.from('fine'), null);
    await expect(bad).rejects.toMatchObject({ reason });
    expect((await next).visible).toBe('fine');
  },
  40_000,
);

it('does not begin with what is too big', async () => {
  await expect(pool({ maxBytes: 10 }).read(mail, null)).rejects.toMatchObject({ reason: 'too_big' });
});
