import type { Address } from '../../conversations/message.entity.js';

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
