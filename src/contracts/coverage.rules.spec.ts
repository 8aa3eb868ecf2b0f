import { allowancesLeft, upgradeHints, type Used } from './coverage.rules.js';
import type { Allowance } from './package.entity.js';

const visits: Allowance = { what: 'visit', perMonth: 2, extraAmount: 18_000, currency: 'BRL' };
const used = (count: number): Used[] => [{ what: 'visit', count }];

describe('what a month includes', () => {
  it.each([
    ['nothing used', [], { used: 0, left: 2, beyond: 0 }],
    ['all used', used(2), { used: 2, left: 0, beyond: 0 }],
    ['more than included', used(5), { used: 5, left: 0, beyond: 3 }],
    ['something else used', [{ what: 'report' as const, count: 4 }], { used: 0, left: 2, beyond: 0 }],
  ])('%s', (_, rows, expected) => {
    expect(allowancesLeft([visits], rows)).toEqual([{ ...visits, ...expected }]);
  });

  it('hints at another package after two months in a row with more', () => {
    expect(upgradeHints([visits], [used(3), used(4), used(0)])).toEqual(['visit']);
    expect(upgradeHints([visits], [used(3), used(2)])).toEqual([]);
    expect(upgradeHints([visits], [used(9)])).toEqual([]);
  });
});
