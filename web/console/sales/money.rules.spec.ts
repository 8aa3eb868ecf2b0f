import { expect, it } from '@jest/globals';
import { amountOf, customerOf, minorOf, money, roughly, totalWords } from './money.rules';

const plain = (text: string): string => text.replace(/\u00a0/g, ' ');

it.each([
  [984_000, 'BRL', 'en-GB', 'R$ 9,840'],
  [984_050, 'BRL', 'pt-BR', 'R$ 9.840,50'],
  [9_840, 'JPY', 'en-GB', '¥ 9,840'],
  [0, 'EUR', 'en-GB', '€ 0'],
])('%s minor units of %s read in %s as %s', (minor, currency, language, words) => {
  expect(plain(money(minor, currency, language))).toBe(words);
});

it('long sums are short', () => {
  expect(plain(roughly(123_456_789_00, 'BRL', 'en-GB'))).toMatch(/^R\$ 123\.46m/i);
});

it('what is typed comes back, whatever cents the currency has', () => {
  expect([minorOf(19.99, 'BRL'), amountOf(1999, 'BRL'), minorOf(1999, 'JPY')]).toEqual([1999, 19.99, 1999]);
});

it('amounts of two currencies stand side by side', () => {
  const totals = [
    { currency: 'BRL', worthMinor: 100_00, weightedMinor: 50_00 },
    { currency: 'USD', worthMinor: 7_00, weightedMinor: 1_00 },
  ];
  expect(plain(totalWords(totals, 'worthMinor', 'en-GB', 'BRL'))).toBe('R$ 100 + $ 7');
  expect(plain(totalWords([], 'worthMinor', 'en-GB', 'BRL'))).toBe('R$ 0');
});

it('a deal is with the firm, before it is one with its name, else with the person', () => {
  const nobody = { company: null, contact: null, prospect: null };
  expect([
    customerOf({ ...nobody, company: { id: '1', name: 'Norte' }, prospect: 'Sul' }),
    customerOf({ ...nobody, prospect: 'Sul', contact: { id: '2', name: 'Ana' } }),
    customerOf({ ...nobody, contact: { id: '2', name: 'Ana' } }),
  ]).toEqual(['Norte', 'Sul', 'Ana']);
});
