/** How two tickets become one, and two again. Pure: lists in, lists out. */

export interface Placed {
  id: string;
  at: Date;
}

/**
 * Two histories as one, by time. Neither is reordered within itself, even where its times are not in order (imports,
 * delayed channels): so taking one of them out again leaves the other exactly as it was.
 */
export function interleave(a: readonly Placed[], b: readonly Placed[]): string[] {
  const merged: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left && (!right || left.at.getTime() <= right.at.getTime())) {
      merged.push(left.id);
      i += 1;
    } else if (right) {
      merged.push(right.id);
      j += 1;
    }
  }
  return merged;
}

/** What the winner gains: each side's own order stays, what both have counts once. */
export const added = (own: readonly string[], others: readonly string[]): string[] =>
  others.filter((one, at) => !own.includes(one) && others.indexOf(one) === at);

export const earliest = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));
export const latest = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b));
