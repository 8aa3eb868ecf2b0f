import fc from 'fast-check';
import { addDays } from '../contracts/contract.rules.js';
import { daysBetween, overlap, proRata } from './days.rules.js';
import { allocate, ratio } from './money.rules.js';
import { taxed } from './tax.rules.js';

const amount = fc.integer({ min: 0, max: 100_000_000_000 });
const rate = fc.record({ name: fc.constant('T'), rateBp: fc.integer({ min: 0, max: 10_000 }), included: fc.boolean() });
const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);

describe('money', () => {
  it.each([
    [5, 1, 2, 3],
    [-5, 1, 2, -3],
    [100, 1, 3, 33],
    [200, 1, 3, 67],
    [100_000_000_000, 9_999, 10_000, 99_990_000_000],
  ])('%d × %d / %d is %d', (whole, top, bottom, expected) => {
    expect(ratio(whole, top, bottom)).toBe(expected);
  });

  it('is shared without a cent lost or made, and nobody is more than a cent from the exact share', () => {
    fc.assert(
      fc.property(
        amount,
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 }),
        (total, weights) => {
          const shares = allocate(total, weights);

          expect(sum(shares)).toBe(total);
          const all = sum(weights);
          if (all === 0) return;
          shares.forEach((share, at) => {
            expect(Math.abs(share - (total * weights[at]!) / all)).toBeLessThanOrEqual(1.001);
          });
        },
      ),
    );
  });
});

describe('a price for some days', () => {
  const march = { from: '2026-03-01', to: '2026-03-31' };

  it.each([
    ['the whole month', march, 31_000],
    ['from the sixteenth', { from: '2026-03-16', to: '2026-03-31' }, 16_000],
    ['one day', { from: '2026-03-07', to: '2026-03-07' }, 1_000],
  ])('%s', (_, part, expected) => {
    expect(proRata(31_000, part, march)).toBe(expected);
  });

  it('is the whole price together, however the period is cut', () => {
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: 1, max: 366 }),
        fc.array(fc.nat(365), { maxLength: 6 }),
        (price, days, cuts) => {
          const period = { from: '2026-01-01', to: addDays('2026-01-01', days - 1) };
          const starts = [...new Set([0, ...cuts.map((cut) => cut % days)])].sort((a, b) => a - b);
          const parts = starts.map((start, at) => ({
            from: addDays(period.from, start),
            to: addDays(period.from, (starts[at + 1] ?? days) - 1),
          }));

          expect(sum(parts.map((part) => proRata(price, part, period)))).toBe(price);
          expect(sum(parts.map(({ from, to }) => daysBetween(from, to)))).toBe(days);
        },
      ),
    );
  });

  it('has no days where spans do not meet', () => {
    expect(overlap(march, { from: '2026-04-01', to: '2026-04-30' })).toBeNull();
    expect(overlap(march, { from: '2026-02-10', to: '2026-03-02' })).toEqual({ from: '2026-03-01', to: '2026-03-02' });
  });
});

describe('taxes', () => {
  it.each([
    ['on top', [{ name: 'VAT', rateBp: 1_900, included: false }], { net: 10_000, total: 11_900 }],
    ['included', [{ name: 'ISS', rateBp: 500, included: true }], { net: 9_524, total: 10_000 }],
    [
      'two included and one on top',
      [
        { name: 'ISS', rateBp: 500, included: true },
        { name: 'PIS', rateBp: 165, included: true },
        { name: 'City', rateBp: 200, included: false },
      ],
      { net: 9_376, total: 10_188 },
    ],
    ['none', [], { net: 10_000, total: 10_000 }],
  ])('%s', (_, rules, expected) => {
    expect(taxed([6_000, 4_000], rules)).toMatchObject(expected);
  });

  it('add up: net and taxes are the total, lines’ taxes are all taxes, and what is included changes no price', () => {
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 8 }),
        fc.array(rate, { maxLength: 4 }),
        (amounts, rules) => {
          const { net, taxes, total, lineTaxes } = taxed(amounts, rules);
          const all = sum(taxes.map((tax) => tax.amount));

          expect(net + all).toBe(total);
          expect(sum(lineTaxes)).toBe(all);
          expect(net + sum(taxes.filter((tax) => tax.included).map((tax) => tax.amount))).toBe(sum(amounts));
        },
      ),
    );
  });
});
