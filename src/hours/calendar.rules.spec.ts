import { calendarProblems, dayNumber, isTimeZone, weekdayOf, dateOf } from './calendar.rules.js';

const paths = (given: unknown): string[] => calendarProblems(given).map((problem) => problem.path);

it('takes what people write', () => {
  expect(
    calendarProblems({
      timezone: 'America/Sao_Paulo',
      hours: {
        mon: [
          ['09:00', '12:00'],
          ['13:00', '18:00'],
        ],
        sat: [['22:00', '06:00']],
        sun: [['00:00', '24:00']],
      },
      exceptions: [{ date: '2026-12-24', hours: [], name: 'Closed' }],
      holidays: ['2026-12-25', { date: '2026-01-01', name: 'New year', yearly: true }],
    }),
  ).toEqual([]);
});

it.each([
  ['no calendar', null, ['']],
  ['a zone that is none', { timezone: 'Mars/Olympus', hours: {} }, ['timezone']],
  ['a day that is none', { timezone: 'UTC', hours: { monday: [] } }, ['hours.monday']],
  ['hours that are none', { timezone: 'UTC', hours: { mon: [['9', '25:00']] } }, ['hours.mon[0]']],
  ['24:00 as a beginning', { timezone: 'UTC', hours: { mon: [['24:00', '06:00']] } }, ['hours.mon[0]']],
  ['an interval without length', { timezone: 'UTC', hours: { mon: [['09:00', '09:00']] } }, ['hours.mon[0]']],
  [
    'intervals that overlap',
    {
      timezone: 'UTC',
      hours: {
        mon: [
          ['09:00', '12:00'],
          ['11:00', '13:00'],
        ],
      },
    },
    ['hours.mon'],
  ],
  ['a day that is not in the year', { timezone: 'UTC', hours: {}, holidays: ['2026-02-30'] }, ['holidays[0]']],
  [
    'a day with two answers',
    {
      timezone: 'UTC',
      hours: {},
      exceptions: [
        { date: '2026-01-01', hours: [] },
        { date: '2026-01-01', hours: [['09:00', '10:00']] },
      ],
    },
    ['exceptions[1].date'],
  ],
  [
    'an exception without hours',
    { timezone: 'UTC', hours: {}, exceptions: [{ date: '2026-01-01' }] },
    ['exceptions[0].hours'],
  ],
])('says what is wrong with %s', (_, given, expected) => {
  expect(paths(given)).toEqual(expected);
});

it('counts days', () => {
  expect(dayNumber('1970-01-01')).toBe(0);
  expect(weekdayOf(0)).toBe('thu');
  expect(weekdayOf(-1)).toBe('wed');
  expect(weekdayOf(dayNumber('2026-11-25')!)).toBe('wed');
  expect(dateOf(dayNumber('2024-02-29')!)).toBe('2024-02-29');
  expect(isTimeZone('Pacific/Apia')).toBe(true);
});
