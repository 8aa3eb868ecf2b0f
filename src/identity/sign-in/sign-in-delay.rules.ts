/** Failures within the window, as one of the three views of them. */
export interface Failures {
  count: number;
  lastAt: Date | null;
}

export interface FailureViews {
  /** This account from this address. */
  pair: Failures;
  /** This account from everywhere. */
  account: Failures;
  /** Every account from this address. */
  address: Failures;
  /** Somebody has signed in to this account from this address before. */
  known: boolean;
}

export const WINDOW_MS = 15 * 60_000;

interface Patience {
  free: number;
  capMs: number;
}
/** Who mistypes now and then feels nothing; who guesses soon waits as long as the window is. */
const PAIR: Patience = { free: 5, capMs: WINDOW_MS };
/**
 * Guessing from many addresses is slowed, but never for long: a stranger must not be able to lock somebody out. From
 * an address where the person has signed in before, the failures of strangers do not count at all.
 */
const ACCOUNT: Patience = { free: 20, capMs: 20_000 };
/** A whole office may share an address. */
const ADDRESS: Patience = { free: 40, capMs: WINDOW_MS };

/** How long to wait before the next attempt is looked at. Zero: now. */
export function waitMs(views: FailureViews, now: Date): number {
  return Math.max(
    remaining(views.pair, PAIR, now),
    views.known ? 0 : remaining(views.account, ACCOUNT, now),
    remaining(views.address, ADDRESS, now),
  );
}

/** One second after the last free failure, and twice as long after each further one. */
function remaining({ count, lastAt }: Failures, { free, capMs }: Patience, now: Date): number {
  if (count < free || !lastAt) return 0;
  const delay = Math.min(capMs, 1_000 * 2 ** (count - free));
  return Math.max(0, lastAt.getTime() + delay - now.getTime());
}
