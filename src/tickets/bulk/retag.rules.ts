import { tidyTags } from '../../customers/tag.rules.js';

/** The tags of a ticket after some were given and some taken; what is in both is taken. */
export function retagged(tags: readonly string[], given: readonly string[], taken: readonly string[]): string[] {
  const gone = new Set(tidyTags(taken));
  return tidyTags([...tags, ...given]).filter((tag) => !gone.has(tag));
}
