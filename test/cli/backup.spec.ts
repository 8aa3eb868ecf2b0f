import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { TABLES_SQL } from '../../src/cli/backup/backup.format.js';
import { Blobs } from '../../src/platform/blobs/blobs.js';
import { TestApp } from '../harness/app.js';
import { makeDatabase, type TestDatabase } from '../harness/database.js';
import { administrator } from '../harness/people.js';

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** The command as people run it, in a process of its own. */
function frontdesk(args: string[], env: Record<string, string>): Promise<Ran> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['dist/server/cli.js', ...args],
      { env: { PATH: process.env.PATH, ...env } },
      (_, out, err) => done({ code: child.exitCode ?? 1, out, err }),
    );
  });
}

/** Every table as text, sorted, so that two databases can be compared byte for byte. */
async function contents(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables: Record<string, string> = {};
    for (const { name } of (await client.query<{ name: string }>(TABLES_SQL)).rows) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from "${name}" t order by 1`);
      tables[name] = `${rows.length} ${createHash('sha256')
        .update(rows.map((row) => row.text).join('\n'))
        .digest('hex')}`;
    }
    return tables;
  } finally {
    await client.end();
  }
}

describe('a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-backup-test-'));
  const file = join(folder, 'desk.tar.gz');
  let app: TestApp;
  let before: Record<string, string>;
  let blob: string;
  const targets: TestDatabase[] = [];
  const target = async (): Promise<{ DATABASE_URL: string; DATA_DIR: string }> => {
    const database = await makeDatabase({ empty: true });
    targets.push(database);
    return { DATABASE_URL: database.url, DATA_DIR: mkdtempSync(join(folder, 'target-')) };
  };

  beforeAll(async () => {
    app = await TestApp.boot();
    const admin = await administrator(app, { name: 'Ana "quoted" \\ Souza', password: 'correct horse battery' });
    for (const name of ['Plain', 'Tab\tand line\nbreak', 'Ünïcode 🛠', '\\N', '']) {
      await admin.post('/companies', { name: name || 'Empty notes', notes: `${name}\r\n` });
    }
    const { body: company } = await admin.post('/companies', { name: 'With people' });
    await admin.post('/contacts', {
      name: 'João',
      companyId: company.id,
      identities: [{ kind: 'email', value: 'joao@customer.example' }],
    });
    blob = await app.get(Blobs).put(Buffer.from([0, 1, 2, 255, 10, 13]));
    await app.get(Blobs).put(Buffer.alloc(300_000, 7));
    await app.get(Blobs).put(Buffer.alloc(0));
    await app.settle();
    before = await contents(app.config.get('DATABASE_URL'));
    // Taken from a desk that is running.
    const made = await frontdesk(['backup', file, '--json'], {
      DATABASE_URL: app.config.get('DATABASE_URL'),
      DATA_DIR: app.config.get('DATA_DIR'),
      SECRET_KEY: app.config.get('SECRET_KEY'),
    });
    expect(made.err).toBe('');
    expect(JSON.parse(made.out)).toMatchObject({ blobs: 3, tables: Object.keys(before).length });
  }, 90_000);

  afterAll(async () => {
    await app?.close();
    for (const database of targets) await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('can be read by its owner only, for it holds the key', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('comes back in another place: every row, every file, the key', async () => {
    expect(Object.values(before).filter((table) => !table.startsWith('0 ')).length).toBeGreaterThan(5);
    const env = await target();

    const { code, err } = await frontdesk(['restore', file, '--yes'], env);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await contents(env.DATABASE_URL)).toEqual(before);
    const path = join('blobs', blob.slice(0, 2), blob.slice(2, 4), blob);
    expect(readFileSync(join(env.DATA_DIR, path))).toEqual(readFileSync(join(app.config.get('DATA_DIR'), path)));
    expect(
      readdirSync(join(env.DATA_DIR, 'blobs'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile()),
    ).toHaveLength(3);
    expect(readFileSync(join(env.DATA_DIR, 'secret.key'), 'utf8').trim()).toBe(app.config.get('SECRET_KEY'));
  }, 60_000);

  it('replaces what is there, and the desk goes on from it', async () => {
    const env = await target();
    await frontdesk(['restore', file, '--yes'], env);

    const again = await frontdesk(['restore', file, '--yes', '--json'], env);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(await contents(env.DATABASE_URL)).toEqual(before);

    const made = await frontdesk(['inbox', 'list', '--json'], env);
    expect(made).toMatchObject({ code: 0, err: '' });
  }, 60_000);

  it('changes nothing without --yes', async () => {
    const env = await target();

    const { code, err } = await frontdesk(['restore', file], env);

    expect(code).toBe(1);
    expect(err).toContain('--yes');
    expect(await contents(env.DATABASE_URL)).toEqual({});
    expect(existsSync(join(env.DATA_DIR, 'secret.key'))).toBe(false);
  }, 60_000);

  it.each<[string, (path: string) => void]>([
    ['is no archive', (path) => writeFileSync(path, 'not a backup')],
    ['was cut off', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    [
      'was changed',
      (path) => {
        const bytes = readFileSync(path);
        bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
        writeFileSync(path, bytes);
      },
    ],
  ])(
    'that %s is refused and nothing is changed',
    async (_, spoil) => {
      const env = await target();
      await frontdesk(['restore', file, '--yes'], env);
      const bad = join(folder, 'bad.tar.gz');
      writeFileSync(bad, readFileSync(file));
      spoil(bad);

      const { code, err } = await frontdesk(['restore', bad, '--yes'], env);

      expect(code).toBe(1);
      expect(err).not.toContain('    at ');
      expect(await contents(env.DATABASE_URL)).toEqual(before);
    },
    60_000,
  );

  it('of another release is refused by name', async () => {
    const env = await target();
    await frontdesk(['restore', file, '--yes'], env);
    const client = new pg.Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    await client.query(`insert into migrations (timestamp, name) values (1, 'Other1')`);
    await client.end();

    const { code, err } = await frontdesk(['backup', join(folder, 'other.tar.gz')], env);

    expect({ code, newer: err.includes('newer release (it holds Other1)') }).toEqual({ code: 1, newer: true });
  }, 60_000);
});
