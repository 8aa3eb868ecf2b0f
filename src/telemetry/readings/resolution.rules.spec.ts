import { resolutionFor } from './resolution.rules.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const kept = { rawDays: 60, quarterDays: 400, hourDays: 1_200 };
const now = 10_000 * DAY;

it.each([
  ['an hour', HOUR, 0, 'raw'],
  ['six hours', 6 * HOUR, 0, 'raw'],
  ['a day', DAY, 0, 'quarter'],
  ['a week', 7 * DAY, 0, 'quarter'],
  ['a month', 31 * DAY, 0, 'hour'],
  ['a year', 366 * DAY, 0, 'day'],
  ['an hour of which the readings are gone', HOUR, 61 * DAY, 'quarter'],
  ['an hour of two years ago', HOUR, 730 * DAY, 'hour'],
  ['an hour of ten years ago', HOUR, 3_650 * DAY, 'day'],
])('%s is read by the %s', (_, span, ago, expected) => {
  expect(resolutionFor(now - ago - span, now - ago, now, kept)).toBe(expected);
});
