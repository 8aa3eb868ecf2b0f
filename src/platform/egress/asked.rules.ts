/** One request that left the house, as far as people may read it. */
export interface Asked {
  at: string;
  /** Method, host and path: what could be a secret is left out. */
  request: string;
  /** The status, or why there was none. */
  answer: string;
  /** How far the other side's clock is ahead of ours, where it said the time. */
  aheadMs: number | null;
}

/** Longer than this, a part of a path is no word: an id at most, a token at worst. */
const LONGEST = 40;

/** Without the query, which may hold keys, and without what looks like one in the path. */
export function requestInWords(method: string, url: URL): string {
  const path = url.pathname
    .split('/')
    .map((part) => (part.length > LONGEST || /:|%3a/i.test(part) ? '…' : part))
    .join('/');
  return `${method} ${url.host}${path === '/' ? '' : path}`;
}

/** A `Date` header holds whole seconds and was written on the way: half a second is taken for its middle. */
export function aheadOf(date: string | null, nowMs: number): number | null {
  const theirs = date ? Date.parse(date) : Number.NaN;
  return Number.isNaN(theirs) ? null : theirs + 500 - nowMs;
}
