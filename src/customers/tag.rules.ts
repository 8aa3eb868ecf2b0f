import { cleaned } from './identity.rules.js';

/** Tags are a set: trimmed, lower case, each once, in alphabetical order, so that equal sets are equal lists. */
export const tidyTags = (tags: readonly string[]): string[] =>
  [...new Set(tags.map((tag) => cleaned(tag).toLowerCase()).filter(Boolean))].sort();
