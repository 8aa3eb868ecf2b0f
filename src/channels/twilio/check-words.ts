import type { CheckStep } from '../contract.js';

const VOICE_PAGE = 'Phone Numbers → the number → Voice → “A call comes in”: paste the URL from this page, with POST.';

/** What a live check can find, in English; the console has the same by code in its languages. The second text: what to do. */
const WORDS: Record<string, [detail: string, hint?: string]> = {
  'no-account': [
    'There is no account yet.',
    'Enter the account SID (it begins with AC) and the auth token from the first page of the Twilio console, or choose the simulated account.',
  ],
  simulated: ['The simulated account answers. Nothing leaves this server.'],
  'account-state': ['“{{name}}” is {{state}}.', 'Twilio has switched the account off. Its console says why.'],
  'wrong-token': [
    'Twilio does not accept this SID and token.',
    'The token may have been changed in the console, or the SID is that of another account. API keys do not work here: webhooks are signed with the auth token.',
  ],
  'not-reached': ['Twilio could not be reached: {{why}}', 'Check the way out of this server: DNS, firewall, proxy.'],
  clock: ['{{why}}', 'The clock of this server may be wrong.'],
  refused: ['{{why}}', 'Try again; the Twilio console shows what it noticed under Monitor → Errors.'],
  'number-absent': [
    '{{number}} is not among the numbers of this account.',
    'Short codes are not listed; for any other number check the account: a subaccount has a SID and a token of its own.',
  ],
  'number-carries': ['{{number}} carries text.'],
  'number-carries-pictures': ['{{number}} carries text and pictures.'],
  'number-mute': ['{{number}} carries no text.', 'Choose a number with SMS in the Twilio console.'],
  'number-carries-calls': ['{{number}} carries calls.'],
  'number-carries-no-calls': ['{{number}} carries no calls.', 'Choose a number with Voice in the Twilio console.'],
  'calls-right': ['Who calls is brought here.'],
  'calls-none': ['Who calls is brought to nobody.', VOICE_PAGE],
  'calls-other': ['Who calls is brought to {{url}}.', VOICE_PAGE],
  'calls-elsewhere': [
    'A TwiML app or a trunk answers this number, and its own addresses are not asked.',
    'Phone Numbers → the number → Voice → “Configure with”: choose Webhook, and paste the three URLs from this page.',
  ],
  'calls-get': [
    'Who calls is brought here by GET, and is hung up on.',
    'Phone Numbers → the number → Voice → “A call comes in”: choose HTTP POST. What comes by GET is not read.',
  ],
  'fallback-right': ['While we are away, callers can leave a message.'],
  'fallback-none': [
    'While we are away, callers hear an error.',
    'Phone Numbers → the number → Voice → “Primary handler fails”: paste the URL from this page, with POST.',
  ],
  'fallback-other': [
    'While we are away, callers are brought to {{url}}.',
    'Phone Numbers → the number → Voice → “Primary handler fails”: paste the URL from this page, with POST.',
  ],
  'fallback-get': [
    'While we are away, callers are brought here by GET, which is not answered.',
    'Phone Numbers → the number → Voice → “Primary handler fails”: choose HTTP POST.',
  ],
  'status-right': ['We are told when somebody hangs up.'],
  'status-none': [
    'Nobody is told when somebody hangs up: a call that is over rings on for a while.',
    'Phone Numbers → the number → Voice → “Call status changes”: paste the URL from this page, with POST.',
  ],
  'status-other': [
    'When somebody hangs up, {{url}} is told.',
    'Phone Numbers → the number → Voice → “Call status changes”: paste the URL from this page, with POST.',
  ],
  'status-get': [
    'We are told by GET when somebody hangs up, which is not heard.',
    'Phone Numbers → the number → Voice → “Call status changes”: choose HTTP POST.',
  ],
  'browser-ready': ['Agents can talk in their browsers.'],
  'browser-none': [
    'Agents cannot talk in their browsers yet.',
    'Make a standard API key in the Twilio console and enter its SID and its secret.',
  ],
  'webhook-right': ['What comes in is brought here.'],
  'webhook-none': [
    'What comes in is brought to nobody.',
    'Phone Numbers → the number → Messaging → “A message comes in”: paste the URL from this page, with POST. With a messaging service, paste it under its Integration.',
  ],
  'webhook-other': [
    'What comes in is brought to {{url}}.',
    'Phone Numbers → the number → Messaging → “A message comes in”: paste the URL from this page, with POST. With a messaging service, paste it under its Integration.',
  ],
  reachable: ['Twilio reaches us at {{url}}.'],
  unreachable: [
    'Twilio cannot reach {{url}}.',
    'Set PUBLIC_URL to the https address under which the world reaches this server. Signatures cover it letter by letter.',
  ],
};

export function found(name: string, ok: boolean, code: string, values: Record<string, string> = {}): CheckStep {
  const fill = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
  const [detail, hint] = WORDS[code] ?? [code];
  return { name, ok, detail: fill(detail), ...(!ok && hint && { hint: fill(hint) }), words: { code, values } };
}
