import fc from 'fast-check';
import { addDays } from '../../contracts/contract.rules.js';
import { linesOf, type BilledContract, type BilledLine } from '../runs/due.rules.js';
import { creditFor, unearned, type InvoicedMonth } from './early-end.rules.js';

const line = (more: Partial<BilledLine> = {}): BilledLine => ({
  id: 'l',
  text: 'Router',
  period: 'month',
  quantity: 1,
  amount: 31_000,
  startsOn: null,
  endsOn: null,
  ...more,
});
const contract = (more: Partial<BilledContract> = {}): BilledContract => ({
  startsOn: '2026-03-01',
  endsOn: null,
  billing: 'advance',
  lines: [line()],
  extras: [],
  ...more,
});
/** As a run makes it, with a tax on top. */
function invoiced(of: BilledContract, period: string, { tax = 0, credited = 0 } = {}): InvoicedMonth {
  const lines = linesOf(of, period);
  const sum = lines.reduce((all, { amount }) => all + amount, 0);
  return { period, lines, total: sum + Math.round((sum * tax) / 100), credited };
}

describe('what was paid ahead for days that never came', () => {
  const march = invoiced(contract(), '2026-03');

  it.each([
    ['nothing, while it goes on', contract(), march, 0],
    ['nothing, where the last day is the month’s', contract({ endsOn: '2026-03-31' }), march, 0],
    ['sixteen days of thirty-one', contract({ endsOn: '2026-03-15' }), march, 16_000],
    ['all of a month that never began', contract({ endsOn: '2026-02-28', startsOn: '2026-02-01' }), march, 31_000],
    ['of a line that ended alone', contract({ lines: [line({ endsOn: '2026-03-30' })] }), march, 1_000],
    ['no more than is left', contract({ endsOn: '2026-03-15' }), { ...march, credited: 10_000 }, 6_000],
    ['not what was credited already', contract({ endsOn: '2026-03-15' }), { ...march, credited: 16_000 }, 0],
    ['with the tax on top', contract({ endsOn: '2026-03-15' }), invoiced(contract(), '2026-03', { tax: 10 }), 17_600],
    [
      'the rest of a year',
      contract({ endsOn: '2026-08-31', lines: [line({ period: 'year', amount: 36_500 })] }),
      invoiced(contract({ lines: [line({ period: 'year', amount: 36_500 })] }), '2026-03'),
      18_100,
    ],
    [
      'nothing of what is paid once',
      contract({ endsOn: '2026-03-10', lines: [line({ period: 'setup' })] }),
      invoiced(contract({ lines: [line({ period: 'setup' })] }), '2026-03'),
      0,
    ],
  ])('is %s', (_, of, invoice, amount) => expect(creditFor(of, invoice)).toBe(amount));

  const terms = fc.record({
    lines: fc.array(
      fc.record({
        amount: fc.integer({ min: 0, max: 900_000 }),
        quantity: fc.integer({ min: 1, max: 40 }),
        period: fc.constantFrom('month' as const, 'year' as const, 'setup' as const, 'one-off' as const),
        begins: fc.integer({ min: 0, max: 60 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    ended: fc.integer({ min: 0, max: 500 }),
    month: fc.integer({ min: 0, max: 11 }),
    tax: fc.integer({ min: 0, max: 30 }),
  });

  it('leaves exactly what would have been invoiced had the end been known, and is credited once', () => {
    fc.assert(
      fc.property(terms, ({ lines, ended, month, tax }) => {
        const start = '2026-01-10';
        const before = contract({
          startsOn: start,
          lines: lines.map(({ begins, ...one }, at) =>
            line({ ...one, id: `l${at}`, startsOn: addDays(start, begins) }),
          ),
        });
        const after = { ...before, endsOn: addDays(start, ended) };
        const period = `2026-${String(month + 1).padStart(2, '0')}`;
        const invoice = invoiced(before, period, { tax });
        const recurring = (of: BilledContract): number =>
          linesOf(of, period).reduce((all, { kind, amount }) => all + (kind === 'recurring' ? amount : 0), 0);

        expect(recurring(before) - unearned(after, invoice)).toBe(recurring(after));
        const credit = creditFor(after, invoice);
        expect(credit).toBeGreaterThanOrEqual(0);
        expect(credit).toBeLessThanOrEqual(invoice.total);
        expect(creditFor(after, { ...invoice, credited: credit })).toBe(0);
        expect(creditFor(before, invoice)).toBe(0);
      }),
    );
  });

  it('is never less for an earlier end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((days) =>
          creditFor(contract({ endsOn: addDays('2026-03-01', days) }), march),
        );
        expect(early).toBeGreaterThanOrEqual(late!);
      }),
    );
  });
});
