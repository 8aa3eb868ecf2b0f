import type { CheckStep } from '../contract.js';
import { found, unchecked } from './check-words.js';

/** What Meta says of a token (`debug_token`). */
export interface TokenFacts {
  is_valid?: boolean;
  /** In seconds; 0: it does not end. */
  expires_at?: number;
  scopes?: string[];
}

const DAY_MS = 86_400_000;
/** People need some days to make another one. */
const WARN_MS = 10 * DAY_MS;

/** Whether a token works, may what it must, and how long. `scopes`: separated by commas. */
export function tokenStep(
  { is_valid: isValid, expires_at: end, scopes: has }: TokenFacts,
  scopes: string,
  now: Date,
): CheckStep {
  if (isValid === false) return found('token', false, 'meta-token-over', { scopes });
  const missing = has ? scopes.split(/,\s*/).filter((one) => one && !has.includes(one)) : [];
  if (missing.length > 0) return found('token', false, 'meta-token-scopes', { missing: missing.join(', ') });
  if (end === undefined) return unchecked('token', 'meta-token-end-unknown');
  return end === 0 ? found('token', true, 'meta-token-endless') : endStep(new Date(end * 1000), now);
}

/** Of a token that ends. */
export function endStep(end: Date, now: Date): CheckStep {
  const day = end.toISOString().slice(0, 10);
  if (end <= now) return found('token', false, 'meta-token-ended', { day });
  const isNear = end.getTime() - now.getTime() < WARN_MS;
  return found('token', !isNear, isNear ? 'meta-token-ends' : 'meta-token-until', { day });
}

/** A token that can be renewed is, as soon as a third of its sixty days is over. */
const RENEW_BEFORE_MS = 40 * DAY_MS;

export const isToBeRenewed = (end: Date | null, now: Date): boolean =>
  end === null || end.getTime() - now.getTime() < RENEW_BEFORE_MS;
