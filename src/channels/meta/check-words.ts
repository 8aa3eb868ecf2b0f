import type { CheckStep } from '../contract.js';

const RULES =
  'Enter the app secret of the app that owns the webhook: App settings → Basic. Without it nothing is let in.';

/** What a live check can find, in English; the console has the same by code in its languages. The second text: what to do. */
const WORDS: Record<string, [detail: string, hint?: string]> = {
  simulated: ['The simulated account answers. Nothing leaves this server.'],
  'meta-token-none': [
    'There is no access token, or no ID.',
    'The steps on this page say where Meta shows both. The token must not end after an hour.',
  ],
  'meta-account': ['{{name}}'],
  'meta-quality': [
    'Meta rates the number {{rating}}.',
    'Customers block or report it. Meta may lower how many may be written to.',
  ],
  'meta-secret': ['There is an app secret. Whether it is right could not be asked.', RULES],
  'meta-secret-right': ['Meta knows the app by its secret.'],
  'meta-secret-next': [
    'Meta knows the app by the next secret.',
    'The change is done: enter the next app secret as the app secret.',
  ],
  'meta-secret-wrong': ['Meta does not know the app by this secret: {{why}}', RULES],
  'meta-token-endless': ['The token may all that it must, and does not end.'],
  'meta-token-until': ['The token may all that it must, and ends on {{day}}.'],
  'meta-token-ends': ['The token ends on {{day}}.', 'Make a new one and enter it here before that day.'],
  'meta-token-ended': ['The token ended on {{day}}.', 'Make a new one and enter it here.'],
  'meta-token-renews': ['The token ends on {{day}}, and is renewed before.'],
  'meta-token-over': ['Meta takes this token no more.', 'Make a new one, with {{scopes}}.'],
  'meta-token-scopes': ['The token may not {{missing}}.', 'Make one with these rights too: {{missing}}.'],
  'meta-token-end-unknown': ['Meta did not say when the token ends.'],
  'meta-secret-none': ['There is no app secret.', RULES],
  'meta-webhook-right': ['Meta has {{url}} as the address.'],
  'meta-webhook-unchecked': ['Enter {{url}} at Meta. Which address it has could not be asked.'],
  'meta-webhook-other': [
    'Meta brings them to {{other}}.',
    'Enter {{url}} at Meta: your app → Webhooks → the object of this line.',
  ],
  'meta-webhook-none': [
    'Meta has no address for “{{object}}”.',
    'Enter {{url}} and the verify token at Meta: your app → Webhooks → “{{object}}”.',
  ],
  'meta-webhook-words': [
    'There is no verify token.',
    'Enter any words as verify token; then enter {{url}} and the same words at Meta.',
  ],
  'meta-webhook-http': [
    'Meta cannot reach {{url}}.',
    'Meta reaches only https. Set PUBLIC_URL to the address that people use.',
  ],
  'meta-subscribed': ['The app is told of what happens here.'],
  'meta-subscribed-now': ['The app is told from now on.'],
  'meta-refused': ['Meta: {{why}}', 'Make a token that may use this account, with {{scopes}}.'],
  'meta-unreached': ['Meta could not be reached: {{why}}', 'May this server reach {{host}}?'],
};

export function found(name: string, ok: boolean, code: string, values: Record<string, string> = {}): CheckStep {
  const fill = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
  const [detail, hint] = WORDS[code] ?? [code];
  return { name, ok, detail: fill(detail), ...(!ok && hint && { hint: fill(hint) }), words: { code, values } };
}

/** Nothing is wrong as far as we know, and nothing was proved. */
export const unchecked = (name: string, code: string, values: Record<string, string> = {}): CheckStep => ({
  ...found(name, true, code, values),
  unchecked: true,
});
