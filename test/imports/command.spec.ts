import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestApp } from '../harness/app.js';
import { administrator, type Person } from '../harness/people.js';

/** The built command, against the database of a desk that is running. */
describe('the command that imports', () => {
  let app: TestApp;
  let admin: Person;
  let folder: string;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app, { name: 'Helena', email: 'helena@desk.example' });
    folder = mkdtempSync(join(tmpdir(), 'frontdesk-import-'));
    writeFileSync(join(folder, 'people.csv'), 'Quem;Onde\nAna Lima;ana@lima.example\nNobody;not an address\n');
    const columns = { Quem: 'name', Onde: 'mail' };
    writeFileSync(join(folder, 'map.json'), JSON.stringify({ columns, options: { tags: ['old desk'] } }));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await app.close();
  });

  function frontdesk(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const { DATABASE_URL, DATA_DIR, SECRET_KEY } = {
      DATABASE_URL: app.config.get('DATABASE_URL'),
      DATA_DIR: app.config.dataDir,
      SECRET_KEY: app.config.get('SECRET_KEY'),
    };
    const child = spawn(process.execPath, ['dist/server/cli.js', 'import', ...args], {
      env: { PATH: process.env.PATH, DATABASE_URL, DATA_DIR, SECRET_KEY, SMTP_PORT: '0' },
    });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString()));
    return new Promise((done) => child.on('close', (code) => done({ code, out: out.join(''), err: err.join('') })));
  }
  const people = () =>
    app.db.query<{ name: string; tags: string[] }[]>(`select name, tags from contacts where name = 'Ana Lima'`);
  const given = () => [
    ...['run', join(folder, 'people.csv'), '--kind', 'contacts', '--by', 'helena@desk.example'],
    ...['--mapping', join(folder, 'map.json'), '--json'],
  ];

  it('says what would be, does it, and takes it back', async () => {
    const dry = await frontdesk(...given(), '--dry-run');
    expect([dry.code, dry.err]).toEqual([0, expect.stringContaining('checking')]);
    expect(JSON.parse(dry.out)).toMatchObject({ state: 'checked', 'contacts create': 1, 'contacts refuse': 1 });
    expect(await people()).toEqual([]);

    const done = JSON.parse((await frontdesk(...given())).out) as { id: string };
    expect(done).toMatchObject({ state: 'done', 'contacts created': 1 });
    expect(await people()).toEqual([{ name: 'Ana Lima', tags: ['old desk'] }]);
    expect((await admin.get<{ state: string }>(`/imports/${done.id}`)).body.state).toBe('done');

    const back = await frontdesk('undo', done.id, '--by', 'helena@desk.example', '--json');
    expect(JSON.parse(back.out)).toMatchObject({ state: 'undone', 'contacts removed': 1 });
    expect(await people()).toEqual([]);
  }, 120_000);

  it('refuses a stranger’s name and a column that is not there', async () => {
    const stranger = await frontdesk(
      'run',
      join(folder, 'people.csv'),
      '--kind',
      'contacts',
      '--by',
      'eve@else.example',
    );
    expect([stranger.code, stranger.err]).toEqual([1, expect.stringContaining('Nobody who works')]);
    writeFileSync(join(folder, 'map.json'), JSON.stringify({ columns: { Phone: 'phone' } }));
    const wrong = await frontdesk(...given());
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('It has: Quem, Onde')]);
  }, 120_000);
});
