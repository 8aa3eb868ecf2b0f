/** What somebody typed, as the database understands it. Pure. */

/** More words do not narrow further, and each costs. */
const MAX_WORDS = 10;
const MIN_CORRECTED = 4;
const LONGEST_QUERY = 80;

export const wordsOf = (q: string): string[] =>
  (q.match(/[\p{L}\p{N}]+(?:[.@_-][\p{L}\p{N}]+)*/gu) ?? []).slice(0, MAX_WORDS);

export const worthCorrecting = (word: string): boolean => word.length >= MIN_CORRECTED && !/\d/.test(word);

/**
 * How a search is remembered: its words alone. Null where it may name a person (an address, a long number) or says
 * nothing.
 */
export function knownAs(q: string): string | null {
  if (/@|\d{5,}|https?:/i.test(q)) return null;
  const query = wordsOf(q).join(' ').toLowerCase();
  return query.length >= 3 && query.length <= LONGEST_QUERY ? query : null;
}
