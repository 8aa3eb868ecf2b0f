import { Work } from '../../src/platform/database/work.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { PortalCookie } from '../../src/portal/access/portal-cookie.js';
import { PortalSessions } from '../../src/portal/access/portal-sessions.service.js';
import { OWN_ONLY, type Rights } from '../../src/portal/accounts/rights.rules.js';
import { PortalAccounts } from '../../src/portal/accounts/portal-accounts.service.js';
import type { TestApp } from './app.js';
import { Door } from './door.js';
import { Make } from './make.js';

/** Everything that a customer can be allowed. */
export const EVERYTHING: Rights = { tickets: 'company', siteIds: [], equipment: true, money: true, people: true };

export interface CustomerOptions {
  name?: string;
  email?: string;
  companyId?: string;
  rights?: Partial<Rights>;
}

/** A customer who is signed in to the portal: a door that carries their cookie, and who they are. */
export class SignedInCustomer extends Door {
  constructor(
    base: string,
    readonly accountId: string,
    readonly contactId: string,
    readonly identityId: string,
    readonly email: string,
    readonly cookie: string,
  ) {
    super(base, { cookie });
  }
}

export async function customer(app: TestApp, options: CustomerOptions = {}): Promise<SignedInCustomer> {
  const { companyId, rights } = options;
  const contact = await new Make(app).contact(options);
  if (companyId) await app.db.query('update contacts set company_id = $2 where id = $1', [contact.id, companyId]);
  const given = { ...OWN_ONLY, ...rights };
  const account = await app
    .get(PortalAccounts)
    .invite(SYSTEM, contact.id, { rights: { ...given, siteIds: [...given.siteIds] } });
  return enter(app, account.id, contact);
}

export async function enter(
  app: TestApp,
  accountId: string,
  contact: { id: string; identityId: string; email: string },
): Promise<SignedInCustomer> {
  const { token } = await app
    .get(Work)
    .run((tx) => app.get(PortalSessions).open(tx, accountId, 'link', { address: '192.0.2.1', userAgent: 'test' }));
  const cookie = `${app.get(PortalCookie).name}=${token}`;
  return new SignedInCustomer(app.url, accountId, contact.id, contact.identityId, contact.email, cookie);
}
