import { createHmac, timingSafeEqual } from 'node:crypto';

/** `c` in Reply-To: the conversation that is answered. `b` in the envelope sender: the message that bounced. */
export type TokenKind = 'c' | 'b';

export interface AddressToken {
  kind: TokenKind;
  id: string;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** 80 bits: more than can be guessed by sending mail. */
const MAC_BYTES = 10;
const MAX_LOCAL_PART = 64;
const TOKEN = /\+([cb])\.([a-z2-7]{26})\.([a-z2-7]{16})$/;

/**
 * `support+c.<id>.<mac>@example.org`. Base32, because servers on the way may change the case of addresses. Null where
 * the local part has no room left; then only the headers of the mail say where an answer belongs.
 */
export function tokenAddress(address: string, token: AddressToken, key: Buffer): string | null {
  const at = address.lastIndexOf('@');
  const id = base32(Buffer.from(token.id.replaceAll('-', ''), 'hex'));
  const local = `${plainLocal(address.slice(0, at))}+${token.kind}.${id}.${mac(token.kind, id, key)}`;
  return local.length > MAX_LOCAL_PART ? null : `${local}${address.slice(at)}`;
}

/** What the address was made for, where its MAC is right. Forged and damaged ones give null. */
export function readToken(address: string, key: Buffer): AddressToken | null {
  const at = address.lastIndexOf('@');
  const match = TOKEN.exec(address.slice(0, at).toLowerCase());
  if (at < 1 || !match) return null;
  const [, kind, id, given] = match as unknown as [string, TokenKind, string, string];
  const expected = mac(kind, id, key);
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return null;
  const hex = unbase32(id).toString('hex');
  return {
    kind,
    id: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'),
  };
}

/** The address without any `+suffix`, for comparing with inboxes. */
export function plainAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${plainLocal(address.slice(0, at))}${address.slice(at)}`.toLowerCase();
}

const plainLocal = (local: string): string => (local.indexOf('+') > 0 ? local.slice(0, local.indexOf('+')) : local);

function mac(kind: TokenKind, id: string, key: Buffer): string {
  return base32(createHmac('sha256', key).update(`${kind}.${id}`).digest().subarray(0, MAC_BYTES));
}

function base32(bytes: Buffer): string {
  let bits = 0;
  let value = 0;
  let out = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out += ALPHABET[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? out + ALPHABET[(value << (5 - bits)) & 31] : out;
}

function unbase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const char of text) {
    value = (value << 5) | ALPHABET.indexOf(char);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 0xff);
      value &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}
