import { describe, expect, it } from '@jest/globals';
import { dayWords, money } from '../../ui/money.rules';
import { minor, typed } from './money.rules';

describe('money in the console', () => {
  it.each([
    ['129,90', 'BRL', 12_990],
    ['129.9', 'BRL', 12_990],
    ['129', 'BRL', 12_900],
    ['1200', 'JPY', 1_200],
    ['12.5', 'JPY', null],
    ['1.299,90', 'BRL', null],
    ['12.999', 'EUR', null],
    ['', 'EUR', null],
    ['-3', 'EUR', null],
  ])('reads %p in %s as %p', (text, currency, amount) => {
    expect(minor(text, currency)).toBe(amount);
  });

  it('writes it as it is read', () => {
    expect(money(1_234_50, 'BRL', 'pt-BR').replace(/\s/g, ' ')).toBe('R$ 1.234,50');
    expect(typed(5, 'EUR')).toBe('0.05');
    expect(dayWords('2026-03-15', { language: 'en-GB' })).toBe('15 Mar 2026');
  });
});
