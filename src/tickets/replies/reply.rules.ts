import type { Address } from '../../conversations/message.entity.js';

/**
 * With whom a line can begin a conversation: customers who are reached by the same kind of address as its own. A line
 * without one (a site's widget) only answers. Mail has threads side by side; a number has one conversation.
 */
export function reachOf(address: string | null): { identityKind: 'email' | 'phone'; threaded: boolean } | null {
  if (!address) return null;
  if (address.includes('@')) return { identityKind: 'email', threaded: true };
  return /^\+?\d[\d\s().-]{3,}$/.test(address) ? { identityKind: 'phone', threaded: false } : null;
}

/** To whom an answer goes unless the writer says: who last wrote in the conversation, else its customer. */
export function recipientsOf(
  given: string[] | undefined,
  lastSender: Address | null,
  customer: { name: string; address: string } | null,
): Address[] {
  if (given && given.length > 0) return given.map((address) => ({ address }));
  if (lastSender?.address) return [lastSender];
  return customer ? [customer] : [];
}

export const addressesOf = (list: string[] | undefined): Address[] =>
  [...new Set((list ?? []).map((address) => address.trim().toLowerCase()))].map((address) => ({ address }));
