import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/http/refusal.js';

const WINDOW_MS = 60_000;
const LIMITS = { look: 60, answer: 10, miss: 20 } as const;
/** Bounds the memory. */
const MANY = 10_000;

/** A backstop in each process: a link is looked at now and then, answered once or twice, and never guessed. */
@Injectable()
export class LinkLimits {
  private readonly windows = new Map<string, { count: number; endsAt: number }>();

  constructor(private readonly clock: Clock) {}

  take(what: keyof typeof LIMITS, whose: string): void {
    const now = this.clock.millis();
    const key = `${what} ${whose}`;
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      if (this.windows.size >= MANY)
        for (const [old, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(old);
      window = { count: 0, endsAt: now + WINDOW_MS };
      this.windows.set(key, window);
    }
    window.count += 1;
    if (window.count > LIMITS[what]) {
      throw new Refusal('rate_limited', 429, 'Too many requests for this link.', {
        retryAfter: Math.max(1, (window.endsAt - now) / 1_000),
      });
    }
  }
}
