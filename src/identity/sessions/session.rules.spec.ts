import { ABSOLUTE_MS, hasEnded, IDLE_MS } from './session.rules.js';

const now = new Date('2026-03-02T09:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const session = (createdAgo: number, seenAgo: number) => ({
  seenAt: ago(seenAgo),
  expiresAt: new Date(ago(createdAgo).getTime() + ABSOLUTE_MS),
});

it.each([
  ['just opened', session(0, 0), false],
  ['used all week', session(ABSOLUTE_MS - 1, 1_000), false],
  ['at the end of its week', session(ABSOLUTE_MS, 0), true],
  ['idle for nearly too long', session(IDLE_MS, IDLE_MS), false],
  ['idle for too long', session(IDLE_MS + 1, IDLE_MS + 1), true],
])('a session %s', (_, given, ended) => {
  expect(hasEnded(given, now)).toBe(ended);
});
