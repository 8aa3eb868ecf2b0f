import { SendFailure } from '../contract.js';

interface Meaning {
  kind: 'permanent' | 'passing';
  words: string;
  undeliverable?: true;
  optedOut?: true;
}

/** What an error code means for what we do next, and in words for whoever reads it at the message. */
const CODES: Record<number, Meaning> = {
  20003: { kind: 'permanent', words: 'Twilio does not know this account, or its token is another one.' },
  20404: { kind: 'permanent', words: 'Twilio does not know this account or resource.' },
  20429: { kind: 'passing', words: 'Twilio takes no more at once; it is tried again.' },
  11751: { kind: 'permanent', words: 'An attachment is larger than the network carries.' },
  21211: { kind: 'permanent', words: 'This is no number that can be written to.', undeliverable: true },
  21408: {
    kind: 'permanent',
    words: 'Messages to this country are switched off in the Twilio account (geo permissions).',
  },
  21606: { kind: 'permanent', words: 'The number of this line cannot send messages, or is not of this account.' },
  21610: { kind: 'permanent', words: 'The customer has opted out (STOP).', optedOut: true },
  21611: { kind: 'passing', words: 'The queue of this number is full; it is tried again.' },
  21612: { kind: 'permanent', words: 'There is no route from this number to the customer’s.' },
  21614: { kind: 'permanent', words: 'This is no mobile number.', undeliverable: true },
  21617: { kind: 'permanent', words: 'The text is longer than 1600 characters.' },
  21623: { kind: 'permanent', words: 'More than ten attachments.' },
  30001: { kind: 'permanent', words: 'The queue of this number was full.' },
  30003: { kind: 'permanent', words: 'The phone cannot be reached: switched off, or out of the network.' },
  30004: { kind: 'permanent', words: 'The network or the customer blocks messages from this number.' },
  30005: { kind: 'permanent', words: 'The number is unknown, or no longer in use.', undeliverable: true },
  30006: { kind: 'permanent', words: 'A landline, or a network that carries no such messages.', undeliverable: true },
  30007: { kind: 'permanent', words: 'The network took it for unwanted and dropped it.' },
  30008: { kind: 'permanent', words: 'The network gave no reason.' },
  30036: { kind: 'permanent', words: 'It waited longer than it was valid.' },
  63003: { kind: 'permanent', words: 'The customer cannot be found on this channel.', undeliverable: true },
  63016: { kind: 'permanent', words: 'The reply window is over: only a template can be sent.' },
  63018: { kind: 'passing', words: 'The channel takes no more at once; it is tried again.' },
};

export const meaningOf = (code: number | undefined): Meaning | undefined => (code ? CODES[code] : undefined);

/** In words, with the number by which Twilio's pages tell more. */
export function wordsOf(code: number | undefined, said = ''): string {
  const words = meaningOf(code)?.words ?? (said || 'Twilio gave no reason.');
  return code ? `${words} (Twilio ${code})` : words;
}

/** No connection was made: surely nothing was accepted. */
export class NotReached extends Error {}

/**
 * What a failed call means. A refusal was not executed; 429 never is; anything that broke off later, and every 5xx, may
 * have been, because there is no key by which Twilio would know a repeat.
 */
export function sendFailure(error: unknown): SendFailure {
  if (error instanceof NotReached) return new SendFailure('passing', `Twilio could not be reached: ${error.message}`);
  const { status, code, message } = error as { status?: number; code?: number; message?: string };
  if (status === 429) return new SendFailure('passing', wordsOf(code ?? 20429, message));
  if (status && status >= 400 && status < 500) {
    const meaning = meaningOf(code);
    const kind = meaning?.kind ?? 'permanent';
    return new SendFailure(kind, wordsOf(code, message), meaning?.undeliverable ?? false, meaning?.optedOut ?? false);
  }
  return new SendFailure('unknown', `Twilio gave no answer that tells whether it was accepted (${message ?? status}).`);
}
