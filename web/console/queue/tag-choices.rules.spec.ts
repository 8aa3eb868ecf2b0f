import { describe, expect, it } from '@jest/globals';
import { tagChoices } from './tag-choices.rules';

const rows = [{ tags: ['router', 'vip'] }, { tags: ['vip'] }];
const known = ['billing', 'router', 'vip'];

describe('the tags of several tickets', () => {
  it('can be given where one of them has it not, and taken where one has it', () => {
    expect(tagChoices(known, rows, '')).toEqual({
      toAdd: ['billing', 'router'],
      toRemove: [
        { tag: 'vip', count: 2 },
        { tag: 'router', count: 1 },
      ],
    });
  });

  it('can be given also where only one of them was ever given it', () => {
    expect(tagChoices([], rows, '').toAdd).toEqual(['router']);
  });

  it('can be new, as it is typed', () => {
    expect(tagChoices(known, rows, ' Storm ')).toEqual({ toAdd: ['storm'], toRemove: [] });
    expect(tagChoices(known, rows, 'ROUTER').toAdd).toEqual(['router']);
    expect(tagChoices(known, rows, 'vip').toAdd).toEqual([]);
  });
});
