import { createRequire } from 'node:module';
import type { HookRequest } from '../contract.js';

/** By its own path: the package's main entry loads the whole client. */
const { validateRequest, getExpectedTwilioSignature } = createRequire(import.meta.url)(
  'twilio/lib/webhooks/webhooks.js',
) as {
  validateRequest(token: string, signature: string, url: string, params: Record<string, unknown>): boolean;
  getExpectedTwilioSignature(token: string, url: string, params: Record<string, unknown>): string;
};

/** Every parameter, untrimmed: the signature covers all of them, also those that nobody knows yet. */
export function formOf(body: Buffer): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) params[name] = value;
  return params;
}

/** By the provider's own package, on the address as it was configured there. */
export function isSignedByTwilio({ publicUrl, headers, body }: HookRequest, token: string): boolean {
  const given = headers['x-twilio-signature'];
  return Boolean(token && given) && validateRequest(token, given!, publicUrl, formOf(body));
}

/** For whoever plays the provider. */
export const twilioSignature = (token: string, url: string, params: Record<string, string>): string =>
  getExpectedTwilioSignature(token, url, params);
