import { randomBytes } from 'node:crypto';
import { InvalidArgumentError, type Command } from 'commander';
import { RolesService } from '../identity/people/roles.service.js';
import { UserDirectoryService } from '../identity/people/user-directory.service.js';
import { UserQuery } from '../identity/people/user.dto.js';
import { UsersService } from '../identity/people/users.service.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { invalid } from '../platform/http/refusal.js';
import { withContext } from './context.js';
import { print } from './output.js';

interface NewUserOptions {
  email: string;
  name: string;
  role: string;
  password?: string;
  json?: boolean;
}

export function register(program: Command): void {
  const user = program.command('user').description('people who work with Frontdesk');

  user
    .command('create')
    .description('make an account; without --password one is made and printed')
    .requiredOption('--email <address>', 'to sign in with', emailAddress)
    .requiredOption('--name <name>', 'as others see it')
    .requiredOption(
      '--role <role>',
      'administrator, lead, agent, dispatcher, technician, sales, analyst, or the name of a role of yours',
    )
    .option('--password <password>', 'the first password')
    .option('--json', 'print JSON')
    .action(createUser);

  user
    .command('list')
    .description('everybody who has an account')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) => listUsers(json));
}

async function createUser({ email, name, role, password, json }: NewUserOptions): Promise<void> {
  const given = password ?? randomBytes(12).toString('base64url');
  await withContext(async ({ app }) => {
    const roles = await app.get(RolesService).all();
    const chosen = roles.find((r) => r.key === role || r.name.toLowerCase() === role.toLowerCase());
    if (!chosen)
      throw invalid('role', `there is none called "${role}"; there are ${roles.map((r) => r.name).join(', ')}`);
    const made = await app.get(UsersService).create(SYSTEM, { email, name, roleIds: [chosen.id], password: given });
    const shown = { id: made.id, email: made.email, name: made.name, role: chosen.key ?? chosen.name };
    print(password ? shown : { ...shown, password: given }, json);
  });
}

async function listUsers(json: boolean | undefined): Promise<void> {
  await withContext(async ({ app }) => {
    const rows: Record<string, unknown>[] = [];
    const query = Object.assign(new UserQuery(), { limit: 200 });
    for (;;) {
      const { items, nextCursor } = await app.get(UserDirectoryService).list(query);
      for (const { id, email, name, active, roles } of items) {
        rows.push({ id, email, name, active, roles: roles.map((r) => r.key ?? r.name).join(', ') });
      }
      if (!nextCursor) break;
      query.cursor = nextCursor;
    }
    print(rows, json);
  });
}

/** The door of the API checks by DTO; here the command itself is wrong, which is exit code 2. */
function emailAddress(value: string): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(value)) throw new InvalidArgumentError('expected an e-mail address');
  return value;
}
