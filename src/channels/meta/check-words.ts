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
  'meta-secret': ['There is an app secret.', RULES],
  'meta-secret-none': ['There is no app secret.', RULES],
  'meta-webhook': ['Messages are brought to {{url}}.'],
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
