import { spawn } from 'node:child_process';
import { TestApp } from '../harness/app.js';

/** The built command, as `npm run cli --` calls it, against the database of a desk that is running. */
describe('the command line', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  function frontdesk(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const { DATABASE_URL, DATA_DIR, SECRET_KEY } = {
      DATABASE_URL: app.config.get('DATABASE_URL'),
      DATA_DIR: app.config.dataDir,
      SECRET_KEY: app.config.get('SECRET_KEY'),
    };
    const child = spawn(process.execPath, ['dist/server/cli.js', ...args], {
      env: { PATH: process.env.PATH, DATABASE_URL, DATA_DIR, SECRET_KEY, SMTP_PORT: '0' },
    });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString()));
    return new Promise((done) => child.on('close', (code) => done({ code, out: out.join(''), err: err.join('') })));
  }

  it('prints the whole OpenAPI document into a pipe, without a database', async () => {
    const told = await frontdesk('openapi');
    expect([told.code, told.err]).toEqual([0, '']);
    const { openapi, paths } = JSON.parse(told.out) as { openapi: string; paths: Record<string, object> };
    expect(openapi).toMatch(/^3\.1/);
    expect(Object.keys(paths)).toContain('/api/v1/tickets/{id}');
  });

  it('makes a person and a token with which a script gets in', async () => {
    const person = [
      '--email',
      'ana@desk.example',
      '--name',
      'Ana',
      '--role',
      'lead',
      '--password',
      'seven rusty kettles',
    ];
    const made = await frontdesk('user', 'create', ...person, '--json');
    expect([made.code, made.err]).toEqual([0, '']);
    expect(JSON.parse(made.out)).toMatchObject({ email: 'ana@desk.example', role: 'lead' });

    const token = await frontdesk('token', 'create', '--user', 'ana@desk.example', '--scope', 'users:read');
    expect(token.code).toBe(0);
    const script = app.anyone.with({ Authorization: `Bearer ${token.out.trim()}` });

    expect((await script.get('/me')).body).toMatchObject({ name: 'Ana', permissions: ['users:read'] });
    expect(
      (await app.anyone.post('/session', { email: 'ana@desk.example', password: 'seven rusty kettles' })).status,
    ).toBe(201);
    expect((await frontdesk('user', 'list')).out).toContain('ana@desk.example');
  }, 120_000);

  it('ends with 1 where it fails and 2 where the command is wrong', async () => {
    const nobody = await frontdesk('token', 'create', '--user', 'nobody@desk.example');
    expect([nobody.code, nobody.err]).toEqual([1, 'There is no such active user.\n']);

    const role = await frontdesk('user', 'create', '--email', 'b@desk.example', '--name', 'B', '--role', 'emperor');
    expect(role.code).toBe(1);
    expect(role.err).toContain('there is none called "emperor"');

    expect((await frontdesk('user', 'create', '--name', 'B')).code).toBe(2);
    expect((await frontdesk('user', 'create', '--email', 'b', '--name', 'B', '--role', 'agent')).code).toBe(2);
  }, 120_000);

  it('verifies the audit log', async () => {
    const verdict = await frontdesk('audit', 'verify', '--json');

    expect(verdict.code).toBe(0);
    expect(JSON.parse(verdict.out)).toMatchObject({ ok: true });
  }, 120_000);
});
