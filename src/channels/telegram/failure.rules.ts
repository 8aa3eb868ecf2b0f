import { neverLeft } from '../../platform/egress/never-left.js';
import { SendFailure, SendLater } from '../contract.js';

/** What the Bot API says where it says no. */
export class BotApiError extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly retryAfter?: number,
    /** The group goes by another id now. */
    readonly movedTo?: number,
  ) {
    super(description);
  }
}

const GONE = /blocked by the user|user is deactivated|bot was kicked|chat not found|not a member|bot can't initiate/i;

/** Why a send failed. What Telegram may have taken is never sent twice by a machine: nobody can ask it afterwards. */
export function failureOf(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  if (error instanceof BotApiError) {
    if (error.code === 429) return new SendLater(inWords(error), (error.retryAfter ?? 1) * 1000);
    if (error.code === 401 || error.code === 404) {
      return new SendFailure('permanent', 'Telegram does not know the token of this line. Run the live check.');
    }
    if (error.code >= 500) return new SendFailure('unknown', inWords(error));
    return new SendFailure('permanent', inWords(error), error.code === 403 || GONE.test(error.description));
  }
  if (neverLeft(error)) return new SendFailure('passing', 'Telegram could not be reached.');
  return new SendFailure('unknown', 'Telegram did not answer; it may have taken the message.');
}

const inWords = ({ description }: BotApiError): string => `Telegram: ${description}`;
