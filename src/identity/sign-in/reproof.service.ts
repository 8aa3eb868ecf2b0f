import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid } from '../../platform/http/refusal.js';
import { Credentials } from '../credentials/credentials.entity.js';
import { PasswordHasher } from '../credentials/password-hasher.js';
import { User } from '../people/user.entity.js';
import { TotpService } from '../second-factor/totp.service.js';
import type { Caller } from '../sessions/sessions.service.js';
import { AttemptsService } from './attempts.service.js';

/** Asks somebody who is signed in to prove themselves again, before what a borrowed browser must not do. */
@Injectable()
export class ReproofService {
  constructor(
    private readonly db: DataSource,
    private readonly attempts: AttemptsService,
    private readonly hasher: PasswordHasher,
    private readonly totp: TotpService,
  ) {}

  async require(
    actor: Actor,
    { code, password }: { code?: string; password?: string },
    caller: Caller,
    path = password === undefined ? 'code' : 'password',
  ): Promise<void> {
    if (code === undefined && password === undefined) throw invalid('password', 'say the password, or a code');
    const user = await this.db.getRepository(User).findOneByOrFail({ id: actor.id! });
    const attempt = await this.attempts.reserve(user.email, caller.address);
    const proved =
      password !== undefined ? await this.knowsPassword(user.id, password) : await this.totp.prove(user.id, code ?? '');
    if (!proved) throw invalid(path, 'this is not right');
    await attempt.succeed();
  }

  private async knowsPassword(userId: string, password: string): Promise<boolean> {
    const proof = await this.db.getRepository(Credentials).findOneBy({ userId });
    return this.hasher.verify(proof?.passwordHash ?? null, password);
  }
}
