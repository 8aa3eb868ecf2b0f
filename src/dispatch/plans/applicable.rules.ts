/** Which parts of a proposal still hold when it is accepted. Pure. */

export interface Held {
  visitId: string;
  technicianIds: readonly string[];
  from: number;
  to: number;
}

/**
 * All of them take their places at once, so a visit may go where another of them leaves. One that meets somebody who does not
 * move stays where it was, and may so stand in the way of the next: looked at again until nothing changes.
 */
export function applicable(
  wanted: readonly (Held & { now: Held | null })[],
  others: readonly Held[],
): {
  moves: Held[];
  stays: string[];
} {
  let moves = [...wanted];
  const stays: string[] = [];
  for (;;) {
    const standing = [
      ...others,
      ...wanted.filter((one) => stays.includes(one.visitId)).flatMap((one) => one.now ?? []),
    ];
    const blocked = moves.filter(
      (one) =>
        standing.some((other) => meets(one, other)) ||
        moves.some((other) => other.visitId < one.visitId && meets(one, other)),
    );
    if (blocked.length === 0)
      return {
        moves: moves.map(({ visitId, technicianIds, from, to }) => ({ visitId, technicianIds, from, to })),
        stays,
      };
    stays.push(...blocked.map((one) => one.visitId));
    moves = moves.filter((one) => !blocked.includes(one));
  }
}

const meets = (a: Held, b: Held): boolean =>
  a.visitId !== b.visitId &&
  a.from < b.to &&
  b.from < a.to &&
  a.technicianIds.some((id) => b.technicianIds.includes(id));
