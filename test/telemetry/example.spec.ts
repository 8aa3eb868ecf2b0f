import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { TestApp } from '../harness/app.js';
import { lead } from '../harness/people.js';
import { Devices } from './devices.js';

/** The program of the documentation, run as it stands there. */
describe('the example of a device', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.boot();
  });
  afterAll(() => app.close());

  it('brings what it measures', async () => {
    const boss = await lead(app);
    const devices = await Devices.open(app, boss);
    const unit = await devices.unit();
    const key = await devices.key(unit.id);

    const program = spawn(process.execPath, ['docs/examples/device.mjs'], {
      env: {
        FRONTDESK_HOOK: `${app.url}/hooks/telemetry/${key.id}`,
        FRONTDESK_SECRET: key.secret,
        TIMES: '1',
        EVERY_MS: '1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(createInterface({ input: program.stdout }), 'line')) as [string];
    await devices.rollUp();

    expect(said).toBe('2 new, 0 known, 0 refused');
    const { body } = await boss.get<{ metrics: object[] }>(`/telemetry/units/${unit.id}`);
    expect(body.metrics).toMatchObject([{ key: 'temperature' }, { key: 'door', lastValue: 0 }]);
  });

  it('is forty lines long', () => {
    const code = readFileSync('docs/examples/device.mjs', 'utf8').trim().split('\n');
    expect(code.filter((one) => one.trim() && !/^\/[/*]/.test(one)).length).toBeLessThanOrEqual(40);
  });
});
