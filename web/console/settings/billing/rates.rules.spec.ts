import { describe, expect, it } from '@jest/globals';
import { basisPoints, percentOf, ratesOf, ratesText } from './rates.rules';

describe('rates that people type', () => {
  it.each([
    ['5', 500],
    ['0,44', 44],
    ['19.0 %', 1_900],
    ['-0,08', -8],
    ['0.444', null],
    ['five', null],
  ])('%p is %p', (text, expected) => {
    expect(basisPoints(text)).toBe(expected);
  });

  it.each([
    [500, 'en', '5.00'],
    [500, 'pt-BR', '5,00'],
    [-8, 'pt-BR', '-0,08'],
    [123_456, 'pt-BR', '1234,56'],
  ])('%p in %p is %p, and is read back', (rate, language, expected) => {
    expect(percentOf(rate, language)).toBe(expected);
    expect(basisPoints(expected)).toBe(rate);
  });

  it('are a line for each month, and back', () => {
    const text = '2026-02 0.44\n2026-01 -0.08';

    expect(ratesOf(text)).toEqual({
      rates: [
        { month: '2026-02', rateBp: 44 },
        { month: '2026-01', rateBp: -8 },
      ],
    });
    expect(ratesText((ratesOf(text) as { rates: [] }).rates)).toBe(text);
    expect(ratesOf('2026-02 0.44\n\n2026-13 1')).toEqual({ wrong: 3 });
  });
});
