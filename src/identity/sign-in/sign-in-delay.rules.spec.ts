import { waitMs, WINDOW_MS, type FailureViews } from './sign-in-delay.rules.js';

const now = new Date('2026-03-02T09:00:00Z');
const failures = (count: number, secondsAgo = 0) => ({ count, lastAt: new Date(now.getTime() - secondsAgo * 1_000) });
const none = { count: 0, lastAt: null };
const views = (some: Partial<FailureViews>): FailureViews => ({
  pair: none,
  account: none,
  address: none,
  known: false,
  ...some,
});

it.each<[string, FailureViews, number]>([
  ['nothing went wrong', views({}), 0],
  ['mistyping four times', views({ pair: failures(4) }), 0],
  ['the fifth failure', views({ pair: failures(5) }), 1_000],
  ['the eighth failure', views({ pair: failures(8) }), 8_000],
  ['the eighth failure, five seconds ago', views({ pair: failures(8, 5) }), 3_000],
  ['the eighth failure, long enough ago', views({ pair: failures(8, 9) }), 0],
  ['guessing without end', views({ pair: failures(300) }), WINDOW_MS],
  ['many addresses guessing one account', views({ account: failures(500) }), 20_000],
  ['the owner at a known address meanwhile', views({ account: failures(500), known: true }), 0],
  ['the owner mistyping at a known address', views({ pair: failures(6), known: true }), 2_000],
  ['one address trying many accounts', views({ address: failures(50) }), WINDOW_MS],
])('after %s', (_, given, expected) => {
  expect(waitMs(given, now)).toBe(Math.min(expected, WINDOW_MS));
});
