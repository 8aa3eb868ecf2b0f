import type { Command } from 'commander';
import { InboxesService } from '../channels/inboxes.service.js';
import { withContext } from './context.js';
import { print } from './output.js';

export function register(program: Command): void {
  program
    .command('simulate <channel>')
    .description('a simulated customer writes through the real way in; the desk must be running')
    .option('--inbox <id>', 'which inbox; else the first of the channel')
    .option('--name <name>', 'who writes', 'Ana Souza')
    .option('--address <address>', 'from which address', 'ana.souza@customer.example')
    .option('--subject <subject>', 'about what', 'Router offline')
    .option('--text <text>', 'what they say', 'Good morning, the router at our shop has been offline since nine.')
    .option('--json', 'print JSON')
    .action(
      async (
        channel: string,
        options: { inbox?: string; name: string; address: string; subject: string; text: string; json?: boolean },
      ) => {
        await withContext(async ({ app }) => {
          const inboxes = (await app.get(InboxesService).list()).filter((inbox) => inbox.channel === channel);
          const inbox = options.inbox ? inboxes.find((one) => one.id === options.inbox) : inboxes.at(-1);
          if (!inbox)
            throw new Error(
              `There is no ${channel} inbox${options.inbox ? ' with this id' : ''}. Make one: frontdesk inbox create --channel ${channel} …`,
            );
          await app.get(InboxesService).simulate(inbox.id, options);
          print({ accepted: true, inbox: inbox.name }, options.json);
        });
      },
    );
}
