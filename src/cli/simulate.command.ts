import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { PaymentConnections } from '../billing/payments/payment-connections.service.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { ChannelRegistry } from '../channels/registry.js';
import { DeviceSimulator } from '../telemetry/intake/device-simulator.service.js';
import { withContext } from './context.js';
import { print } from './output.js';

interface Options {
  inbox?: string;
  name: string;
  address: string;
  subject: string;
  text: string;
  serve?: string;
  invoice?: string;
  worst?: boolean;
  key?: string;
  minutes: string;
  value?: string;
  late?: string;
  repeated?: boolean;
  shuffled?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('simulate <channel>')
    .description(
      'a simulated customer writes through the real way in, pays (`simulate payment`), or has devices that measure (`simulate telemetry`); the desk must be running',
    )
    .option('--inbox <id>', 'which inbox; else the first of the channel')
    .option('--name <name>', 'who writes', 'Ana Souza')
    .option('--address <address>', 'from which address', 'ana.souza@customer.example')
    .option('--subject <subject>', 'about what', 'Router offline')
    .option('--text <text>', 'what they say', 'Good morning, the router at our shop has been offline since nine.')
    .option('--serve <port>', 'play the whole provider on this port, both ways; it prints what to enter where')
    .option(
      '--worst',
      'with --serve: webhooks five times and in any order, receipts first, a third of the answers lost',
    )
    .option('--invoice <number>', 'with `payment`: which invoice is paid, such as F-00042')
    .option('--key <id>', 'with `telemetry`: by which device key; else the newest')
    .option('--minutes <count>', 'with `telemetry`: readings of so many minutes', '1')
    .option('--value <number>', 'with `telemetry`: this number for every metric, to cross a threshold')
    .option('--late <minutes>', 'with `telemetry`: of a device that was cut off for as long')
    .option('--repeated', 'with `telemetry`: each batch three times')
    .option('--shuffled', 'with `telemetry`: in any order')
    .option('--json', 'print JSON')
    .action(async (channel: string, options: Options) => {
      if (channel === 'payment') return pay(options);
      if (channel === 'telemetry') return measure(options);
      if (options.serve) return serve(channel, Number(options.serve), options.worst === true);
      await withContext(async ({ app }) => {
        const inboxes = (await app.get(InboxesService).list()).filter((inbox) => inbox.channel === channel);
        const inbox = options.inbox ? inboxes.find((one) => one.id === options.inbox) : inboxes.at(-1);
        if (!inbox)
          throw new Error(
            `There is no ${channel} inbox${options.inbox ? ' with this id' : ''}. Make one: frontdesk inbox create --channel ${channel} … Those of the demo are in its own folder: DATA_DIR=./data/demo`,
          );
        await app.get(InboxesService).simulate(inbox.id, options);
        print({ accepted: true, inbox: inbox.name }, options.json);
      });
    });
}

/** A provider that tells us, signed, that the customer has paid what is open. */
async function pay({ invoice, json }: Options): Promise<void> {
  if (!invoice) throw new Error('Say which invoice is paid: frontdesk simulate payment --invoice F-00042');
  await withContext(async ({ app }) => {
    const { amount, currency } = await app.get(PaymentConnections, { strict: false }).simulate(invoice);
    print({ accepted: true, invoice, amount, currency }, json);
  });
}

/** Devices that send what they measured, signed, in order or not. */
async function measure({ key, minutes, value, late, repeated, shuffled, json }: Options): Promise<void> {
  const wanted = { key, minutes: Number(minutes), value: value ? Number(value) : undefined, repeated, shuffled };
  const lateBy = late ? Number(late) : undefined;
  if (![wanted.minutes, wanted.value ?? 0, lateBy ?? 0].every(Number.isFinite) || wanted.minutes < 1)
    throw new Error('--minutes, --value and --late are numbers.');
  await withContext(async ({ app }) => {
    print(await app.get(DeviceSimulator, { strict: false }).send({ ...wanted, late: lateBy }), json);
  });
}

/** Until the input ends: each line is said by a customer, and what the desk answers is shown. */
async function serve(channel: string, port: number, worst: boolean): Promise<void> {
  await withContext(async ({ app }) => {
    const registry = app.get(ChannelRegistry);
    const adapter = registry.has(channel) ? registry.get(channel) : undefined;
    if (!adapter?.playProvider) throw new Error(`The provider of "${channel}" cannot be played here.`);
    const tell = (line: string): void => void process.stdout.write(`${line}\n`);
    const provider = await adapter.playProvider({ port, worst, tell });
    tell(provider.hint);
    for await (const line of createInterface({ input: process.stdin })) if (line.trim()) await provider.say(line);
    await provider.close();
  });
}
