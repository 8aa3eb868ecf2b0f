import { tagOf, wordsOf } from './language.rules.js';

describe('the words by which a language is told', () => {
  it.each([
    ['Bom dia, o roteador da loja caiu.', 'Bom dia o roteador da loja caiu'],
    [
      'Veja https://status.example/de/zustand e responda a suporte@loja.example, por favor',
      'Veja e responda a por favor',
    ],
    ['Ticket #4711: o sensor 3 marca -2 °C desde ontem', 'Ticket o sensor marca C desde ontem'],
  ])('of “%s” are “%s”', (text, words) => expect(wordsOf(text)).toBe(words));

  it.each(['', 'Router offline', '👍👍👍', '10.0.0.1 → 10.0.0.2 100 % packet loss'])('are too few in “%s”', (text) =>
    expect(wordsOf(text)).toBeNull(),
  );

  it('are no more than it takes', () => expect(wordsOf('palavra '.repeat(5_000))!.length).toBeLessThanOrEqual(1_000));
});

it.each([
  ['pt-br', 'pt-br'],
  ['en', 'en'],
  ['xx_!', null],
  ['', null],
  [undefined, null],
])('of what a provider says, %s means %s', (given, tag) => expect(tagOf(given)).toBe(tag));
