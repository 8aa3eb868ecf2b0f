import { describe, expect, it } from '@jest/globals';
import { changesOf, groupsOf } from './schema.rules';

describe('the form of a channel', () => {
  it('keeps the order of the schema and gathers groups', () => {
    const schema = { properties: { a: {}, b: { group: 'x' }, c: {}, d: { group: 'x' } } };
    expect(groupsOf(schema)).toEqual([
      { group: '', names: ['a', 'c'] },
      { group: 'x', names: ['b', 'd'] },
    ]);
  });

  it('sends only what changed', () => {
    expect(changesOf({ a: 1, b: ['x'] }, { a: 1, b: ['y'], c: 'new' })).toEqual({ b: ['y'], c: 'new' });
  });
});
