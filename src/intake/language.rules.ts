/** Fewer letters than these are the same in several languages: “ok, router offline”. */
const LEAST_LETTERS = 20;
/** More than these tell no more. */
const MOST = 1000;

/** What of a text is words, without addresses, numbers and marks; null where it is too little to tell a language by. */
export function wordsOf(text: string): string | null {
  const words = text
    .slice(0, MOST * 4)
    .replace(/\S+(?:@|:\/\/)\S+/g, ' ')
    .replace(/[^\p{L}\p{M}'’]+/gu, ' ')
    .trim()
    .slice(0, MOST);
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  return letters >= LEAST_LETTERS ? words : null;
}

/** What a provider says, where it is a tag of a language (BCP 47); anything else is noise. */
export function tagOf(given: string | undefined): string | null {
  try {
    return given && Intl.getCanonicalLocales(given).length === 1 ? given : null;
  } catch {
    return null;
  }
}
