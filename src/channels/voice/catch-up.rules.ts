/** A call that the provider never ends must not make us ask for the same day for ever. */
const LONGEST_MS = 24 * 3_600_000;

/** Until when everything is known: until now, or until the first of which more is to come. */
export function seenUntil(now: Date, unsettled: readonly Date[]): Date {
  const first = Math.min(now.getTime(), ...unsettled.map((at) => at.getTime()));
  return new Date(Math.max(first, now.getTime() - LONGEST_MS));
}
