import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { durationWords, minutesFrom } from './duration.rules';

describe('the length of a promise', () => {
  it.each([
    ['30', 30],
    ['30 min', 30],
    ['4h', 240],
    ['1,5 h', 90],
    ['1h30', 90],
    ['1 h 05 min', 65],
    ['20 s', 1 / 3],
    ['1 min 30 s', 1.5],
    ['', null],
    ['0', null],
    ['soon', null],
  ])('reads "%s" as %s minutes', (typed, minutes) => expect(minutesFrom(typed)).toBe(minutes));

  it.each([
    [1 / 3, '20 s'],
    [1.5, '1 min 30 s'],
    [2, '2 min'],
    [0, '0 min'],
    [61.4, '1 h 01 min'],
  ])('writes %s as "%s"', (minutes, words) => expect(durationWords(minutes)).toBe(words));

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (minutes) => minutesFrom(durationWords(minutes)) === minutes),
    );
  });
});
