import { writtenDay } from './days.rules.js';

describe('a day that people write', () => {
  it.each([
    ['2026-03-15', '2026-03-15'],
    ['2026-03-15T10:00:00', '2026-03-15'],
    ['5/3/2026', '2026-03-05'],
    ['05.03.2026', '2026-03-05'],
    ['2026-02-30', null],
    ['yesterday', null],
  ])('is read from %p as %p', (text, day) => {
    expect(writtenDay(text)).toBe(day);
  });
});
