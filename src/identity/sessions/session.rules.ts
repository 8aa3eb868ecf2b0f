const HOUR = 3_600_000;

/** Unused for a working day and the night after it, a session ends. */
export const IDLE_MS = 16 * HOUR;
/** However much it is used, after a week people prove again who they are. */
export const ABSOLUTE_MS = 7 * 24 * HOUR;
/** Time for requests that are under way with the token before a rotation. */
export const ROTATION_GRACE_MS = 30_000;
/** `seen_at` is written at most this often: not every read needs a write. */
export const SEEN_EVERY_MS = 60_000;

export function hasEnded(session: { seenAt: Date; expiresAt: Date }, now: Date): boolean {
  return now >= session.expiresAt || now.getTime() - session.seenAt.getTime() > IDLE_MS;
}
