import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { sha256 } from '../../platform/crypto/tokens.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { Refusal } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { waitMs, WINDOW_MS, type FailureViews } from './sign-in-delay.rules.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'identity.prune': Record<string, never>;
  }
}

const KNOWN_FOR_DAYS = 30;

/** Counts failed proofs in the database, where every process sees them. */
@Injectable()
export class AttemptsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts the attempt as failed before it is looked at, so that a hundred parallel guesses are not a hundred free
   * ones. Call the answer's `forgive` where it was none. Refuses with 429 where one must wait.
   */
  async reserve(account: string, address: string): Promise<{ forgive(): Promise<void>; succeed(): Promise<void> }> {
    const [id, key, now] = [newId(), accountKey(account), this.clock.now()];
    const wait = await this.work.run(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`frontdesk sign-in ${key}`]);
      const wait = waitMs(await this.views(tx, account, address), now);
      if (wait === 0) {
        await tx.query('insert into sign_in_failures (id, account, address, at) values ($1, $2, $3, $4)', [
          id,
          key,
          address,
          now,
        ]);
      }
      return wait;
    });
    if (wait > 0) throw tooMany(wait / 1_000);
    return {
      forgive: async () => void (await this.db.query('delete from sign_in_failures where id = $1', [id])),
      succeed: async () =>
        void (await this.db.query('delete from sign_in_failures where account = $1 and address = $2', [key, address])),
    };
  }

  private async views(tx: Tx, account: string, address: string): Promise<FailureViews> {
    const now = this.clock.millis();
    const [row] = await tx.query<Record<string, number | Date | null> & { known: boolean }>(
      `select count(*) filter (where account = $1 and address = $2)::int as pair,
              max(at) filter (where account = $1 and address = $2) as pair_at,
              count(*) filter (where account = $1)::int as account,
              max(at) filter (where account = $1) as account_at,
              count(*) filter (where address = $2)::int as address,
              max(at) filter (where address = $2) as address_at,
              exists (select from audit_log a join users u on u.id = a.actor_id
                      where lower(u.email) = $4 and a.action = 'session.opened' and a.address = $2 and a.at > $5) as known
       from sign_in_failures where (account = $1 or address = $2) and at > $3`,
      [
        accountKey(account),
        address,
        new Date(now - WINDOW_MS),
        account.trim().toLowerCase(),
        new Date(now - KNOWN_FOR_DAYS * 86_400_000),
      ],
    );
    const view = (name: string) => ({ count: row![name] as number, lastAt: row![`${name}_at`] as Date | null });
    return { pair: view('pair'), account: view('account'), address: view('address'), known: row!.known };
  }

  /** Takes away what counts no longer. */
  @Job('identity.prune', { cron: '*/20 * * * *' })
  async prune(): Promise<void> {
    const now = this.clock.now();
    await this.db.query('delete from sign_in_failures where at < $1', [new Date(now.getTime() - WINDOW_MS)]);
    await this.db.query('delete from sessions where expires_at < $1', [now]);
    await this.db.query('delete from password_resets where expires_at < $1', [now]);
    await this.db.query('delete from sso_attempts where expires_at < $1', [now]);
    await this.db.query('delete from system_mail where at < $1', [new Date(now.getTime() - 14 * 86_400_000)]);
  }
}

/** Also addresses of people who have no account are counted, so they are not kept in clear. */
const accountKey = (account: string): string => sha256(account.trim().toLowerCase());

export const tooMany = (seconds: number): Refusal =>
  new Refusal('too_many_attempts', 429, 'Too many attempts. Wait a little and try again.', { retryAfter: seconds });
