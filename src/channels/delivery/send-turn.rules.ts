/** Of a ticket's priorities the one that goes before all others. */
const URGENT = 4;

/** What decides who goes first. */
export interface Waiting {
  /** Written by a machine. */
  automatic: boolean;
  /** It goes to many. */
  broadcast: boolean;
  /** Rank of its ticket's priority. */
  priority: number;
  /** What a person wrote in the same conversation stands behind it, and cannot overtake it. */
  holdsUp: boolean;
}

/**
 * Its rank in the line's budget, the lowest first: people before machines, machines before what goes to many, and the
 * urgent before the others of their kind. Within a rank it goes by who has waited longest; as no conversation without
 * threads has two of its messages waiting at once, nobody who writes much holds up the others.
 */
export function rankOf({ automatic, broadcast, priority, holdsUp }: Waiting): number {
  const late = priority >= URGENT ? 0 : 1;
  if (!automatic || holdsUp) return late;
  return broadcast ? 4 : 2 + late;
}

/** Whether somebody may go who has so many before them, or how long that takes if nobody better comes. */
export function turnOf(tokens: number, ahead: number, perSecond: number): { goes: boolean; waitMs: number } {
  const missing = ahead + 1 - tokens;
  return missing <= 0 ? { goes: true, waitMs: 0 } : { goes: false, waitMs: Math.ceil((missing / perSecond) * 1000) };
}
