import fc from 'fast-check';
import { addDays, monthOf } from '../../contracts/contract.rules.js';
import { linesOf, monthsDue, type BilledContract, type BilledLine } from './due.rules.js';

const monthly = (more: Partial<BilledLine> = {}): BilledLine => ({
  id: 'l',
  text: 'Router',
  period: 'month',
  quantity: 1,
  amount: 30_000,
  startsOn: null,
  endsOn: null,
  ...more,
});
const contract = (more: Partial<BilledContract> = {}): BilledContract => ({
  startsOn: '2026-04-01',
  endsOn: null,
  billing: 'advance',
  lines: [monthly()],
  extras: [],
  ...more,
});
const amounts = (of: BilledContract, month: string) => linesOf(of, month).map(({ amount }) => amount);

describe('the months that are due', () => {
  it.each([
    ['in advance, from the first day', contract(), '2026-04', '2026-06-01', ['2026-04', '2026-05', '2026-06']],
    ['in advance, not before it begins', contract({ startsOn: '2026-04-20' }), '2026-04', '2026-04-19', []],
    ['in arrears, once the month is over', contract({ billing: 'arrears' }), '2026-04', '2026-05-31', ['2026-04']],
    [
      'in arrears, once a short rental is over',
      contract({ billing: 'arrears', startsOn: '2026-04-03', endsOn: '2026-04-12' }),
      '2026-04',
      '2026-04-13',
      ['2026-04'],
    ],
    [
      'and one more after the end, for what was used last',
      contract({ endsOn: '2026-05-10' }),
      '2026-05',
      '2027-01-01',
      ['2026-05', '2026-06'],
    ],
  ])('%s', (_, of, first, until, months) => {
    expect(monthsDue(of, first, until)).toEqual(months);
  });
});

describe('what a month costs', () => {
  it.each([
    ['a whole month', contract(), '2026-04', [30_000]],
    ['from the middle', contract({ startsOn: '2026-04-16' }), '2026-04', [15_000]],
    ['a rental of ten days', contract({ startsOn: '2026-04-03', endsOn: '2026-04-12' }), '2026-04', [10_000]],
    ['three devices', contract({ lines: [monthly({ quantity: 3 })] }), '2026-04', [90_000]],
    [
      'a new price from the middle',
      contract({
        lines: [monthly({ endsOn: '2026-04-15' }), monthly({ amount: 33_000, startsOn: '2026-04-16' })],
      }),
      '2026-04',
      [15_000, 16_500],
    ],
    ['a month before', contract(), '2026-03', []],
    ['setup with the first', contract({ lines: [monthly({ period: 'setup', amount: 9_900 })] }), '2026-04', [9_900]],
    ['setup once', contract({ lines: [monthly({ period: 'setup', amount: 9_900 })] }), '2026-05', []],
    [
      'a year when it begins',
      contract({ lines: [monthly({ period: 'year', amount: 365_000 })] }),
      '2027-04',
      [365_000],
    ],
    ['a year only then', contract({ lines: [monthly({ period: 'year', amount: 365_000 })] }), '2026-09', []],
    [
      'a year that is cut short',
      contract({ endsOn: '2027-04-10', lines: [monthly({ period: 'year', amount: 366_000 })] }),
      '2027-04',
      [10_000],
    ],
  ])('%s', (_, of, month, expected) => {
    expect(amounts(of, month)).toEqual(expected);
  });

  it('takes what was used beyond once its month is over', () => {
    const extra = { what: 'visit' as const, month: '2026-04', count: 2, amount: 18_000 };

    expect(amounts(contract({ extras: [extra] }), '2026-04')).toEqual([30_000]);
    expect(linesOf(contract({ extras: [extra] }), '2026-05')[1]).toMatchObject({
      kind: 'extra',
      amount: 36_000,
      month: '2026-04',
    });
    expect(amounts(contract({ billing: 'arrears', extras: [extra] }), '2026-04')).toEqual([30_000, 36_000]);
  });

  it('is a month’s price for every month of a rental together, wherever its price changes hands', () => {
    const start = fc.integer({ min: 0, max: 700 });
    fc.assert(
      fc.property(
        start,
        fc.nat(100),
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.nat(99),
        (from, length, amount, cut) => {
          const startsOn = addDays('2026-01-01', from);
          const endsOn = addDays(startsOn, length);
          const at = addDays(startsOn, cut % (length + 1));
          const whole = contract({ startsOn, endsOn, lines: [monthly({ amount })] });
          // The same price in two lines that follow each other is the same money.
          const parts =
            at === startsOn
              ? whole
              : contract({
                  startsOn,
                  endsOn,
                  lines: [monthly({ amount, endsOn: addDays(at, -1) }), monthly({ amount, startsOn: at })],
                });
          const months = monthsDue(whole, monthOf(startsOn), '2030-01-01');
          const total = (of: BilledContract) =>
            months.flatMap((month) => amounts(of, month)).reduce((a, b) => a + b, 0);

          expect(total(parts)).toBe(total(whole));
        },
      ),
    );
  });
});
