import { describe, expect, it } from '@jest/globals';
import type { Interval, Week } from '../../../api/hours.types';
import { copyToWorkdays, minutesIn, nextInterval, timeFrom, weekInWords } from './week.rules';

const office: Interval[] = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
];
const name = (day: string) => day.charAt(0).toUpperCase() + day.slice(1);

describe('opening hours as people write them', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['09h30', '09:30'],
    ['24:00', '24:00'],
    ['24:01', null],
    ['12:60', null],
    ['noon', null],
  ])('reads %s as %s', (typed, time) => expect(timeFrom(typed)).toBe(time));

  it.each<[string, Interval[], number]>([
    ['a day with a lunch break', office, 8 * 60],
    ['a night shift', [['22:00', '06:00']], 8 * 60],
    ['the whole day', [['00:00', '24:00']], 24 * 60],
    ['the whole day from noon to noon', [['12:00', '12:00']], 24 * 60],
    ['a closed day', [], 0],
  ])('counts %s', (_, intervals, minutes) => expect(minutesIn(intervals)).toBe(minutes));

  it.each<[string, Interval[], Interval]>([
    ['an empty day', [], ['09:00', '18:00']],
    ['a morning', [['08:00', '12:00']], ['13:00', '17:00']],
    ['an evening', [['13:00', '22:30']], ['23:00', '24:00']],
  ])('offers what comes after %s', (_, intervals, next) => expect(nextInterval(intervals)).toEqual(next));

  it('copies a day to the working days and leaves the weekend alone', () => {
    const week: Week = { mon: office, sat: [['10:00', '14:00']] };
    expect(copyToWorkdays(week, 'mon')).toEqual({ ...week, tue: office, wed: office, thu: office, fri: office });
  });

  it.each<[Week, string]>([
    [{ mon: office, tue: office, wed: office, thu: office, fri: office }, 'Mon–Fri 09:00–12:00, 13:00–18:00'],
    [{ mon: office, wed: office }, 'Mon 09:00–12:00, 13:00–18:00 · Wed 09:00–12:00, 13:00–18:00'],
    [
      Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])),
      '24/7',
    ],
    [{}, 'closed'],
  ])('tells %j as %s', (week, words) => expect(weekInWords(week, name, 'closed')).toBe(words));
});
