/** So often is somebody called who asked for it; then they are a task, for whoever has time. */
export const MOST_ATTEMPTS = 3;

/** Who did not answer may be back at their telephone in a while. */
const PAUSES_MS = [5 * 60_000, 20 * 60_000];

/** So long is a call back offered. Whoever asked in the evening is not called at night. */
export const LONGEST_OFFER_MS = 2 * 3_600_000;

/** Who all said no are asked again after this: the customer was told that they will be called. */
export const ASK_AGAIN_MS = 120_000;

/** When somebody who was not reached stands in line again; null: no more. `attempts` with this one. */
export function nextAttempt(attempts: number, at: Date): Date | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  return new Date(at.getTime() + PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1]!);
}

/** A call back rings when it is next: whoever holds the line and has waited longer comes first. */
export function inTurn<C extends { direction: 'in' | 'out' }>(ringing: readonly C[]): C[] {
  return ringing.filter(({ direction }, at) => direction === 'in' || at === 0);
}
