import { describe, expect, it } from '@jest/globals';
import type { ContractLine } from '../../api/rules.types';
import { monthlyOf } from './contract.rules';

const line = (more: Partial<ContractLine>): ContractLine => ({
  id: 'l',
  text: 'Router',
  period: 'month',
  per: 'device',
  quantity: 1,
  amount: 1_000,
  currency: 'BRL',
  startsOn: null,
  endsOn: null,
  replacesId: null,
  ...more,
});

describe('what a contract brings in a month', () => {
  it.each([
    ['its months and a twelfth of its years', [line({ quantity: 3 }), line({ period: 'year', amount: 12_000 })], 4_000],
    ['nothing of what is paid once', [line({}), line({ period: 'setup', amount: 9_999 })], 1_000],
    ['the price of the day', [line({ endsOn: '2026-03-14' }), line({ amount: 1_100, startsOn: '2026-03-15' })], 1_100],
  ])('is %s', (_, lines, amount) => {
    expect(monthlyOf({ lines, startsOn: '2025-03-15' }, '2026-03-20')).toEqual({ amount, currency: 'BRL' });
  });

  it('is what it will bring where it has not begun, and nothing without lines', () => {
    expect(monthlyOf({ lines: [line({ startsOn: '2027-01-01' })], startsOn: '2027-01-01' }, '2026-03-20')?.amount).toBe(
      1_000,
    );
    expect(monthlyOf({ lines: [], startsOn: '2025-01-01' }, '2026-03-20')).toBeNull();
  });
});
