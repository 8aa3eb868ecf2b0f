import { newId } from '../../src/platform/ids.js';
import { Work } from '../../src/platform/database/work.js';
import { RolesService } from '../../src/identity/people/roles.service.js';
import { UsersService } from '../../src/identity/people/users.service.js';
import { PasswordHasher } from '../../src/identity/credentials/password-hasher.js';
import { SessionsService } from '../../src/identity/sessions/sessions.service.js';
import type { TestApp } from './app.js';
import { Door } from './door.js';

export type ShippedRoleKey = 'administrator' | 'lead' | 'agent' | 'dispatcher' | 'technician' | 'sales' | 'analyst';
export const SHIPPED_ROLES: ShippedRoleKey[] = [
  'administrator',
  'lead',
  'agent',
  'dispatcher',
  'technician',
  'sales',
  'analyst',
];

export interface PersonOptions {
  name?: string;
  email?: string;
  teamIds?: string[];
  /** Only for tests that sign in by the form: hashing costs time. */
  password?: string;
}

/** Somebody signed in: a door that carries their cookie, and who they are. */
export class Person extends Door {
  constructor(
    base: string,
    readonly id: string,
    readonly name: string,
    readonly email: string,
    readonly sessionId: string,
    /** For sockets: `extraHeaders: { cookie: person.cookie }`. */
    readonly cookie: string,
  ) {
    super(base, { cookie });
  }
}

let made = 0;

/** An account with one of the shipped roles (or a role's id), without a session. */
export async function makeUser(
  app: TestApp,
  role: ShippedRoleKey | string = 'agent',
  { name, email, teamIds = [], password }: PersonOptions = {},
): Promise<{ id: string; name: string; email: string }> {
  made += 1;
  const shipped = await app.get(RolesService).byKey(role);
  const passwordHash = password ? await app.get(PasswordHasher).hash(password) : undefined;
  const user = await app.get(Work).run((tx) =>
    app.get(UsersService).admit(tx, {
      name: name ?? `${role} ${made}`,
      email: email ?? `${role}-${made}-${newId().slice(-6)}@desk.example`,
      roleIds: [shipped?.id ?? role],
      teamIds,
      passwordHash,
    }),
  );
  return { id: user.id, name: user.name, email: user.email };
}

/** A new person of the role, signed in as after the form, without the cost of a password. */
export async function signIn(
  app: TestApp,
  role: ShippedRoleKey | string = 'agent',
  options: PersonOptions = {},
): Promise<Person> {
  const user = await makeUser(app, role, options);
  const session = await app
    .get(Work)
    .run((tx) =>
      app.get(SessionsService).open(tx, user.id, { by: 'password' }, { address: '127.0.0.1', userAgent: 'test' }),
    );
  return new Person(app.url, user.id, user.name, user.email, session.id, `frontdesk_session=${session.token}`);
}

export const administrator = (app: TestApp, options?: PersonOptions): Promise<Person> =>
  signIn(app, 'administrator', options);
export const lead = (app: TestApp, options?: PersonOptions): Promise<Person> => signIn(app, 'lead', options);
export const agent = (app: TestApp, options?: PersonOptions): Promise<Person> => signIn(app, 'agent', options);

let teams = 0;
export async function makeTeam(app: TestApp, name = `Team ${(teams += 1)}`): Promise<{ id: string; name: string }> {
  const id = newId();
  await app.db.query('insert into teams (id, name, created_at) values ($1, $2, now())', [id, name]);
  return { id, name };
}
