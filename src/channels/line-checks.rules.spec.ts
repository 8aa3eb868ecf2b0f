import { clockStep, heardStep } from './line-checks.rules.js';

const now = new Date('2026-03-15T12:00:00Z');
const before = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const refusal = (minutes: number) => ({ count: 3, because: null, lastAt: before(minutes) });

describe('what a live check finds of itself', () => {
  it.each([
    ['nobody told the time', [null, null], []],
    ['somebody agrees, though another is far off', [400_000, -900], [['clock-right', true]]],
    ['ours is behind', [400_000, null], [['clock-behind', false]]],
    ['ours is ahead', [-61_000], [['clock-ahead', false]]],
  ])('of the clock, where %s', (_, aheads, expected) => {
    expect(clockStep(aheads).map(({ words, ok }) => [words?.code, ok])).toEqual(expected);
  });

  it.each([
    ['nothing yet, which proves nothing', null, [], 'heard-never', true],
    ['something', before(5), [], 'heard', true],
    ['something, after what was turned away', before(5), [refusal(10)], 'heard', true],
    ['only what was turned away', null, [refusal(10)], 'heard-refused', false],
    ['what was turned away, after something', before(30), [refusal(10)], 'heard-refused', false],
  ])('of what came in, where it is %s', (_, lastAt, refused, code, ok) => {
    expect(heardStep(lastAt, refused, now)).toMatchObject({ ok, words: { code } });
  });
});
