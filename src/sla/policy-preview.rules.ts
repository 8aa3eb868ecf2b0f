import type { ClockState } from './deadline.rules.js';
import { TARGETS, type Target } from './policy.rules.js';

/** How many of each promise would have been kept. Pure. */

export interface PreviewFigure {
  target: Target;
  met: number;
  breached: number;
  open: number;
}

const COUNTED: Partial<Record<ClockState, 'met' | 'breached' | 'open'>> = {
  met: 'met',
  breached: 'breached',
  running: 'open',
  paused: 'open',
};

/** One that nobody needs any more is neither kept nor broken. */
export function figuresOf(clocks: readonly { target: Target; state: ClockState }[]): PreviewFigure[] {
  return TARGETS.flatMap((target) => {
    const figure: PreviewFigure = { target, met: 0, breached: 0, open: 0 };
    const own = clocks.filter((clock) => clock.target === target);
    for (const { state } of own) {
      const counted = COUNTED[state];
      if (counted) figure[counted] += 1;
    }
    return own.length > 0 ? [figure] : [];
  });
}
