import { sha256 } from '../../platform/crypto/tokens.js';

/** What of an entry is sealed by its hash: everything that it says. */
export interface Sealed {
  seq: number;
  at: Date;
  actorKind: string;
  actorId: string | null;
  tokenId: string | null;
  action: string;
  targetKind: string | null;
  targetId: string | null;
  address: string | null;
  data: unknown;
}

export interface Link extends Sealed {
  previousHash: string;
  hash: string;
}

/** The hash that stands before the first entry. */
export const GENESIS = '0'.repeat(64);

export function hashOf(entry: Sealed, previousHash: string): string {
  const said = [
    entry.seq,
    entry.at.toISOString(),
    entry.actorKind,
    entry.actorId,
    entry.tokenId,
    entry.action,
    entry.targetKind,
    entry.targetId,
    entry.address,
    entry.data,
  ];
  return sha256(`${previousHash}\n${canonical(said)}`);
}

/** The first entry that does not follow from the one before, or undefined where the chain holds. */
export function firstBroken(entries: readonly Link[], after: { seq: number; hash: string }): number | undefined {
  let { seq, hash } = after;
  for (const entry of entries) {
    const follows = entry.seq === seq + 1 && entry.previousHash === hash && entry.hash === hashOf(entry, hash);
    if (!follows) return entry.seq;
    ({ seq, hash } = entry);
  }
  return undefined;
}

/** PostgreSQL's jsonb forgets the order of members, so the hash must not depend on it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
