import { neverLeft } from '../../platform/egress/never-left.js';
import { SendFailure, SendLater } from '../contract.js';
import { GraphError } from './graph.js';

/** What a number of Meta's means for us, in words of what to do. */
export interface Meaning {
  /** `later`: surely not taken, and welcome after a while. `unknown`: perhaps taken. */
  kind: 'permanent' | 'later' | 'unknown';
  words: string;
  undeliverable?: boolean;
  /** `later`: how long. */
  afterMs?: number;
}

export const MINUTE = 60_000;

/** What all products of Meta share. https://developers.facebook.com/docs/graph-api/guides/error-handling */
export const SHARED: Record<number, Meaning> = {
  4: { kind: 'later', words: 'Too many calls to Meta.', afterMs: 5 * MINUTE },
  190: { kind: 'permanent', words: 'The access token is not valid any more. Enter a new one in the line’s settings.' },
};

/** What was perhaps taken is never sent twice by a machine: what comes back with our own id settles it. */
export function graphFailure(
  error: unknown,
  product: string,
  meaningOf: (error: GraphError) => Meaning | undefined,
): SendFailure {
  if (error instanceof SendFailure) return error;
  if (error instanceof GraphError) {
    const meaning = meaningOf(error);
    if (meaning?.kind === 'later') return new SendLater(meaning.words, meaning.afterMs ?? MINUTE);
    if (meaning) return new SendFailure(meaning.kind, meaning.words, meaning.undeliverable ?? false);
    if (error.status === 429) return new SendLater('Too many calls to Meta.', MINUTE);
    return new SendFailure(error.status >= 500 ? 'unknown' : 'permanent', `${product}: ${error.message}`);
  }
  if (neverLeft(error)) return new SendFailure('passing', `${product} could not be reached.`);
  return new SendFailure('unknown', `${product} did not answer; it may have taken the message.`);
}
