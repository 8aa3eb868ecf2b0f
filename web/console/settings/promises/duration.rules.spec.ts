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
    ['', null],
    ['0', null],
    ['soon', null],
  ])('reads "%s" as %s minutes', (typed, minutes) => expect(minutesFrom(typed)).toBe(minutes));

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (minutes) => minutesFrom(durationWords(minutes)) === minutes),
    );
  });
});
