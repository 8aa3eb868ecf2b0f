import { hmacHex, sameSecret } from './tokens.js';

export const TIMESTAMP = 'x-frontdesk-timestamp';
export const SIGNATURE = 'x-frontdesk-signature';
/** What is older than this, or as far in the future, was perhaps recorded and sent again. */
export const WINDOW_SECONDS = 300;

/** HMAC-SHA256 over the time and the bytes, so that neither can be changed alone. */
export const sign = (secret: string, timestamp: string, body: Buffer): string =>
  `v1=${hmacHex(secret, Buffer.concat([Buffer.from(`${timestamp}.`), body]))}`;

/** While a secret is replaced there are two signatures; the receiver needs one that is right. */
export function signedHeaders(secrets: string[], nowMs: number, body: Buffer): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  return { [TIMESTAMP]: timestamp, [SIGNATURE]: secrets.map((secret) => sign(secret, timestamp, body)).join(',') };
}

export type Proof = { right: true } | { right: false; because?: string };

/** The age is only told to who signed right: it helps nobody who forges. */
export function prove(
  headers: Record<string, string | undefined>,
  body: Buffer,
  secrets: string[],
  nowMs: number,
): Proof {
  const timestamp = headers[TIMESTAMP] ?? '';
  if (!/^\d{9,11}$/.test(timestamp)) return { right: false };
  const given = (headers[SIGNATURE] ?? '').split(',').map((one) => one.trim());
  const right = secrets.some((secret) => given.some((one) => sameSecret(one, sign(secret, timestamp, body))));
  if (!right) return { right: false };
  const age = Math.floor(nowMs / 1000) - Number(timestamp);
  if (Math.abs(age) <= WINDOW_SECONDS) return { right: true };
  const how = age > 0 ? `${age} seconds old` : `${-age} seconds ahead of our clock`;
  return { right: false, because: `The signature is right, but it is ${how}; at most ${WINDOW_SECONDS} are accepted.` };
}
