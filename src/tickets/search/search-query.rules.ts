/** What somebody typed, as the database understands it. Pure. */

/** More words do not narrow further, and each costs. */
const MAX_WORDS = 8;
/** Below this a beginning stands for half of the language. */
const MIN_PREFIX = 3;
const MIN_CORRECTED = 4;

export interface SearchQuery {
  words: string[];
  /** `#1042`, or digits that may be one. */
  number: number | null;
}

export function readQuery(q: string): SearchQuery {
  const words = q.match(/[\p{L}\p{N}]+(?:[.@_-][\p{L}\p{N}]+)*/gu) ?? [];
  const number = /^\s*#?(\d{1,12})\s*$/.exec(q)?.[1];
  return { words: words.slice(0, MAX_WORDS), number: number ? Number(number) : null };
}

export const worthCorrecting = (word: string): boolean => word.length >= MIN_CORRECTED && !/\d/.test(word);

const quoted = (word: string): string => `'${word.replace(/['\\]/g, '')}'`;

/** Every word as it stands. */
export const exactly = (words: string[]): string => words.map(quoted).join(' & ');

/** Runs of letters and digits that stand, letter for letter, in every text that has these words. */
export const runsOf = (words: string[]): string[] => words.flatMap((word) => word.match(/[\p{L}\p{N}]+/gu) ?? []);

/** Every word, or one that it was meant to be; the last may be unfinished. */
export function loosely(words: string[], alike: ReadonlyMap<string, string[]>): string {
  return words
    .map((word, at) => {
      const unfinished = at === words.length - 1 && word.length >= MIN_PREFIX;
      const meant = (alike.get(word) ?? []).map(quoted);
      return `(${[unfinished ? `${quoted(word)}:*` : quoted(word), ...meant].join(' | ')})`;
    })
    .join(' & ');
}
