/** A post as the page's list has it. */
export interface PagePost {
  id?: string;
  message?: string;
  created_time?: string;
  permalink_url?: string;
}

/** Clocks differ a little, and seconds are cut off. */
const SKEW_MS = 60_000;
/** A call gives up after a minute; what it published is in the list well within this. */
const SURE_AFTER_MS = 5 * 60_000;

/**
 * Whether what may have been published is among the latest posts of the page: the same words, not from before the attempt.
 * That it is not is believed only some minutes later, and where the list reaches back (`all`).
 */
export function foundAmong(
  posts: readonly PagePost[],
  { text, triedAt, now, all }: { text: string; triedAt: Date; now: Date; all: boolean },
): PagePost | 'not-published' | 'unknown' {
  const found = posts.filter(
    ({ id, message, created_time: at }) =>
      id !== undefined &&
      plain(message ?? '') === plain(text) &&
      at !== undefined &&
      new Date(at).getTime() >= triedAt.getTime() - SKEW_MS,
  );
  if (found.length === 1) return found[0]!;
  if (found.length > 1) return 'unknown';
  return all && now.getTime() - triedAt.getTime() > SURE_AFTER_MS ? 'not-published' : 'unknown';
}

/** A form, by which pictures go up, breaks lines in its own way. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();
