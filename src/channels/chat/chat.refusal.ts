import { Refusal } from '../../platform/http/refusal.js';
import type { ChatError, ErrorCode } from './protocol/protocol.js';

const STATUS: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthorized: 401,
  closed: 409,
  too_long: 422,
  rate_limited: 429,
  unavailable: 503,
};

export const refuse = (code: ErrorCode, message: string, retryAfterMs?: number): Refusal =>
  new Refusal(code, STATUS[code], message, retryAfterMs ? { retryAfter: retryAfterMs / 1000 } : {});

/** What a client is told. Of an error that is no refusal it learns nothing but that it may try again. */
export function chatErrorOf(error: unknown): ChatError {
  if (!(error instanceof Refusal) || !(error.code in STATUS)) {
    return { code: 'unavailable', message: 'This did not work. Try again.' };
  }
  const { retryAfter } = error.details;
  return {
    code: error.code as ErrorCode,
    message: error.message,
    ...(retryAfter && { retryAfter: Math.ceil(retryAfter * 1000) }),
  };
}
