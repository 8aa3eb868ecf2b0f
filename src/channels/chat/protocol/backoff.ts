const FIRST_MS = 500;
const MOST_MS = 30_000;

/**
 * How long to wait before the next try: doubling, with "equal jitter" so that a thousand widgets which lost the same
 * server do not come back in the same moment.
 */
export function backoff(attempt: number, random: () => number): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(whole / 2 + (whole / 2) * random());
}
