import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { randomToken, tokenHash } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import { Work } from '../../platform/database/work.js';
import { newId } from '../../platform/ids.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { AuditService } from '../audit/audit.service.js';
import { UsersService } from '../people/users.service.js';
import type { Caller } from '../sessions/sessions.service.js';
import { AttemptsService } from '../sign-in/attempts.service.js';
import { PasswordReset } from './password-reset.entity.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'identity.begin-password-reset': { email: string };
  }
}

export const RESET_MINUTES = 30;
export const RESET_SEAL = 'password reset';

@Injectable()
export class PasswordResetRequestsService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly jobs: Jobs,
    private readonly attempts: AttemptsService,
    private readonly users: UsersService,
    private readonly audit: AuditService,
  ) {}

  /** Whether the account exists is looked up by a job, so that neither the answer nor its duration tells. */
  async request(email: string, caller: Caller): Promise<void> {
    await this.attempts.reserve(`reset of ${email}`, caller.address);
    await this.jobs.add('identity.begin-password-reset', { email });
  }

  @Job('identity.begin-password-reset')
  async begin({ email }: { email: string }): Promise<void> {
    const user = await this.users.findByEmail(email);
    if (!user?.active) return;
    const [id, token, now] = [newId(), randomToken(), this.clock.now()];
    await this.work.run(async (tx) => {
      await tx.manager.delete(PasswordReset, { userId: user.id });
      await tx.insert(PasswordReset, {
        id,
        userId: user.id,
        tokenHash: tokenHash(token),
        tokenSealed: this.vault.seal(token, RESET_SEAL),
        createdAt: now,
        expiresAt: new Date(now.getTime() + RESET_MINUTES * 60_000),
      });
      tx.emit('identity.password-reset-requested', { resetId: id });
      await this.audit.record(tx, {
        actor: null,
        action: 'password.reset-requested',
        target: { kind: 'user', id: user.id },
      });
    });
  }
}
