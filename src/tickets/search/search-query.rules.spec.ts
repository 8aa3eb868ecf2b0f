import { exactly, loosely, readQuery, runsOf, worthCorrecting } from './search-query.rules.js';

describe('what somebody typed', () => {
  it.each([
    ['impressora queimada', { words: ['impressora', 'queimada'], number: null }],
    ['#1042', { words: ['1042'], number: 1042 }],
    [' 1042 ', { words: ['1042'], number: 1042 }],
    ['ana@loja.example', { words: ['ana@loja.example'], number: null }],
    ['RB-4011!', { words: ['RB-4011'], number: null }],
    [`'; drop table & | ! ( :*`, { words: ['drop', 'table'], number: null }],
    ['???', { words: [], number: null }],
  ])('%j is read as %j', (q, expected) => {
    expect(readQuery(q)).toEqual(expected);
  });

  it('is asked for word by word', () => {
    expect(exactly(['a', 'b'])).toBe(`'a' & 'b'`);
  });

  it('can be told from its letters, however the database takes it apart', () => {
    expect(runsOf(['RB-4011', 'ana@loja.example', 'Ção'])).toEqual(['RB', '4011', 'ana', 'loja', 'example', 'Ção']);
  });

  it('may be misspelt and unfinished', () => {
    expect(loosely(['impresora', 'queim'], new Map([['impresora', ['impressora']]]))).toBe(
      `('impresora' | 'impressora') & ('queim':*)`,
    );
  });

  it('is corrected only where that makes sense', () => {
    expect(['abc', 'abcd', 'rb4011'].map(worthCorrecting)).toEqual([false, true, false]);
  });
});
