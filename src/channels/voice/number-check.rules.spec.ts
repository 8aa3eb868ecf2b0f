import { numberSteps, type NumberSettings } from './number-check.rules.js';

const WANTED = { calls: 'https://desk/voice', fallback: 'https://desk/fallback', status: 'https://desk/status#rc=3' };
const RIGHT: NumberSettings = {
  voiceUrl: WANTED.calls,
  voiceMethod: 'POST',
  voiceFallbackUrl: WANTED.fallback,
  voiceFallbackMethod: 'POST',
  statusCallback: 'https://desk/status',
  statusCallbackMethod: 'POST',
  voiceApplicationSid: null,
  trunkSid: null,
};

it.each<[string, Partial<NumberSettings>, string[]]>([
  ['has all three of our addresses', {}, ['calls-right', 'fallback-right', 'status-right']],
  ['has one of another server', { voiceUrl: 'https://old/voice' }, ['calls-other', 'fallback-right', 'status-right']],
  ['turns to nobody', { voiceUrl: null }, ['calls-none', 'fallback-right', 'status-right']],
  ['asks by GET', { voiceMethod: 'GET' }, ['calls-get', 'fallback-right', 'status-right']],
  [
    'has nobody for the day when we are away',
    { voiceFallbackUrl: '' },
    ['calls-right', 'fallback-none', 'status-right'],
  ],
  ['tells nobody of hang-ups', { statusCallback: null }, ['calls-right', 'fallback-right', 'status-none']],
  ['is answered by a TwiML app, whatever stands beside it', { voiceApplicationSid: 'AP1' }, ['calls-elsewhere']],
  ['belongs to a trunk', { trunkSid: 'TK1' }, ['calls-elsewhere']],
])('a number that %s', (_, change, codes) => {
  const steps = numberSteps({ ...RIGHT, ...change }, WANTED);

  expect(steps.map(({ words }) => words!.code)).toEqual(codes);
  for (const { ok, hint, words } of steps) {
    expect(ok).toBe(words!.code.endsWith('-right'));
    expect(hint === undefined).toBe(ok);
  }
});
