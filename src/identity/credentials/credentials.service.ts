import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { invalid } from '../../platform/http/refusal.js';
import { Credentials } from './credentials.entity.js';
import { PasswordHasher } from './password-hasher.js';
import { flawOf, MAX_PASSWORD, MIN_PASSWORD, type PasswordFlaw } from './password.rules.js';

const ADVICE: Record<PasswordFlaw, string> = {
  too_short: `use at least ${MIN_PASSWORD} characters; a few words make a good password`,
  too_long: `use at most ${MAX_PASSWORD} characters`,
  common: 'this is among the first that others would guess',
  personal: 'this is made of the name or the e-mail address',
};

@Injectable()
export class CredentialsService {
  constructor(
    private readonly hasher: PasswordHasher,
    private readonly clock: Clock,
  ) {}

  /** Hashes a password that is fit to be one. Slow by design: outside of transactions. */
  async hashNew(password: string, person: { email: string; name: string }, path = 'password'): Promise<string> {
    const flaw = flawOf(password, person);
    if (flaw) throw invalid(path, ADVICE[flaw]);
    return this.hasher.hash(password);
  }

  /** For passwords that come from the settings or the command line of whoever runs the installation. */
  hashChosenByOperator(password: string): Promise<string> {
    return this.hasher.hash(password);
  }

  /** As slow where there is no password, so that the duration tells nothing. */
  matches(stored: string | null, password: string): Promise<boolean> {
    return this.hasher.verify(stored, password);
  }

  async store(tx: Tx, userId: string, passwordHash: string): Promise<void> {
    await tx.query(
      `insert into credentials (user_id, password_hash, password_changed_at) values ($1, $2, $3)
       on conflict (user_id) do update set password_hash = excluded.password_hash,
                                           password_changed_at = excluded.password_changed_at`,
      [userId, passwordHash, this.clock.now()],
    );
  }

  async of(tx: Tx, userId: string): Promise<Credentials | null> {
    return tx.find(Credentials, { userId });
  }

  async removeTotp(tx: Tx, userId: string): Promise<void> {
    await tx.query('update credentials set totp_secret = null, totp_confirmed_at = null where user_id = $1', [userId]);
    await tx.query('delete from recovery_codes where user_id = $1', [userId]);
    // What was shown is worth nothing any more: a session in which it was asks anew.
    await tx.query('update sessions set second_factor = false where user_id = $1', [userId]);
  }
}
