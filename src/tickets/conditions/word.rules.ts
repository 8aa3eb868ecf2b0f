import stemmers from 'snowball-stemmers';

/**
 * Whether somebody said a word, in whichever form and whether or not with accents. Customers of one desk write English
 * and Portuguese, often in one sentence, so a word is compared by its stem in both.
 */

const english = stemmers.newStemmer('english');
const portuguese = stemmers.newStemmer('portuguese');

/** Nobody's request needs more; a pasted log must not slow the desk down. */
const MOST_WORDS = 4_000;
const LONGEST_WORD = 40;
const WORD = /[\p{L}\p{N}]+/gu;

export const wordsOf = (text: string): string[] => {
  const words: string[] = [];
  for (const [word] of text.toLowerCase().matchAll(WORD)) {
    words.push(word.slice(0, LONGEST_WORD));
    if (words.length === MOST_WORDS) break;
  }
  return words;
};

export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

/** Phones make people write `instalacao`, and the stemmer only knows `instalação`; nor does it know `filiais`. */
const MENDED: [RegExp, string][] = [
  [/cao$/, 'ção'],
  [/coes$/, 'ções'],
  [/sao$/, 'são'],
  [/ario$/, 'ário'],
  [/arios$/, 'ários'],
  [/encia$/, 'ência'],
  [/avel$/, 'ável'],
  [/ivel$/, 'ível'],
  [/ais$/, 'al'],
  [/eis$/, 'el'],
  [/ois$/, 'ol'],
];

/** The forms under which a word is known; two words are one where they share any. */
function formsOf(word: string): string[] {
  const plain = folded(word);
  const [ending, mended] = MENDED.find(([end]) => end.test(plain)) ?? [];
  const whole = ending ? plain.replace(ending, mended!) : word;
  const stems = [english.stem(plain), portuguese.stem(word), portuguese.stem(whole)];
  return [...new Set([plain, ...stems.map(folded)])].filter((form) => form.length > 1 || plain.length === 1);
}

interface WantedWord {
  /** No stemmer touches the beginning of a word: most words of a text are ruled out by it. */
  begins: string;
  forms: ReadonlySet<string>;
}

const BEGINNING = 2;
const beginningOf = (word: string): string => folded(word).slice(0, BEGINNING);
const isWord = (wanted: WantedWord, word: string): boolean =>
  beginningOf(word) === wanted.begins && formsOf(word).some((form) => wanted.forms.has(form));

/** A word or several in a row, prepared once and asked of many texts. */
export type Phrase = readonly WantedWord[];

export const phraseOf = (text: string): Phrase =>
  wordsOf(text).map((word) => ({ begins: beginningOf(word), forms: new Set(formsOf(word)) }));

/** The words of the text that say it; undefined where nobody did. */
export function saidIn(phrase: Phrase, words: readonly string[]): string | undefined {
  if (phrase.length === 0) return undefined;
  for (let at = 0; at + phrase.length <= words.length; at += 1) {
    if (phrase.every((wanted, offset) => isWord(wanted, words[at + offset]!)))
      return words.slice(at, at + phrase.length).join(' ');
  }
  return undefined;
}
