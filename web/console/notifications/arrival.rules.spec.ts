import { describe, expect, it } from '@jest/globals';
import { isArrival } from './arrival.rules';

const ROW = {
  createdAt: '2026-11-17T12:00:00.000Z',
  updatedAt: '2026-11-17T12:00:01.000Z',
  assignee: null,
  status: { id: 's', name: 'New', category: 'new' as const },
};

describe('a ticket that has just come', () => {
  it.each<[string, Partial<Parameters<typeof isArrival>[0]>, boolean]>([
    ['that nobody has', {}, true],
    ['that somebody has', { assignee: { id: 'a', name: 'Ana' } }, false],
    ['an hour ago', { updatedAt: '2026-11-17T13:00:00.000Z' }, false],
    ['solved at once by a rule', { status: { ...ROW.status, category: 'solved' } }, false],
    ['of which too little is told', { createdAt: undefined }, false],
  ])('%s', (_, more, expected) => {
    expect(isArrival({ ...ROW, ...more })).toBe(expected);
  });
});
