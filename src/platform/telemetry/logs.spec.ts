import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Logs } from './logs.js';

describe('log lines', () => {
  const lines: Record<string, unknown>[] = [];
  const log = Logs.for('test');
  beforeEach(() => {
    lines.length = 0;
    Logs.setLevel('info', new Writable({ write: (line, _, done) => (lines.push(JSON.parse(String(line))), done()) }));
  });
  afterAll(() => Logs.setLevel('silent'));

  it('carry the correlation id of what they belong to, across awaits and apart from each other', async () => {
    await Promise.all(
      ['first-request', 'second-request'].map((id) =>
        Logs.within(id, async () => {
          await pause(5);
          log.info({ id }, 'worked');
        }),
      ),
    );

    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line.correlationId).toBe(line.id);
  });

  it('leave out secrets', () => {
    log.info({ user: { password: 'hunter2', token: 'fd_abc', cookie: 'sid=1' }, password: 'hunter3' }, 'signed in');

    expect(JSON.stringify(lines)).not.toMatch(/hunter|fd_abc|sid=1/);
  });

  it('leave out what a database error quotes from a row', () => {
    const error = Object.assign(new Error('duplicate key value violates unique constraint "users_email"'), {
      code: '23505',
      constraint: 'users_email',
      detail: 'Key (email)=(ana@desk.example) already exists.',
      query: 'insert into users …',
      parameters: ['ana@desk.example'],
      driverError: { detail: 'Key (email)=(ana@desk.example) already exists.' },
    });

    log.error({ err: error }, 'failed');

    expect(lines[0]).toMatchObject({ err: { code: '23505', constraint: 'users_email' } });
    expect(JSON.stringify(lines)).not.toContain('ana@');
  });

  it('follow the level', () => {
    log.debug('details');
    log.warn('look at this');

    expect(lines.map((line) => line.msg)).toEqual(['look at this']);
  });
});
