import fc from 'fast-check';
import { discounted, endOf, isExpired, sumsOf, truncatedAddress, type Position } from './proposal.rules.js';

const lines: Position[] = [
  { quantity: 7, amount: 10_000, period: 'month' },
  { quantity: 1, amount: 120_000, period: 'year' },
  { quantity: 2, amount: 50_000, period: 'setup' },
];

it('a proposal adds up what comes each month, each year and once over its term', () => {
  expect(sumsOf(lines, 0, 18)).toEqual({
    month: 70_000,
    year: 120_000,
    once: 100_000,
    discount: 0,
    total: 18 * 70_000 + 2 * 120_000 + 100_000,
  });
});

it('a discount is taken off each price, so that the contract and the proposal never differ by a cent', () => {
  const position = fc.record({
    quantity: fc.integer({ min: 1, max: 500 }),
    amount: fc.integer({ min: 0, max: 10_000_000 }),
    period: fc.constantFrom<Position['period']>('month', 'year', 'setup', 'one-off'),
  });
  fc.assert(
    fc.property(
      fc.array(position, { maxLength: 20 }),
      fc.nat(10_000),
      fc.integer({ min: 1, max: 60 }),
      (all, bp, months) => {
        const given = sumsOf(all, bp, months);
        const asContract = sumsOf(
          all.map((one) => ({ ...one, amount: discounted(one.amount, bp) })),
          0,
          months,
        );
        expect(given.total).toBe(asContract.total);
        expect(given.total + given.discount).toBe(sumsOf(all, 0, months).total);
        expect(given.discount).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

it.each([
  ['2026-03-15', 12, '2027-03-14'],
  ['2026-01-01', 1, '2026-01-31'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-12-01', 36, '2029-11-30'],
])('a term that begins on %s and lasts %s months ends on %s', (startsOn, months, end) => {
  expect(endOf(startsOn, months)).toBe(end);
});

it('a proposal holds through its last day', () => {
  expect([isExpired('2026-11-29', '2026-11-29'), isExpired('2026-11-29', '2026-11-30')]).toEqual([false, true]);
});

it.each([
  ['203.0.113.77', '203.0.113.0'],
  ['::ffff:203.0.113.77', '203.0.113.0'],
  ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::'],
])('of %s is kept %s', (address, kept) => {
  expect(truncatedAddress(address)).toBe(kept);
});
