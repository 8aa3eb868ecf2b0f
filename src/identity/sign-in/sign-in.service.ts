import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { Refusal } from '../../platform/http/refusal.js';
import { AuditService } from '../audit/audit.service.js';
import { Credentials } from '../credentials/credentials.entity.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { PasswordHasher } from '../credentials/password-hasher.js';
import { signedIn } from '../people/signed-in.js';
import { normalEmail } from '../people/users.service.js';
import { User } from '../people/user.entity.js';
import { TotpService } from '../second-factor/totp.service.js';
import { SessionsService, type Caller, type OpenedSession, type WayIn } from '../sessions/sessions.service.js';
import { AttemptsService } from './attempts.service.js';
import type { PasswordChange, SignIn } from './sign-in.dto.js';
import { ReproofService } from './reproof.service.js';

@Injectable()
export class SignInService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly attempts: AttemptsService,
    private readonly hasher: PasswordHasher,
    private readonly credentials: CredentialsService,
    private readonly totp: TotpService,
    private readonly reproof: ReproofService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  /** The same answer after the same time whether the account does not exist, is inactive or the password is wrong. */
  async signIn({ email, password, totp }: SignIn, caller: Caller): Promise<OpenedSession> {
    const attempt = await this.attempts.reserve(email, caller.address);
    const user = await this.db.getRepository(User).findOneBy({ email: normalEmail(email), active: true });
    const proof = user && (await this.db.getRepository(Credentials).findOneBy({ userId: user.id }));
    const right = await this.hasher.verify(proof?.passwordHash ?? null, password);
    if (!user || !proof || !right) return this.refuse('invalid_credentials', user, caller);
    if (proof.totpConfirmedAt) {
      if (!totp) {
        await attempt.forgive();
        throw new Refusal('totp_required', 401, 'Enter the code of your second factor.');
      }
      if (!(await this.totp.prove(user.id, totp))) return this.refuse('totp_invalid', user, caller);
    }
    await attempt.succeed();
    await this.renewOutdatedHash(user.id, proof.passwordHash!, password);
    return this.open(user, { by: 'password', secondFactor: proof.totpConfirmedAt !== null }, caller);
  }

  open(user: User, way: WayIn, caller: Caller): Promise<OpenedSession> {
    return this.work.run(async (tx) => {
      const session = await this.sessions.open(tx, user.id, way, caller);
      await this.audit.record(tx, {
        actor: signedIn(user),
        action: 'session.opened',
        target: { kind: 'session', id: session.id },
        address: caller.address,
        data: { method: way.by, ...(way.secondFactor && { secondFactor: true }) },
      });
      return session;
    });
  }

  async changePassword(
    actor: Actor,
    { current, password }: PasswordChange,
    caller: Caller,
  ): Promise<OpenedSession | undefined> {
    const user = await this.db.getRepository(User).findOneByOrFail({ id: actor.id! });
    await this.reproof.require(actor, { password: current }, caller, 'current');
    const passwordHash = await this.credentials.hashNew(password, user);
    return this.work.run(async (tx) => {
      await this.credentials.store(tx, user.id, passwordHash);
      await this.sessions.endAll(tx, user.id, actor.sessionId);
      const renewed = actor.sessionId ? await this.sessions.replaceToken(tx, actor.sessionId) : undefined;
      await this.audit.record(tx, { actor, action: 'password.changed', target: { kind: 'user', id: user.id } });
      return renewed;
    });
  }

  private async refuse(
    code: 'invalid_credentials' | 'totp_invalid',
    user: User | null,
    caller: Caller,
  ): Promise<never> {
    await this.work.run((tx) =>
      this.audit.record(tx, {
        actor: null,
        action: 'session.refused',
        target: user ? { kind: 'user', id: user.id } : undefined,
        address: caller.address,
        data: { code },
      }),
    );
    throw new Refusal(
      code,
      401,
      code === 'totp_invalid' ? 'This code is not right.' : 'E-mail address or password is not right.',
    );
  }

  /** When the costs of hashing rise, old hashes are renewed as people come by. */
  private async renewOutdatedHash(userId: string, stored: string, password: string): Promise<void> {
    if (!this.hasher.outdated(stored)) return;
    const renewed = await this.hasher.hash(password);
    await this.db.query('update credentials set password_hash = $2 where user_id = $1 and password_hash = $3', [
      userId,
      renewed,
      stored,
    ]);
  }
}
