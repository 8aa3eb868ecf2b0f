import type { INestApplication } from '@nestjs/common';
import { UsersService } from '../identity/people/users.service.js';
import { ExtensionBook } from '../phone/extensions/extension-book.service.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { FIRM, PEOPLE, type TeamKey } from './firm.js';

/** Whoever answers calls has a number inside, and the desk has one for all of them. */
const DESKS: { team: TeamKey; first: number; group: { number: string; name: string } }[] = [
  { team: 'support', first: 201, group: { number: '300', name: 'Suporte' } },
  { team: 'security', first: 221, group: { number: '320', name: 'Mesa de segurança' } },
];

const TAKES_CALLS = new Set(['administrator', 'lead', 'agent']);

export async function seedExtensions(app: INestApplication): Promise<void> {
  const book = app.get(ExtensionBook, { strict: false });
  const users = app.get(UsersService, { strict: false });
  const taken = new Set<string>();
  for (const { team, first, group } of DESKS) {
    const members: string[] = [];
    const people = PEOPLE.filter(
      ({ teams, key, role }) => TAKES_CALLS.has(role) && teams.some((one) => one === team) && !taken.has(key),
    );
    for (const [at, { key, name }] of people.entries()) {
      const user = await users.findByEmail(`${key}@${FIRM.domain}`);
      if (!user) continue;
      taken.add(key);
      const extension = { kind: 'person' as const, number: String(first + at), name, userId: user.id };
      members.push((await book.create(SYSTEM, extension)).id);
    }
    if (members.length > 0)
      await book.create(SYSTEM, { kind: 'group', ...group, members, strategy: 'longest-idle', ringSeconds: 15 });
  }
}
