import { describe, expect, it } from '@jest/globals';
import type { Condition } from '../../../api/rules.types';
import { conditionOf, groupOf, valueFor } from './condition.rules';

const test: Condition = { field: 'priority', op: 'is', value: 'high' };

describe('a condition in the editor', () => {
  it.each<[Condition]>([[{ all: [test] }], [{ any: [test, { all: [] }] }], [{ not: { any: [test] } }]])(
    'comes back as it was: %j',
    (condition) => {
      expect(conditionOf(groupOf(condition))).toEqual(condition);
    },
  );

  it('that is a single test is a group of one', () => {
    expect(groupOf(test)).toEqual({ kind: 'all', items: [test] });
    expect(groupOf({ not: test })).toEqual({ kind: 'none', items: [test] });
  });

  it.each([
    ['in', 'high', ['high']],
    ['is', ['high', 'low'], 'high'],
    ['known', 'high', undefined],
    ['has_any', undefined, []],
    ['at_least', undefined, ''],
  ])('keeps its value when compared by %s', (op, value, kept) => {
    expect(valueFor(op, value)).toEqual(kept);
  });
});
