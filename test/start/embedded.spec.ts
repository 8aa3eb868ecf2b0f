import { jest } from '@jest/globals';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { databaseFolder, removeDesk } from '../harness/live/database-folder.mjs';
import { until } from '../harness/platform.js';
import { databaseProcess, Desk } from './desk.js';

/** A disk that is busy makes a new database slow. */
jest.setTimeout(90_000);

const asRoot = process.getuid?.() === 0 ? it : it.skip;

/** A folder that PostgreSQL's own user may enter, where root runs the tests. */
function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-start-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** One folder through the life of an installation: these tests build on each other. */
describe('a desk on the embedded database', () => {
  const DATA_DIR = openFolder();
  const data = () => databaseFolder(DATA_DIR);
  afterAll(() => removeDesk(DATA_DIR));

  async function inDatabase<T extends object>(sql: string): Promise<T[]> {
    const { databaseUrl } = JSON.parse(readFileSync(join(DATA_DIR, 'running.json'), 'utf8')) as { databaseUrl: string };
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('starts on an empty folder, refuses a second one there, and ends with Ctrl-C within ten seconds', async () => {
    const desk = Desk.launch({ DATA_DIR });
    const url = await desk.ready();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await inDatabase(`create table proof (kept int)`);
    await inDatabase(`insert into proof values (42)`);

    const second = await Desk.launch({ DATA_DIR }).end();
    expect(second).toEqual({ code: 1, lines: [expect.stringContaining('in use by another running Frontdesk')] });
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);

    const end = await desk.interrupt();
    expect(end.code).toBe(0);
    expect(end.seconds).toBeLessThan(10);
    expect(databaseProcess(data())).toBeUndefined();
    expect(existsSync(join(DATA_DIR, 'running.json'))).toBe(false);
  });

  it('finds its data again, also after kill -9 of itself and of everything', async () => {
    const first = Desk.launch({ DATA_DIR });
    await first.ready();
    await first.kill();
    expect(databaseProcess(data())).toBeDefined();

    const second = Desk.launch({ DATA_DIR });
    await second.ready();
    expect(await inDatabase('select kept from proof')).toEqual([{ kept: 42 }]);
    await second.killTree(data());

    const third = Desk.launch({ DATA_DIR });
    await third.ready();
    expect(await inDatabase('select kept from proof')).toEqual([{ kept: 42 }]);
    await inDatabase(`insert into migrations (timestamp, name) values (9999999999999, 'Future9999999999999')`);
    await third.interrupt();
  });

  it('refuses a database that a newer release has used, and says what to do', async () => {
    const { code, lines } = await Desk.launch({ DATA_DIR }).end();

    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/newer release \(it holds Future9999999999999\).*restore a backup/)]);
    expect(databaseProcess(data())).toBeUndefined();
  });

  it('is not fooled by a process number that now belongs to another program', async () => {
    writeFileSync(join(data(), 'postmaster.pid'), `${process.pid}\n${data()}\n`);

    const { lines } = await Desk.launch({ DATA_DIR }).end();

    expect(lines[0]).toContain('newer release');
  });

  it('refuses a damaged data folder and says what to do', async () => {
    rmSync(join(data(), 'global', 'pg_control'));

    const { code, lines } = await Desk.launch({ DATA_DIR }).end();

    expect(code).toBe(1);
    expect(lines.join('\n')).toMatch(/PostgreSQL did not start on .*pg_control.*Restore a backup/s);
  });

  it.each([
    [{ PORT: 'eighty' }, 'Frontdesk cannot start. PORT="eighty": expected a port number from 0 to 65535'],
    [
      { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' },
      'Frontdesk cannot start. The database at DATABASE_URL does not answer (ECONNREFUSED).',
    ],
  ])('says in one line what is wrong with %j', async (settings, line) => {
    expect(await Desk.launch({ DATA_DIR, ...settings }).end()).toEqual({ code: 1, lines: [line] });
  });
});

describe('a start in a difficult place', () => {
  asRoot('runs for root where PostgreSQL’s user cannot look, twice, and says where the data is', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'frontdesk-closed-'));
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    let folder = '';
    try {
      for (const time of ['first', 'second']) {
        const desk = Desk.launch({ DATA_DIR: closed });
        await desk.ready();
        folder = /its data is in (\S+)/.exec(desk.output)?.[1] ?? '';
        expect(`${time}: ${folder}`).toMatch(/: \/var\/lib\/frontdesk\//);
        await desk.interrupt();
        expect(databaseProcess(folder)).toBeUndefined();
      }
    } finally {
      rmSync(closed, { recursive: true, force: true });
      if (folder) rmSync(dirname(folder), { recursive: true, force: true });
    }
  });

  it('says in one line that a port is taken, and leaves nothing running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    const folder = openFolder();
    try {
      const { code, lines } = await Desk.launch({ DATA_DIR: folder, PORT: String(port) }).end();

      expect(code).toBe(1);
      expect(lines.at(-1)).toBe(
        `Frontdesk cannot start. Port ${port} is taken. Stop the other program, or set PORT (web) or SMTP_PORT (mail).`,
      );
      expect(lines.join('\n')).not.toContain('    at ');
      expect(databaseProcess(databaseFolder(folder))).toBeUndefined();
    } finally {
      other.close();
      removeDesk(folder);
    }
  });

  it('stops what it has started when it is told to stop while starting', async () => {
    const folder = openFolder();
    try {
      const desk = Desk.launch({ DATA_DIR: folder });
      await until('the database starts', () => existsSync(join(databaseFolder(folder), 'postmaster.pid')), 60_000);

      const { code } = await desk.interrupt();

      if (code !== 0) {
        // Too busy a machine: it gave up after nine seconds, and the next start ends what was left.
        const next = Desk.launch({ DATA_DIR: folder });
        await next.ready();
        await next.interrupt();
      }
      expect(databaseProcess(databaseFolder(folder))).toBeUndefined();
    } finally {
      removeDesk(folder);
    }
  });
});
