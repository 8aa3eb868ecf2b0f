import type { Command } from 'commander';
import { InboxesService } from '../channels/inboxes.service.js';
import { LineChecks } from '../channels/line-checks.service.js';
import { withContext } from './context.js';
import { print } from './output.js';

export function register(program: Command): void {
  const inbox = program.command('inbox').description('lines on which customers reach you');

  inbox
    .command('create')
    .description('add an inbox')
    .requiredOption('--channel <kind>', 'such as email or chat')
    .requiredOption('--name <name>', 'what people call it')
    .option('--address <address>', 'the mail address or number that customers use')
    .option('--settings <json>', 'settings after the channel’s schema (GET /api/v1/channels)', '{}')
    .option('--json', 'print JSON')
    .action(async (options: { channel: string; name: string; address?: string; settings: string; json?: boolean }) => {
      const settings = JSON.parse(options.settings) as Record<string, unknown>;
      await withContext(async ({ app }) => {
        const made = await app
          .get(InboxesService)
          .create({ channel: options.channel, name: options.name, address: options.address, settings });
        const { id, channel, name, address, publicKey } = made.inbox;
        print({ id, channel, name, address, publicKey, ...made.secrets }, options.json);
      });
    });

  inbox
    .command('list')
    .description('all inboxes')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      await withContext(async ({ app }) => {
        const rows = await app.get(InboxesService).list();
        print(
          rows.map(({ id, channel, name, address, publicKey, state }) => ({
            id,
            channel,
            name,
            address,
            publicKey,
            state,
          })),
          options.json,
        );
      });
    });

  inbox
    .command('check <id>')
    .description('test the connection of an inbox')
    .option('--json', 'print JSON')
    .action(async (id: string, options: { json?: boolean }) => {
      await withContext(async ({ app }) => {
        const result = await app.get(LineChecks).check(id);
        print(options.json ? { ...result } : result.steps.map((step) => ({ ...step })), options.json);
        if (!result.ok) process.exitCode = 1;
      });
    });
}
