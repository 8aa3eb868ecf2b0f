import { describe, expect, it } from '@jest/globals';
import { nthWeekday, ruleOf, ruleWords } from './repeat.rules';

describe('work that comes back', () => {
  it.each([
    ['each week', { rhythm: 'weekly', every: 1, count: null, own: '' }, 'FREQ=WEEKLY'],
    [
      'each second week, ten times',
      { rhythm: 'weekly', every: 2, count: 10, own: '' },
      'FREQ=WEEKLY;INTERVAL=2;COUNT=10',
    ],
    ['each quarter', { rhythm: 'monthly', every: 3, count: null, own: '' }, 'FREQ=MONTHLY;INTERVAL=3'],
    ['as somebody writes', { rhythm: 'own', every: 1, count: 5, own: ' RRULE:FREQ=DAILY ' }, 'FREQ=DAILY'],
  ] as const)('comes %s', (_, form, rule) => {
    expect(ruleOf(form)).toBe(rule);
  });

  it.each([
    ['FREQ=WEEKLY', { key: 'weekly', count: 1 }],
    ['freq=monthly;interval=3;count=4', { key: 'monthly', count: 3 }],
    ['FREQ=MONTHLY;BYDAY=1TU', { key: 'own', rule: 'FREQ=MONTHLY;BYDAY=1TU' }],
    ['FREQ=YEARLY', { key: 'own', rule: 'FREQ=YEARLY' }],
  ])('is told in words: %s', (rule, words) => {
    expect(ruleWords(rule)).toEqual(words);
  });

  it.each([
    ['2026-12-01T09:00', 'FREQ=MONTHLY;BYDAY=1TU'],
    ['2026-12-31T09:00', 'FREQ=MONTHLY;BYDAY=4TH'],
  ])('begins as the weekday that %s is of its month', (wall, rule) => {
    expect(nthWeekday(wall)).toBe(rule);
  });
});
