import { hmacHex, sameSecret } from '../../platform/crypto/tokens.js';
import type { HookReply, HookRequest } from '../contract.js';

/** `X-Hub-Signature-256` over the bytes as they came: Meta escapes what is not ASCII, so JSON written anew would not match. */
export function isFromMeta({ headers, body }: HookRequest, appSecret: string): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(headers['x-hub-signature-256'] ?? '')?.[1];
  return appSecret !== '' && given !== undefined && sameSecret(given.toLowerCase(), hmacHex(appSecret, body));
}

export const signatureOf = (body: Buffer, appSecret: string): string => `sha256=${hmacHex(appSecret, body)}`;

/** Meta asks once, when the address is entered, whether we know the words that were entered with it. */
export function handshake({ query }: HookRequest, verifyToken: string): HookReply | undefined {
  const right =
    query['hub.mode'] === 'subscribe' && verifyToken !== '' && sameSecret(query['hub.verify_token'] ?? '', verifyToken);
  return right ? { type: 'text/plain', body: query['hub.challenge'] ?? '' } : undefined;
}
