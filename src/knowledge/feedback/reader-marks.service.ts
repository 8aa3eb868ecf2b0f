import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { hmacHex } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import { Refusal } from '../../platform/http/refusal.js';

const HOUR_MS = 3_600_000;
const HALF_HOUR_MS = HOUR_MS / 2;
/** Bounds the memory. */
const MANY = 20_000;
const PER_HOUR = { feedback: 20, suggest: 600 } as const;

/** Tells readers apart without knowing who they are, keeps count of what one may do, and of whom we counted lately. */
@Injectable()
export class ReaderMarks {
  private readonly key: Buffer;
  private readonly windows = new Map<string, { count: number; endsAt: number }>();

  constructor(
    private readonly clock: Clock,
    vault: Vault,
  ) {
    this.key = vault.key('knowledge readers');
  }

  /** Whoever comes by: where from and with what, for this month. Next month nobody is known any more. */
  ofVisitor(address: string, userAgent: string): string {
    const month = this.clock.now().toISOString().slice(0, 7);
    return hmacHex(this.key, `visitor ${month} ${address} ${userAgent}`).slice(0, 32);
  }

  ofAccount(accountId: string): string {
    return hmacHex(this.key, `account ${accountId}`).slice(0, 32);
  }

  /** 429 where one address asks for more than a person does. */
  limit(what: keyof typeof PER_HOUR, who: string): void {
    const window = this.window(`${what} ${who}`, HOUR_MS);
    window.count += 1;
    if (window.count > PER_HOUR[what]) {
      const retryAfter = (window.endsAt - this.clock.millis()) / 1_000;
      throw new Refusal('rate_limited', 429, 'Too many requests.', { retryAfter });
    }
  }

  /** False where the same reader did the same a moment ago: who reloads a page reads it once. */
  isNews(what: string): boolean {
    const window = this.window(what, HALF_HOUR_MS);
    window.count += 1;
    return window.count === 1;
  }

  private window(name: string, ms: number): { count: number; endsAt: number } {
    const now = this.clock.millis();
    const known = this.windows.get(name);
    if (known && known.endsAt > now) return known;
    if (this.windows.size >= MANY) {
      for (const [old, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(old);
      if (this.windows.size >= MANY) this.windows.clear();
    }
    const fresh = { count: 0, endsAt: now + ms };
    this.windows.set(name, fresh);
    return fresh;
  }
}
