import type { SendFailure } from '../../contract.js';
import type { GraphError } from '../graph.js';
import { graphFailure, MINUTE, SHARED, type Meaning } from '../graph-failure.rules.js';

const CLOSED: Meaning = {
  kind: 'permanent',
  words: 'The customer last wrote too long ago: the platform lets nobody write to them now.',
};

/** By code and subcode first. https://developers.facebook.com/docs/messenger-platform/error-codes */
const BY_SUBCODE: Record<string, Meaning> = {
  '10/2018278': CLOSED,
  '10/2018065': CLOSED,
  '10/1893063': { kind: 'permanent', words: 'The page is restricted for a while. Meta Business Suite says why.' },
  '10/2018108': { kind: 'permanent', words: 'The customer takes no messages from this page now.' },
  '100/2018001': { kind: 'permanent', words: 'There is no such customer on this page.', undeliverable: true },
  '200/1545041': { kind: 'permanent', words: 'The customer takes no messages from this page now.' },
  '200/2018300': { kind: 'permanent', words: 'Another app has this conversation now (handover).' },
};

const BY_CODE: Record<number, Meaning> = {
  ...SHARED,
  // May also mean that the customer blocked the page; what was taken comes back as an echo.
  2: { kind: 'unknown', words: 'Meta failed and does not say whether it took the message.' },
  10: { kind: 'permanent', words: 'The access token may not write here, or the window for answers is over.' },
  200: { kind: 'permanent', words: 'The access token may not write here.' },
  368: { kind: 'permanent', words: 'The account is blocked for breaking a rule of Meta.' },
  506: { kind: 'permanent', words: 'The page has just said the same: Facebook takes it only once.' },
  551: {
    kind: 'permanent',
    words: 'The customer cannot be reached: they blocked the page or left.',
    undeliverable: true,
  },
  613: { kind: 'later', words: 'Too much from this page at once.', afterMs: MINUTE },
  1200: { kind: 'later', words: 'Meta could not take it just now.', afterMs: MINUTE / 2 },
  10900: { kind: 'permanent', words: 'This comment was answered privately already.' },
  10903: { kind: 'permanent', words: 'This comment can be answered privately no more.' },
  80006: { kind: 'later', words: 'Too much from this page at once.', afterMs: 5 * MINUTE },
};

export const meaningOf = ({ code, subcode }: Pick<GraphError, 'code' | 'subcode'>): Meaning | undefined =>
  BY_SUBCODE[`${code}/${subcode}`] ?? BY_CODE[code];

export const failureOf = (error: unknown, platform: string): SendFailure => graphFailure(error, platform, meaningOf);
