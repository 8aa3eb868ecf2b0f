import { describe, expect, it } from '@jest/globals';
import { dayOf, monthOf, type Hours } from './year.rules';

const office: Hours = {
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '18:00']]])),
  exceptions: [
    { date: '2026-12-24', name: 'Christmas Eve', hours: [['09:00', '12:00']] },
    { date: '2026-12-28', hours: [] },
  ],
  holidays: [
    { date: '2020-12-25', name: 'Christmas', yearly: true },
    { date: '2025-12-22', name: 'of last year only' },
    { date: '2026-12-24', name: 'never shown: the exception says more' },
  ],
};

describe('a year of opening hours', () => {
  it.each([
    ['a working day', '2026-12-23', { kind: 'open' }],
    ['a Sunday', '2026-12-27', { kind: 'closed' }],
    ['a day that was a holiday last year', '2026-12-22', { kind: 'open' }],
    ['a holiday of every year', '2026-12-25', { kind: 'holiday', name: 'Christmas' }],
    ['special hours', '2026-12-24', { kind: 'special', name: 'Christmas Eve' }],
    ['a day that is closed by exception', '2026-12-28', { kind: 'holiday' }],
  ])('knows %s', (_, date, day) => expect(dayOf(date, office)).toMatchObject(day));

  it('lays a month out from Monday', () => {
    const february = monthOf(2028, 2, office);
    expect(february.days).toHaveLength(29);
    expect(february.empty).toBe(1);
    expect(february.days[0]).toMatchObject({ date: '2028-02-01', number: 1, kind: 'open' });
  });
});
