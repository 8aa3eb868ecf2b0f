import { Injectable } from '@nestjs/common';
import { argon2id, hash, needsRehash, verify } from 'argon2';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

@Injectable()
export class PasswordHasher {
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), { type: argon2id, ...COST });
  }

  /** Takes as long where there is no password as where there is one, so that the duration tells nothing. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.decoy ??= this.hash('nobody has this password');
    const matches = await verify(stored ?? (await this.decoy), password.normalize('NFKC'));
    return stored !== null && matches;
  }

  /** True for hashes made with other costs than today's. */
  outdated(stored: string): boolean {
    return needsRehash(stored, COST);
  }
}
