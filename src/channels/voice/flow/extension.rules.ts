import type { Way, Ways } from '../../calls/extension.entity.js';

/** An extension as it stands at this moment. */
export interface ReachedExtension {
  id: string;
  number: string;
  name: string;
  /** `free`: somebody of it can be rung at; `nobody`: none is there, and no telephone of theirs. */
  standing: 'free' | 'busy' | 'closed' | 'nobody';
  /** Of one that is outside the desk. */
  phone: string | null;
  /** Whose it is; null for a group. */
  userId: string | null;
  /** Altogether, until nobody is left to be rung at. */
  ringSeconds: number;
  ways: Ways;
  greeting: Record<string, string>;
}

/**
 * Where a caller who wants this extension goes: rules may lead from one to the next, and never in a circle. Pure. As
 * words, to be stored with the call: `ring <id>`, `voicemail <id>`, `number <phone>`, `flow`.
 */
export function wayTo(id: string, all: readonly ReachedExtension[], rang: readonly string[]): string {
  const extension = all.find((one) => one.id === id);
  if (!extension || rang.includes(id)) return 'flow';
  if (extension.phone) return `number ${extension.phone}`;
  if (extension.standing === 'free') return `ring ${id}`;
  return wayOf(id, extension.ways[extension.standing], all, [...rang, id]);
}

/** What comes in place of an extension. */
export function wayOf(id: string, way: Way, all: readonly ReachedExtension[], rang: readonly string[]): string {
  switch (way.to) {
    case 'voicemail':
      return `voicemail ${id}`;
    case 'number':
      return `number ${way.phone}`;
    case 'extension':
      return wayTo(way.extensionId, all, rang.includes(id) ? rang : [...rang, id]);
    case 'flow':
      return 'flow';
  }
}
