import { neverLeft } from '../../platform/egress/never-left.js';
import { SendFailure, SendLater } from '../contract.js';
import { GraphError } from '../meta/graph.js';

interface Meaning {
  kind: 'permanent' | 'later';
  words: string;
  undeliverable?: boolean;
  /** `later`: how long. */
  afterMs?: number;
}

const MINUTE = 60_000;

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes, in words of what to do. */
const MEANINGS: Record<number, Meaning> = {
  131026: {
    kind: 'permanent',
    words: 'WhatsApp cannot bring it: the number is not on WhatsApp, or too old a version.',
    undeliverable: true,
  },
  131030: {
    kind: 'permanent',
    words: 'The number is not among those that may be written to while the app is in test.',
  },
  131047: { kind: 'permanent', words: 'The customer last wrote more than 24 hours ago: only a template can be sent.' },
  131049: {
    kind: 'permanent',
    words: 'Meta chose not to bring it, so as not to bother the customer. Do not repeat it today.',
  },
  131051: { kind: 'permanent', words: 'WhatsApp does not carry this kind of message.' },
  131053: { kind: 'permanent', words: 'WhatsApp does not take this file: its type or size.' },
  131062: { kind: 'permanent', words: 'This template can only be sent to a number, and the customer shows none.' },
  131031: { kind: 'permanent', words: 'The WhatsApp account is locked. Meta Business Suite says why.' },
  131048: { kind: 'later', words: 'Too many customers blocked or reported this number lately.', afterMs: 60 * MINUTE },
  131056: { kind: 'later', words: 'Too much to this customer at once.', afterMs: 6_000 },
  131057: { kind: 'later', words: 'The number is being upgraded.', afterMs: 5 * MINUTE },
  130429: { kind: 'later', words: 'Too much from this number at once.', afterMs: 10_000 },
  80007: { kind: 'later', words: 'Too much from this account at once.', afterMs: 5 * MINUTE },
  4: { kind: 'later', words: 'Too many calls to Meta.', afterMs: 5 * MINUTE },
  368: { kind: 'permanent', words: 'The account is blocked for breaking a rule of WhatsApp.' },
  190: { kind: 'permanent', words: 'The access token is not valid any more. Enter a new one in the line’s settings.' },
  10: { kind: 'permanent', words: 'The access token may not send for this number.' },
  200: { kind: 'permanent', words: 'The access token may not send for this number.' },
  133010: { kind: 'permanent', words: 'The number is not registered with the Cloud API.' },
  132000: { kind: 'permanent', words: 'The template has another number of variables.' },
  132001: { kind: 'permanent', words: 'There is no such template in this language, or it is not approved.' },
  132005: { kind: 'permanent', words: 'The template becomes too long with these words.' },
  132007: { kind: 'permanent', words: 'The template breaks a rule of WhatsApp.' },
  132012: { kind: 'permanent', words: 'A variable of the template has a form that is not allowed.' },
  132015: { kind: 'permanent', words: 'The template is paused, because customers did not like it.' },
  132016: { kind: 'permanent', words: 'The template was switched off.' },
};

export const meaningOf = (code: number): Meaning | undefined => MEANINGS[code];

/** What was perhaps taken is never sent twice by a machine: a status that comes later names our own id, and settles it. */
export function failureOf(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  if (error instanceof GraphError) {
    const meaning = MEANINGS[error.code];
    if (meaning?.kind === 'later') return new SendLater(meaning.words, meaning.afterMs ?? MINUTE);
    if (meaning) return new SendFailure('permanent', meaning.words, meaning.undeliverable ?? false);
    if (error.status === 429) return new SendLater('Too many calls to Meta.', MINUTE);
    if (error.status >= 500) return new SendFailure('unknown', `WhatsApp: ${error.message}`);
    return new SendFailure('permanent', `WhatsApp: ${error.message}`);
  }
  if (neverLeft(error)) return new SendFailure('passing', 'WhatsApp could not be reached.');
  return new SendFailure('unknown', 'WhatsApp did not answer; it may have taken the message.');
}
