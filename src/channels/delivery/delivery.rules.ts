import type { Address, Message } from '../../conversations/message.entity.js';
import type { OptOut } from '../../conversations/opt-outs.service.js';

const MINUTE = 60_000;
/** A receiving server may be away for a night; greylisting asks for some minutes. Together about a day. */
const RETRY_AFTER_MS = [
  MINUTE / 2,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  120 * MINUTE,
  240 * MINUTE,
  480 * MINUTE,
  480 * MINUTE,
];

/** When to try again after the n-th attempt (from 1) failed in passing; null: give up. */
export const retryAfter = (attempt: number): number | null => RETRY_AFTER_MS[attempt - 1] ?? null;

/**
 * Quoted history goes only to people who have taken part so far. Somebody new in To, Cc or Bcc would otherwise read
 * what was never meant for them, so then nothing is quoted.
 */
export function mayQuote(recipients: Address[], earlier: Address[]): boolean {
  const known = new Set(earlier.map((a) => a.address?.toLowerCase()));
  return recipients.every((r) => r.address !== undefined && known.has(r.address.toLowerCase()));
}

/** What goes to many carries a way to end it, and is ended by it; an answer is not. */
export const aboutOf = ({ meta }: Pick<Message, 'meta'>): 'answer' | 'broadcast' =>
  meta.optOut ? 'broadcast' : 'answer';

/** In words, for whoever wanted to write. */
export const optedOut = ({ word, at }: OptOut): string =>
  `The customer asked not to be written to on this line (“${word}”, ${at.toISOString().slice(0, 10)}).`;

/** When a provider is asked what became of a message that may have been accepted: so long after it became unknown. Then people decide. */
export const ASK_AFTER_MS = [MINUTE / 2, 2 * MINUTE, 10 * MINUTE, 60 * MINUTE, 360 * MINUTE];

export interface Bucket {
  tokens: number;
  at: Date;
}

/** A token bucket: what is in it now, and how long the one who finds it empty waits for a token. */
export function fill(bucket: Bucket | null, budget: { perSecond: number; burst: number }, now: Date): number {
  if (!bucket) return budget.burst;
  const seconds = Math.max(0, now.getTime() - bucket.at.getTime()) / 1000;
  return Math.min(budget.burst, bucket.tokens + seconds * budget.perSecond);
}
