import type { Command } from 'commander';
import { UsersService } from '../identity/people/users.service.js';
import { ApiTokensService } from '../identity/tokens/api-tokens.service.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { notFound } from '../platform/http/refusal.js';
import { withContext } from './context.js';
import { print } from './output.js';

interface NewTokenOptions {
  user: string;
  scope?: string[];
  name: string;
  expires?: string;
  json?: boolean;
}

export function register(program: Command): void {
  const token = program.command('token').description('secrets for scripts');

  token
    .command('create')
    .description('make an API token and print it; it is never shown again')
    .requiredOption('--user <email>', 'for whom it acts; it never may more than they')
    .option('--scope <permission...>', 'what it may (several allowed); without: everything that the user may')
    .option('--name <name>', 'what it is for', 'command line')
    .option('--expires <time>', 'ISO 8601; without: never')
    .option('--json', 'print JSON')
    .action(createToken);
}

async function createToken({ user: email, scope, name, expires, json }: NewTokenOptions): Promise<void> {
  await withContext(async ({ app }) => {
    const user = await app.get(UsersService).findByEmail(email);
    if (!user?.active) throw notFound('active user');
    const body = { name, scopes: scope?.flatMap((s) => s.split(',')), expiresAt: expires };
    const { row, token } = await app.get(ApiTokensService).create(SYSTEM, user.id, body);
    if (json) print({ id: row.id, user: user.email, scopes: row.scopes, expiresAt: row.expiresAt, token }, true);
    // Alone on its line, so that a script can take it: TOKEN=$(frontdesk token create …)
    else process.stdout.write(`${token}\n`);
  });
}
