import { hmacHex, sameSecret, sha256 } from '../../platform/crypto/tokens.js';
import type { HookReply, HookRequest, HookVerdict } from '../contract.js';

/** `X-Hub-Signature-256` over the bytes as they came: Meta escapes what is not ASCII, so JSON written anew would not match. */
export function isFromMeta({ headers, body }: HookRequest, appSecrets: string[]): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(headers['x-hub-signature-256'] ?? '')?.[1]?.toLowerCase();
  return given !== undefined && appSecrets.some((secret) => sameSecret(given, hmacHex(secret, body)));
}

export const signatureOf = (body: Buffer, appSecret: string): string => `sha256=${hmacHex(appSecret, body)}`;

/** Meta asks once, when the address is entered, whether we know the words that were entered with it. */
function handshake({ query }: HookRequest, verifyToken: string): HookReply | undefined {
  const right =
    query['hub.mode'] === 'subscribe' && verifyToken !== '' && sameSecret(query['hub.verify_token'] ?? '', verifyToken);
  return right ? { type: 'text/plain', body: query['hub.challenge'] ?? '' } : undefined;
}

/** One door for every line of Meta. The scheme has no time stamp: a repeat is known by its bytes, and each thing in it by its id. */
export function verifyMeta(
  request: HookRequest,
  secrets: string[],
  verifyToken: string | undefined,
  saidBy: (webhook: unknown) => string | undefined,
): HookVerdict {
  if (request.method === 'GET') {
    const reply = handshake(request, verifyToken ?? '');
    return reply ? { verdict: 'answer', reply } : { verdict: 'refuse', because: 'The verify token is another.' };
  }
  if (request.method !== 'POST' || !isFromMeta(request, secrets)) return { verdict: 'refuse' };
  return { verdict: 'accept', key: sha256(request.body), saidBy: whoSays(request.body, saidBy) };
}

/** What cannot be read is kept all the same: it ends in quarantine. */
function whoSays(body: Buffer, saidBy: (webhook: unknown) => string | undefined): string | undefined {
  try {
    const who: unknown = saidBy(JSON.parse(body.toString('utf8')));
    return typeof who === 'string' ? who : undefined;
  } catch {
    return undefined;
  }
}
