/** By what somebody is known in free text, as patterns that PostgreSQL reads. Pure. */

export interface KnownBy {
  addresses: string[];
  /** As `+5511987654321`, with how long the country's code is. */
  phones: { digits: string; prefix: string }[];
  names: string[];
  /** Ids at providers, of visitors. */
  ids: string[];
}

export const ERASED = '[erased]';

/** One name alone is shared by too many: taking it out would take it from others. */
const isTelling = (name: string): boolean => /\S\s+\S/.test(name) && name.length >= 6 && !name.startsWith('[');

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const SEPARATORS = '[[:space:]().-]*';

/** Null where nothing tells. */
export function patternOf({ addresses, phones, names, ids }: KnownBy): string | null {
  const parts = [
    ...addresses.map((address) => `(?<![[:alnum:]._+-])${literal(address)}(?![[:alnum:]])`),
    ...phones.map(phonePattern),
    ...names
      .filter(isTelling)
      .map((name) => `(?<![[:alnum:]])${name.trim().split(/\s+/).map(literal).join('[[:space:]]+')}(?![[:alnum:]])`),
    ...ids.filter((id) => id.length >= 6).map((id) => `(?<![[:alnum:]])${literal(id)}(?![[:alnum:]])`),
  ];
  return parts.length > 0 ? [...new Set(parts)].join('|') : null;
}

/** However it is written, with or without the country's code. */
function phonePattern({ digits, prefix }: KnownBy['phones'][number]): string {
  const national = digits.slice(prefix.length);
  const spread = (text: string): string => [...text].join(SEPARATORS);
  const code = prefix ? `([+]?${spread(prefix)}${SEPARATORS}[(]?0?[)]?${SEPARATORS})?` : '';
  return `(?<![0-9])[+]?${code}${spread(national)}(?![0-9])`;
}

/** What is looked for in stored bytes, which are mails and JSON: ASCII, by letter. */
export const plainMarkers = ({ addresses, phones }: KnownBy): string[] => [
  ...addresses,
  ...phones.map(({ digits }) => digits),
];
