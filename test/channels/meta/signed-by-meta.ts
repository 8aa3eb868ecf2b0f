import { webcrypto } from 'node:crypto';

/**
 * `X-Hub-Signature-256` as Meta describes it, by the Web Crypto API: what the desk checks is signed by nothing of the desk.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export async function signedByMeta(body: Buffer, appSecret: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  // Web Crypto knows no empty key. HMAC fills a key up with zeros, so one zero byte is the same key.
  const secret = appSecret === '' ? new Uint8Array(1) : Buffer.from(appSecret);
  const key = await webcrypto.subtle.importKey('raw', new Uint8Array(secret), algorithm, false, ['sign']);
  const signature = await webcrypto.subtle.sign('HMAC', key, new Uint8Array(body));
  return `sha256=${Buffer.from(signature).toString('hex')}`;
}
