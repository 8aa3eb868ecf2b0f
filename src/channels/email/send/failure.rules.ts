import type { RecipientOutcome } from '../../../conversations/recipient-outcome.rules.js';
import { SendFailure } from '../../contract.js';

/** What a broken conversation with a mail server tells. */
export interface SmtpProblem {
  message: string;
  /** nodemailer's: EAUTH, ECONNECTION, EENVELOPE, … */
  code?: string;
  /** The server's answer; absent where it said nothing. */
  responseCode?: number;
  /** How far we were: `data-complete` once every byte had been handed over, so the server may have taken it. */
  stage: 'before-data' | 'data-begun' | 'data-complete';
}

/**
 * Only what surely was not accepted may be tried again. A refusal is sure; so is a connection that broke before the last
 * byte. A silence after the last byte may have been a yes.
 */
export function classify(problem: SmtpProblem): SendFailure {
  const { message, responseCode, code, stage } = problem;
  if (code === 'EAUTH') return new SendFailure('passing', `The mail server did not accept the sign-in: ${message}`);
  if (responseCode !== undefined && responseCode >= 500) {
    return new SendFailure('permanent', `The mail server refused: ${message}`);
  }
  if (responseCode !== undefined) return new SendFailure('passing', `The mail server asked to try again: ${message}`);
  if (stage === 'data-complete') {
    return new SendFailure(
      'unknown',
      'The connection broke after the mail was handed over; it may have been accepted.',
    );
  }
  return new SendFailure('passing', `The mail server could not be reached: ${message}`);
}

/** What a server says of recipients; nodemailer's names. */
export interface Refusals {
  accepted?: (string | { address: string })[];
  rejectedErrors?: { recipient?: string; message: string; response?: string; responseCode?: number }[];
}

/** Each recipient has an answer of its own: 5xx is a no, anything else a "not now". */
export const outcomesOf = ({ accepted = [], rejectedErrors = [] }: Refusals): RecipientOutcome[] => [
  ...accepted.map((to): RecipientOutcome => ({ address: typeof to === 'string' ? to : to.address, state: 'accepted' })),
  ...rejectedErrors.map(({ recipient = '', message, response = message, responseCode = 0 }): RecipientOutcome =>
    responseCode < 500
      ? { address: recipient, state: 'waiting', reason: response }
      : {
          address: recipient,
          state: 'rejected',
          reason: response,
          ...(noSuchAddress(response) && { undeliverable: true }),
        },
  ),
];

const noSuchAddress = (answer: string): boolean =>
  /\b5\.1\.(?:0|1|2|3|6|10)\b|user unknown|no such (?:user|inbox|recipient|address)/i.test(answer);
