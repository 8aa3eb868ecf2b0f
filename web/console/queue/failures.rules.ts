import type { BulkFailure } from '../../api/tickets.types';

/** So many are named under one reason; the rest is counted. */
const NAMED = 12;

export interface Refused {
  why: string;
  /** `#1042`, in the order of the numbers. */
  names: string[];
  more: number;
}

/** The failures of one action, those with the same reason together. */
export function refusedOf(
  failed: readonly BulkFailure[],
  rows: readonly { id: string; number: number }[],
  wordsOf: (failure: BulkFailure) => string,
): Refused[] {
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  const byReason = new Map<string, BulkFailure[]>();
  for (const failure of failed) {
    const why = wordsOf(failure);
    byReason.set(why, [...(byReason.get(why) ?? []), failure]);
  }
  return [...byReason].map(([why, same]) => {
    const known = same.flatMap(({ id }) => numbers.get(id) ?? []).toSorted((a, b) => a - b);
    const names = known.slice(0, NAMED).map((number) => `#${number}`);
    return { why, names, more: same.length - names.length };
  });
}
