/** What others say and how they are reached is theirs: in what a person is given it stands half hidden. Pure. */

const ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

export type Own = (address: string) => boolean;

export const ownOf = (addresses: Iterable<string>): Own => {
  const known = new Set([...addresses].map(plain));
  return (address) => known.has(plain(address));
};

/** Numbers are the same however they are written. */
const plain = (address: string): string =>
  address.includes('@') ? address.toLowerCase() : address.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

export const maskedText = (text: string, own: Own): string =>
  text.replace(ADDRESS, (address) => (own(address) ? address : maskedAddress(address)));

export function maskedAddress(address: string): string {
  const at = address.indexOf('@');
  if (at > 0) return `${[...address][0]}…${address.slice(at)}`;
  return address.length > 4 ? `…${address.slice(-2)}` : '…';
}

const maskedName = (name: string): string => (name ? `${[...name][0]}…` : name);

/** Whatever was stored, member by member. Who has an address that is neither the person's nor ours has no name either. */
export function masked(value: unknown, own: Own): unknown {
  if (typeof value === 'string') return maskedText(value, own);
  if (Array.isArray(value)) return value.map((one) => masked(one, own));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const given = value as Record<string, unknown>;
  const address = typeof given.address === 'string' ? given.address : null;
  const stranger = address !== null && address !== '' && !own(address);
  return Object.fromEntries(
    Object.entries(given).map(([key, one]) => {
      if (stranger && key === 'address') return [key, maskedAddress(address)];
      if (stranger && key === 'name' && typeof one === 'string') return [key, maskedName(one)];
      return [key, masked(one, own)];
    }),
  );
}
