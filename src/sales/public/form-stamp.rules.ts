import { createHmac, timingSafeEqual } from 'node:crypto';

/** When a form was shown, signed: whoever fills it in within a moment is no person. Pure. */

const STAMP = /^(\d{13})\.([\w-]{16})\.([\w-]{22})$/;
const FASTEST_MS = 3_000;
const SLOWEST_MS = 24 * 3_600_000;

const mac = (at: string, nonce: string, key: Buffer): string =>
  createHmac('sha256', key).update(`${at}.${nonce}`).digest().subarray(0, 16).toString('base64url');

export const stampOf = (now: number, nonce: string, key: Buffer): string =>
  `${now}.${nonce}.${mac(String(now), nonce, key)}`;

export type StampVerdict = 'good' | 'hasty' | 'old' | 'forged';

export function judge(stamp: string, now: number, key: Buffer): StampVerdict {
  const [, at, nonce, given] = STAMP.exec(stamp) ?? [];
  if (!at || !nonce || !given) return 'forged';
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(mac(at, nonce, key)))) return 'forged';
  const age = now - Number(at);
  if (age < FASTEST_MS) return 'hasty';
  return age > SLOWEST_MS ? 'old' : 'good';
}
