import fc from 'fast-check';
import { isRotting, missingFor, monthsFrom, weighted, worthOf, type DealFacts } from './deal.rules.js';
import { isDay } from '../../platform/days.rules.js';

const bare: DealFacts = {
  companyId: null,
  contactId: null,
  prospect: null,
  valueMinor: null,
  expectedClose: null,
  ownerId: null,
  sourceId: null,
  segment: null,
};

describe('a stage asks', () => {
  it.each([
    ['for nothing', bare, [], []],
    ['for what nobody said yet', bare, ['valueMinor', 'expectedClose'], ['valueMinor', 'expectedClose']],
    ['for a value, and nought is one', { ...bare, valueMinor: 0 }, ['valueMinor'], []],
    ['for the firm, and a name will do', { ...bare, prospect: 'Norte' }, ['companyId'], []],
    ['for a person, whom a firm’s name is not', { ...bare, prospect: 'Norte' }, ['contactId'], ['contactId']],
  ] as const)('%s', (_, deal, required, expected) => {
    expect(missingFor(deal, required)).toEqual(expected);
  });
});

describe('what deals are worth', () => {
  it('is the amount of a month for each month, or the amount that comes once', () => {
    expect([worthOf(98_400, 36), worthOf(98_400, null), worthOf(null, 36)]).toEqual([3_542_400, 98_400, 0]);
  });

  it('is never weighted below nothing or above itself, and adds up to within a cent a deal', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900_000_000_000 }), { maxLength: 50 }), fc.nat(100), (all, p) => {
        const parts = all.map((minor) => weighted(minor, p));
        const sum = all.reduce((a, b) => a + b, 0);
        expect(parts.every((part, at) => part >= 0 && part <= all[at]!)).toBe(true);
        expect(Math.abs(parts.reduce((a, b) => a + b, 0) - (sum * p) / 100)).toBeLessThanOrEqual(all.length);
      }),
    );
  });
});

it.each([
  ['on its last day', 'open', '2026-11-08T12:00:00Z', 7, false],
  ['after it', 'open', '2026-11-08T12:00:01Z', 7, true],
  ['never where the stage sets no limit', 'open', '2027-11-08T12:00:01Z', null, false],
  ['never once it is won', 'won', '2027-11-08T12:00:01Z', 7, false],
] as const)('a deal rots %s', (_, state, now, days, expected) => {
  expect(isRotting({ state, stageSince: new Date('2026-11-01T12:00:00Z') }, days, new Date(now))).toBe(expected);
});

it('months go on over the end of the year', () => {
  expect(monthsFrom('2026-11-29', 4)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
});

it('the thirtieth of February is no day', () => {
  expect([isDay('2026-02-28'), isDay('2026-02-30')]).toEqual([true, false]);
});
