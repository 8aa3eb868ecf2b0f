import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { tokenHash } from '../../platform/crypto/tokens.js';
import { Work } from '../../platform/database/work.js';
import { Refusal } from '../../platform/http/refusal.js';
import { AuditService } from '../audit/audit.service.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { signedIn } from '../people/signed-in.js';
import { User } from '../people/user.entity.js';
import { UsersService } from '../people/users.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { PasswordResetConfirmation } from './password-reset.dto.js';
import { PasswordReset } from './password-reset.entity.js';

@Injectable()
export class PasswordResetService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly users: UsersService,
    private readonly credentials: CredentialsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  /** Ends every session: whoever held one may be the reason for the new password. */
  async confirm({ token, password }: PasswordResetConfirmation): Promise<void> {
    const key = { tokenHash: tokenHash(token) };
    const open = await this.db.getRepository(PasswordReset).findOneBy(key);
    const user = open && open.expiresAt > this.clock.now() ? await this.users.find(open.userId) : null;
    if (!user?.active) throw gone();
    const passwordHash = await this.credentials.hashNew(password, user);
    await this.work.run(async (tx) => {
      const used = await tx.query('delete from password_resets where token_hash = $1 returning 1', [key.tokenHash]);
      const present = used.length > 0 && (await tx.lock(User, { id: user.id }));
      if (!present || !present.active) throw gone();
      await this.credentials.store(tx, user.id, passwordHash);
      await this.sessions.endAll(tx, user.id);
      await this.audit.record(tx, {
        actor: signedIn(user),
        action: 'password.reset',
        target: { kind: 'user', id: user.id },
      });
    });
  }
}

const gone = (): Refusal =>
  new Refusal('invalid_token', 422, 'This link does not work any more. Ask for a new one.', {
    errors: [{ path: 'token', message: 'used, expired or unknown' }],
  });
