import { sha256 } from '../../../platform/crypto/tokens.js';
import { endOfHeaders } from '../mime/charset.js';

/** A sender that never heard our answer tries again within this time. */
const RETRY_WINDOW_MS = 15 * 60_000;
const HEAD_BYTES = 64 * 1024;

/**
 * By what a repeat of the same mail is known. All of its bytes count, because senders reuse Message-IDs for different
 * mails. Without Message-ID and Date nothing tells a repeat from a device that says the same thing twice: then the same
 * bytes are one mail only for some minutes.
 */
export function mailKey(raw: Buffer, receivedAtMs: number): string {
  const head = raw.subarray(0, Math.min(endOfHeaders(raw), HEAD_BYTES)).toString('latin1');
  const digest = sha256(raw);
  if (/^(?:message-id|date):/im.test(head)) return digest;
  return `${digest}.${Math.floor(receivedAtMs / RETRY_WINDOW_MS)}`;
}
