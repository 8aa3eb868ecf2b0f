import type { HookRequest } from '../contract.js';
import type { TwilioAccount } from './accounts.service.js';
import { twilioPackage } from './package.js';

/** The parameters of a form. A name that comes twice keeps all its values, as the signature covers them. */
export function formOf(body: Buffer | string): Record<string, string | string[]> {
  const form = new URLSearchParams(body.toString());
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : values[0]!];
    }),
  );
}

/**
 * The parameters, where Twilio signed exactly this URL and all of them with a token of the account, and it is this
 * account's. The scheme has no time stamp: a repeat is known by the key of what it brings.
 */
export async function signedByTwilio(
  request: HookRequest,
  account: TwilioAccount,
): Promise<Record<string, string> | null> {
  const signature = request.headers['x-twilio-signature'] ?? '';
  if (!signature || account.tokens.length === 0) return null;
  const { validateRequest } = await twilioPackage();
  const form = request.method === 'POST' ? formOf(request.body) : {};
  if (!account.tokens.some((token) => validateRequest(token, signature, request.publicUrl, form))) return null;
  const params = Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, Array.isArray(value) ? value[0]! : value]),
  );
  return params.AccountSid === account.sid ? params : null;
}
