import { domainToASCII } from 'node:url';
import { readPhone } from './phone.rules.js';

export const IDENTITY_KINDS = ['email', 'phone', 'visitor', 'external'] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

export interface Canonical {
  value: string;
  display: string;
}

const MAX_LENGTH = 320;

/** The form in which two ways of writing the same identity are equal; null where it cannot be one. */
export function canonical(kind: IdentityKind, given: string, country: string): Canonical | null {
  const text = cleaned(given);
  if (text === '' || text.length > MAX_LENGTH) return null;
  if (kind === 'email') {
    const value = canonicalMail(text);
    return value === null ? null : { value, display: text };
  }
  if (kind === 'phone') {
    const phone = readPhone(text, country);
    return phone && { value: phone.key, display: phone.display };
  }
  return { value: text, display: text };
}

/**
 * For what came in over a channel: never refuses. A sender whose address breaks every rule is still one sender.
 */
export function canonicalOrAsGiven(kind: IdentityKind, given: string, country: string): Canonical {
  const text = cleaned(given).slice(0, MAX_LENGTH) || '-';
  return canonical(kind, text, country) ?? { value: text.toLowerCase(), display: text };
}

/**
 * Case is folded on both sides of the @, because no provider in use tells `Ana@` from `ana@`. Dots and plus signs are
 * not: they are separate people at some providers, and joining strangers is worse than knowing one person twice.
 */
function canonicalMail(text: string): string | null {
  const at = text.lastIndexOf('@');
  if (at < 1 || /\s/.test(text)) return null;
  const local = text.slice(0, at).normalize('NFC').toLowerCase();
  const domain = domainToASCII(text.slice(at + 1).replace(/\.$/, ''));
  return domain === '' || local.includes('@') ? null : `${local}@${domain}`;
}

/** The part after the @ of a canonical address. */
export const domainOf = (mail: string): string => mail.slice(mail.lastIndexOf('@') + 1);

/** The domain and those above it, the nearest first: a company that owns `acme.com` also owns `sp.acme.com`. */
export function domainsAbove(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'));
}

/** The canonical form of a domain that a company may own, or null. */
export function canonicalDomain(given: string): string | null {
  const domain = domainToASCII(given.trim().replace(/^@|\.$/g, ''));
  return /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(domain) ? domain : null;
}

/** PostgreSQL cannot store NUL, and no control character belongs into a name or an address. */
// oxlint-disable-next-line no-control-regex
export const cleaned = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029\ufeff]/g, ' ').trim();
