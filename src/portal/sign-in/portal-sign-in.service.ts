import { Injectable } from '@nestjs/common';
import { AuditService } from '../../identity/audit/audit.service.js';
import { CredentialsService } from '../../identity/credentials/credentials.service.js';
import type { Caller, OpenedSession } from '../../identity/sessions/sessions.service.js';
import { AttemptsService } from '../../identity/sign-in/attempts.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { invalid, Refusal } from '../../platform/http/refusal.js';
import { actorOf, type Customer } from '../access/customer.js';
import { PortalSessions } from '../access/portal-sessions.service.js';
import type { PortalSignInMethod } from '../access/session.entity.js';
import { PortalLinks } from './portal-links.service.js';
import type { PortalPasswordChange, PortalSignIn } from './sign-in.dto.js';

/** How customers prove who they are. */
@Injectable()
export class PortalSignInService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly links: PortalLinks,
    private readonly sessions: PortalSessions,
    private readonly attempts: AttemptsService,
    private readonly credentials: CredentialsService,
    private readonly audit: AuditService,
  ) {}

  byLink(token: string, caller: Caller): Promise<OpenedSession> {
    return this.work.run(async (tx) => {
      const accountId = await this.links.take(tx, token);
      const session = accountId && (await this.open(tx, accountId, 'link', caller));
      if (!session) throw gone();
      return session;
    });
  }

  /** The same answer after the same time whether there is no such account, none with a password, or it is wrong. */
  async byPassword({ email, password }: PortalSignIn, caller: Caller): Promise<OpenedSession> {
    const attempt = await this.attempts.reserve(`portal of ${email}`, caller.address);
    const account = await this.links.accountOf(email);
    const right = await this.credentials.matches(account?.passwordHash ?? null, password);
    const session = account && right && (await this.work.run((tx) => this.open(tx, account.id, 'password', caller)));
    if (!session) throw new Refusal('invalid_credentials', 401, 'E-mail address or password is not right.');
    await attempt.succeed();
    return session;
  }

  /** By an address that a provider verified; nobody where it has no access. */
  async byAddress(email: string, caller: Caller): Promise<OpenedSession | undefined> {
    const account = await this.links.accountOf(email);
    return account && this.work.run((tx) => this.open(tx, account.id, 'sso', caller));
  }

  /** Signs out everywhere else. */
  async changePassword(customer: Customer, { current, password }: PortalPasswordChange, caller: Caller): Promise<void> {
    const { accountId, email, name } = customer;
    if (customer.hasPassword && customer.method !== 'link') {
      const attempt = await this.attempts.reserve(`portal of ${email}`, caller.address);
      const account = await this.links.accountOf(email);
      if (!(await this.credentials.matches(account?.passwordHash ?? null, current ?? ''))) {
        throw invalid('current', 'is not your password');
      }
      await attempt.succeed();
    }
    const hash = await this.credentials.hashNew(password, { email, name });
    await this.work.run(async (tx) => {
      await tx.query('update portal_accounts set password_hash = $2 where id = $1', [accountId, hash]);
      await this.sessions.endAll(tx, accountId, customer.sessionId);
      await this.audit.record(tx, {
        actor: actorOf(customer),
        action: 'portal.password-changed',
        target: { kind: 'portal_account', id: accountId },
        address: caller.address,
      });
    });
  }

  private async open(
    tx: Tx,
    accountId: string,
    method: PortalSignInMethod,
    caller: Caller,
  ): Promise<OpenedSession | undefined> {
    const now = this.clock.now();
    const [account] = await tx.query<{ contact_id: string; name: string }>(
      `update portal_accounts a set state = 'active', activated_at = coalesce(activated_at, $2), seen_at = $2
       from contact_identities i join contacts c on c.id = i.contact_id
       where a.id = $1 and a.state <> 'revoked' and i.id = a.identity_id and i.valid_to is null and c.deleted_at is null
       returning i.contact_id, c.name`,
      [accountId, now],
    );
    if (!account) return undefined;
    // They opened what was sent there.
    if (method === 'link') {
      await tx.query(
        'update contact_identities set verified = true where id = (select identity_id from portal_accounts where id = $1)',
        [accountId],
      );
    }
    const session = await this.sessions.open(tx, accountId, method, caller);
    await this.audit.record(tx, {
      actor: actorOf({ contactId: account.contact_id, name: account.name }),
      action: 'portal.session-opened',
      target: { kind: 'portal_account', id: accountId },
      address: caller.address,
      data: { method },
    });
    return session;
  }
}

const gone = (): Refusal =>
  new Refusal('invalid_token', 422, 'This link does not work any more. Ask for a new one.', {
    errors: [{ path: 'token', message: 'used, expired or unknown' }],
  });
