import type { CheckStep } from '../contract.js';
import { found } from '../twilio/check-words.js';

/** What Twilio keeps of a number: whom it turns to, and how. */
export interface NumberSettings {
  voiceUrl: string | null;
  voiceMethod: string | null;
  voiceFallbackUrl: string | null;
  voiceFallbackMethod: string | null;
  statusCallback: string | null;
  statusCallbackMethod: string | null;
  voiceApplicationSid: string | null;
  trunkSid: string | null;
}

/** The three addresses that the line's page tells people to paste. */
export interface Wanted {
  calls: string;
  fallback: string;
  status: string;
}

/** Whether each of them is there, with POST: two of three work on most days, and fail on the one that matters. */
export function numberSteps(number: NumberSettings, wanted: Wanted): CheckStep[] {
  if (number.voiceApplicationSid || number.trunkSid) return [found('webhook', false, 'calls-elsewhere')];
  return [
    step('webhook', 'calls', number.voiceUrl, number.voiceMethod, wanted.calls),
    step('fallback', 'fallback', number.voiceFallbackUrl, number.voiceFallbackMethod, wanted.fallback),
    step('call-status', 'status', number.statusCallback, number.statusCallbackMethod, wanted.status),
  ];
}

function step(name: string, code: string, url: string | null, method: string | null, wanted: string): CheckStep {
  const isOurs = bare(url) === bare(wanted);
  const isPost = (method ?? 'POST').toUpperCase() === 'POST';
  const what = isOurs ? (isPost ? 'right' : 'get') : url ? 'other' : 'none';
  return found(name, isOurs && isPost, `${code}-${what}`, { url: url ?? '' });
}

/** Behind the # stands only how often Twilio tries. */
const bare = (url: string | null): string => (url ?? '').split('#')[0]!;
