import type { Command } from 'commander';
import { HealthProbes } from '../platform/telemetry/health.js';
import { ClockRebuild } from '../sla/rebuild.service.js';
import { withContext } from './context.js';
import { print } from './output.js';

export function register(program: Command): void {
  program
    .command('doctor')
    .description('look at the installation and say what is wrong')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      await withContext(async ({ app, config }) => {
        const parts = await app.get(HealthProbes).ask();
        const warnings = [
          ...(config.get('PUBLIC_URL')
            ? []
            : [
                {
                  part: 'PUBLIC_URL',
                  ok: false,
                  detail: 'not set: links in mails and webhook signatures use the local address',
                },
              ]),
          ...(config.get('PUBLIC_URL') && !config.secure
            ? [{ part: 'https', ok: false, detail: 'people reach this desk without encryption' }]
            : []),
        ];
        const { tickets, different } = await app.get(ClockRebuild).compare();
        const promises = {
          part: 'promises',
          ok: different.length === 0,
          detail:
            different.length === 0
              ? `the clocks of ${tickets} tickets are what their ledgers say`
              : `clocks differ from their ledgers, on tickets ${different.join(', ')}: run frontdesk sla rebuild`,
        };
        const rows = [...Object.entries(parts).map(([part, health]) => ({ part, ...health })), promises, ...warnings];
        print(rows, options.json);
        if (!promises.ok || Object.values(parts).some((part) => !part.ok)) process.exitCode = 1;
      });
    });
}
