import type { Strategy } from '../../channels/calls/extension.entity.js';

/** Somebody of a group who could take the call now. */
export interface Candidate {
  id: string;
  /** Since when nobody has talked with them; null: never. */
  idleSince: Date | null;
}

export interface Hunt {
  strategy: Strategy;
  /** For each, where they ring one after the other. */
  ringSeconds: number;
  /** How long it rings by now. */
  seconds: number;
}

/** At whom of the candidates, in the order of the group, a call rings at this moment. Pure: every console and job sees the same. */
export function turnOf(candidates: readonly Candidate[], { strategy, ringSeconds, seconds }: Hunt): string[] {
  if (strategy === 'all') return candidates.map(({ id }) => id);
  const ordered = strategy === 'longest-idle' ? [...candidates].sort(longestIdle) : candidates;
  const one = ordered[Math.floor(seconds / ringSeconds)];
  return one ? [one.id] : [];
}

const longestIdle = (a: Candidate, b: Candidate): number =>
  (a.idleSince?.getTime() ?? 0) - (b.idleSince?.getTime() ?? 0);
