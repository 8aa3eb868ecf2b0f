import { amountOf, columnsOf, matcherOf, movementOf } from './bank-file.rules.js';

describe('a bank’s file', () => {
  it.each([
    ['1234.56', 123_456],
    ['1.234,56', 123_456],
    ['R$ 1.234,56', 123_456],
    ['1,234.56', 123_456],
    ['1.234', 123_400],
    ['1234', 123_400],
    ['12,5', 1_250],
    ['-80,00', -8_000],
    ['(80.00)', -8_000],
    ["1'234.50", 123_450],
    ['', null],
    ['abc', null],
    ['99999999999999999999', null],
  ])('reads %p as %p', (text, amount) => {
    expect(amountOf(text, 2)).toBe(amount);
  });

  it('knows currencies without decimals', () => {
    expect(amountOf('1,234', 0)).toBe(1_234);
  });

  it('finds its columns by usual names, or by those that are given', () => {
    expect(columnsOf(['Data', 'Valor', 'Histórico'], {})).toEqual({ date: 0, amount: 1, reference: 2 });
    expect(columnsOf(['a', 'b', 'c'], { date: 'c', amount: 'B', reference: 'a' })).toEqual({
      date: 2,
      amount: 1,
      reference: 0,
    });
    expect(columnsOf(['Data', 'Valor'], {})).toEqual({ missing: 'reference' });
  });

  it('says what is wrong with a row', () => {
    const columns = { date: 0, amount: 1, reference: 2 };

    expect(movementOf(['x', '1,00', 'r'], 7, columns, 2)).toEqual({ line: 7, reference: 'r', problem: 'date' });
    expect(movementOf(['2026-03-01', '?', 'r'], 7, columns, 2)).toMatchObject({ problem: 'amount' });
  });
});

describe('a payment', () => {
  const open = [
    { id: '1', ref: 'F-00042', open: 10_000, company: 'Norte Logística' },
    { id: '2', ref: 'F-00043', open: 10_000, company: 'Clínica Sul' },
    { id: '3', ref: 'F-00421', open: 5_000, company: 'Clínica Sul' },
  ];
  const paid = (reference: string, amount = 10_000) => ({ line: 2, paidOn: '2026-03-01', amount, reference });

  it.each([
    ['the number', paid('Pagto fatura F-00042'), { invoice: open[0] }],
    ['the number written otherwise, and another amount', paid('PIX f00042 NORTE', 4_000), { invoice: open[0] }],
    ['a longer number', paid('F-00421', 5_000), { invoice: open[2] }],
    ['the company and the amount', paid('TED NORTE LOGISTICA LTDA'), { invoice: open[0] }],
    ['two numbers, one of which it pays', paid('F-00042 F-00421', 5_000), { invoice: open[2] }],
    ['two numbers, both of which it would pay', paid('F-00042 F-00043'), { ambiguous: true }],
    ['an amount alone', paid('PIX'), { unmatched: true }],
    ['nothing that fits', paid('aluguel', 7_777), { unmatched: true }],
  ])('is known by %s', (_, movement, expected) => {
    expect(matcherOf(open)(movement)).toEqual(expected);
  });
});
