import { describe, expect, it } from '@jest/globals';
import { firstDayOf } from './range.rules';

describe('what a report looks back on', () => {
  it.each([
    ['month', '2026-11-17', '2026-11-01'],
    ['days30', '2026-11-30', '2026-11-01'],
    ['days30', '2026-03-01', '2026-01-31'],
    ['days90', '2026-11-17', '2026-08-20'],
  ] as const)('%s on %s begins on %s', (range, today, first) => expect(firstDayOf(range, today)).toBe(first));
});
