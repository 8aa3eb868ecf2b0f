import type { HookUrls } from '../twilio/hook-urls.service.js';
import { fallbackUrl } from './fallback.controller.js';
import type { Wanted } from './number-check.rules.js';

/** What a number must be told at Twilio to bring its calls to this line. */
export const callUrls = (urls: HookUrls, publicUrl: string, inboxId: string): Wanted => ({
  calls: urls.of(inboxId, 'voice'),
  fallback: fallbackUrl(publicUrl, inboxId),
  status: urls.told(inboxId, 'voice-status'),
});
