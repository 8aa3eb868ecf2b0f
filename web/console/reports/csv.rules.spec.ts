import { describe, expect, it } from '@jest/globals';
import { csvOf } from './csv.rules';

const line = (value: string | number | null): string => csvOf([[value]]).slice(1, -2);

describe('a file for spreadsheets', () => {
  it.each([
    ['plain', 'plain'],
    ['a, b', '"a, b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['@sum', "'@sum"],
    [-12.5, '-12.5'],
    [null, ''],
  ])('writes %j as %j', (value, written) => expect(line(value)).toBe(written));
});
