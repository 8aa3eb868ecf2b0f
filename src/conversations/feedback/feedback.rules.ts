/** What becomes of an opinion when its author is heard again. Pure. */

export interface Opinion {
  verdict: 'positive' | 'negative' | null;
  text: string;
  link?: string;
}

export interface KeptOpinion {
  verdict: Opinion['verdict'];
  text: string;
  changedAt: Date;
  takenBackAt: Date | null;
}

export type Heard = 'new' | 'changed' | 'taken-back' | 'given-again' | 'repeat' | 'overtaken' | 'unknown';

/** `given` is null where it was taken back. Providers repeat, and bring what is old after what is new. */
export function hear(kept: KeptOpinion | null, given: Opinion | null, at: Date): Heard {
  if (!kept) return given ? 'new' : 'unknown';
  if (at < kept.changedAt) return 'overtaken';
  if (!given) return kept.takenBackAt ? 'repeat' : 'taken-back';
  // In the same moment it cannot have been given again.
  if (kept.takenBackAt) return at > kept.takenBackAt ? 'given-again' : 'overtaken';
  return given.text === kept.text && given.verdict === kept.verdict ? 'repeat' : 'changed';
}
