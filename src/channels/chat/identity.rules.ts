import { hmacHex, sameSecret } from '../../platform/crypto/tokens.js';
import type { VerifiedIdentity } from './protocol/protocol.js';

/** Whether the company's own server vouched for this id. Compared without telling by its duration where it differs. */
export function isVouchedFor(identity: Pick<VerifiedIdentity, 'id' | 'hash'>, secret: string): boolean {
  return secret !== '' && sameSecret(hmacHex(secret, identity.id), identity.hash.toLowerCase());
}

/**
 * The hash covers the id alone, so an address beside it is only claimed: whoever may change their page's script could
 * write another person's. It is proven where it is the id.
 */
export function provenEmail(identity: VerifiedIdentity): string | null {
  return identity.email && identity.email.toLowerCase() === identity.id.toLowerCase() ? identity.email : null;
}
