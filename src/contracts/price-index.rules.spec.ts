import fc from 'fast-check';
import { adjusted, anniversaryDue, effectiveOn, missingMonths, monthsFor, togetherBp } from './price-index.rules.js';

const flat = (rateBp: number) => monthsFor('2026-03-15').map((month) => ({ month, rateBp }));

describe('a price that follows an index', () => {
  it('looks at the twelve months that were published before its anniversary', () => {
    const months = monthsFor('2026-03-15');

    expect([months[0], months.at(-1), months.length]).toEqual(['2025-02', '2026-01', 12]);
    expect(missingMonths(months, flat(44).slice(1))).toEqual(['2025-02']);
  });

  it.each([
    ['long before', '2025-12-01', null, null],
    ['a month before', '2026-02-13', null, '2026-03-15'],
    ['after it was done', '2026-04-01', '2026-03-15', null],
    ['years late', '2028-01-01', null, '2026-03-15'],
  ])('is due %s', (_, today, adjustedOn, anniversary) => {
    expect(anniversaryDue('2025-03-15', adjustedOn, today)).toBe(anniversary);
  });

  it('holds from the anniversary, or from the next month where the rates came late', () => {
    expect(effectiveOn('2026-03-15', '2026-03-15')).toBe('2026-03-15');
    expect(effectiveOn('2026-03-15', '2026-03-16')).toBe('2026-04-01');
  });

  it('compounds, and never falls', () => {
    // 1.0044 to the twelfth is 1.054097…
    expect(adjusted(100_000, flat(44))).toBe(105_410);
    expect(togetherBp(flat(44))).toBe(541);
    expect(adjusted(100_000, flat(-50))).toBe(100_000);
  });

  it('is the same in whatever order the months stand', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000_000 }),
        fc.array(fc.integer({ min: -300, max: 900 }), { minLength: 12, maxLength: 12 }),
        (amount, rates) => {
          const rows = rates.map((rateBp, at) => ({ month: `2026-${String(at + 1).padStart(2, '0')}`, rateBp }));
          expect(adjusted(amount, rows)).toBe(adjusted(amount, rows.toReversed()));
          expect(adjusted(amount, rows)).toBeGreaterThanOrEqual(amount);
        },
      ),
    );
  });
});
