import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { TestApp } from '../../harness/app.js';
import { administrator, type Person } from '../../harness/people.js';

/** The program of the documentation, run as it stands there. */
describe('the example of an API line', () => {
  let app: TestApp;
  let admin: Person;
  let program: ChildProcess;
  let printed: Interface;
  let url: string;

  const line = async (): Promise<string> => ((await once(printed, 'line')) as [string])[0];

  beforeAll(async () => {
    app = await TestApp.boot({ EGRESS_ALLOW: '127.0.0.0/8' });
    admin = await administrator(app);
    const { body } = await admin.post<{ id: string; secret: string; version: number }>('/inboxes', {
      channel: 'api',
      name: 'Example',
    });
    program = spawn(process.execPath, ['docs/examples/api-line.mjs'], {
      env: {
        FRONTDESK_HOOK: `${app.url}/hooks/api/${body.id}`,
        FRONTDESK_SECRET: body.secret,
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    printed = createInterface({ input: program.stdout! });
    url = `http://127.0.0.1:${/\d+$/.exec(await line())![0]}`;
    await admin.patch(`/inboxes/${body.id}`, { version: body.version, settings: { url } });
    await app.settle();
  });
  afterAll(async () => {
    program?.kill();
    await app?.close();
  });

  it('carries a question to the desk and the answer back', async () => {
    const said = { from: { id: 'ana', name: 'Ana' }, text: 'Is the shop open on Sunday?' };
    await fetch(`${url}/say`, { method: 'POST', body: JSON.stringify(said) });
    await app.settle();
    const [row] = await app.db.query<[{ ticket_id: string }]>('select ticket_id from messages where text = $1', [
      said.text,
    ]);

    const answer = line();
    await admin.post(`/tickets/${row.ticket_id}/messages`, { kind: 'reply', text: 'From ten to four.' });
    await app.settle();

    expect(await answer).toBe(`${admin.name} to ana: From ten to four.`);
    const [sent] = await app.db.query<[object]>(`select state, external_id from messages where direction = 'out'`);
    expect(sent).toEqual({ state: 'sent', external_id: 'mine-1' });
  });

  it('is forty lines long', async () => {
    const { readFileSync } = await import('node:fs');
    const code = readFileSync('docs/examples/api-line.mjs', 'utf8').trim().split('\n');

    expect(code.filter((one) => one.trim() && !/^\/[/*]/.test(one)).length).toBeLessThanOrEqual(40);
  });
});
