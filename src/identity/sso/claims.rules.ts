export interface Claims {
  sub: string;
  email?: unknown;
  email_verified?: unknown;
  name?: unknown;
  /** How the provider made sure who it is. */
  amr?: unknown;
  acr?: unknown;
}

export type ClaimsVerdict = { email: string; name: string } | { refused: 'no_email' | 'unverified_email' | 'domain' };

/**
 * Whether the provider's word on the address suffices to find or make an account. An address that it has not verified
 * could be anybody's: believing it would hand over the account of whoever owns it.
 */
export function judgeClaims(claims: Claims, domains: readonly string[]): ClaimsVerdict {
  if (typeof claims.email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(claims.email)) return { refused: 'no_email' };
  if (claims.email_verified !== true) return { refused: 'unverified_email' };
  const email = claims.email.toLowerCase();
  const domain = email.slice(email.indexOf('@') + 1);
  if (domains.length > 0 && !domains.some((d) => d.toLowerCase() === domain)) return { refused: 'domain' };
  const name = typeof claims.name === 'string' ? claims.name.trim().slice(0, 120) : '';
  return { email, name: name || email.slice(0, email.indexOf('@')) };
}

/** Only a path of ours: anything else would let a link send people away after they signed in. */
export function safeReturn(path: string | undefined): string {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/';
}
