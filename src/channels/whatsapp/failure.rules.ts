import type { SendFailure } from '../contract.js';
import { graphFailure, MINUTE, SHARED, type Meaning } from '../meta/graph-failure.rules.js';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes, in words of what to do. */
const MEANINGS: Record<number, Meaning> = {
  ...SHARED,
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
  368: { kind: 'permanent', words: 'The account is blocked for breaking a rule of WhatsApp.' },
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

export const failureOf = (error: unknown): SendFailure =>
  graphFailure(error, 'WhatsApp', ({ code }) => meaningOf(code));
