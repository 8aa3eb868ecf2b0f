import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../identity/sessions/sessions.service.js';
import { AttemptsService } from '../../identity/sign-in/attempts.service.js';
import { Clock } from '../../platform/clock.js';
import { randomToken, tokenHash } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { newId } from '../../platform/ids.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { canonicalMail } from '../access/address.rules.js';
import { PortalLink, type LinkPurpose } from './link.entity.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'portal.send-link': { email: string };
  }
}

export const LINK_MINUTES = 15;
export const INVITATION_DAYS = 7;
export const LINK_SEAL = 'portal link';

const LASTS_MS: Record<LinkPurpose, number> = {
  'sign-in': LINK_MINUTES * 60_000,
  invitation: INVITATION_DAYS * 86_400_000,
};

/** Links that open the portal once. */
@Injectable()
export class PortalLinks {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly jobs: Jobs,
    private readonly attempts: AttemptsService,
  ) {}

  /** Whether somebody has an account is looked up by a job, so that neither the answer nor its duration tells. */
  async request(email: string, caller: Caller): Promise<void> {
    await this.attempts.reserve(`portal link of ${email}`, caller.address);
    await this.jobs.add('portal.send-link', { email });
  }

  @Job('portal.send-link')
  async send({ email }: { email: string }): Promise<void> {
    const account = await this.accountOf(email);
    if (account) await this.work.run((tx) => this.make(tx, account.id, 'sign-in'));
  }

  /** The account that may enter under this address, whatever its rights. */
  async accountOf(email: string): Promise<{ id: string; passwordHash: string | null } | undefined> {
    const [account] = await this.db.query<{ id: string; passwordHash: string | null }[]>(
      `select a.id, a.password_hash as "passwordHash" from contact_identities i
       join portal_accounts a on a.identity_id = i.id and a.state <> 'revoked'
       join contacts c on c.id = i.contact_id and c.deleted_at is null
       where i.kind = 'email' and i.scope = '' and i.value = $1 and i.valid_to is null`,
      [canonicalMail(email)],
    );
    return account;
  }

  /** Ends the one before it. The mail goes out after the commit. */
  async make(tx: Tx, accountId: string, purpose: LinkPurpose): Promise<void> {
    const [id, token, now] = [newId(), randomToken(), this.clock.now()];
    await tx.query('delete from portal_links where account_id = $1 and purpose = $2', [accountId, purpose]);
    await tx.insert(PortalLink, {
      id,
      accountId,
      purpose,
      tokenHash: tokenHash(token),
      tokenSealed: this.vault.seal(token, LINK_SEAL),
      createdAt: now,
      expiresAt: new Date(now.getTime() + LASTS_MS[purpose]),
    });
    tx.emit('portal.link-made', { linkId: id });
  }

  /** Whose it is; and it is gone. */
  async take(tx: Tx, token: string): Promise<string | undefined> {
    const [link] = await tx.query<{ account_id: string }>(
      'delete from portal_links where token_hash = $1 and expires_at > $2 returning account_id',
      [tokenHash(token), this.clock.now()],
    );
    return link?.account_id;
  }
}
