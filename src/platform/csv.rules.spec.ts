import { csvOf, csvRows } from './csv.rules.js';

describe('a table as a file', () => {
  it.each([
    ['plain', 'plain'],
    ['with, comma', '"with, comma"'],
    ['with "quotes"', '"with ""quotes"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['-2+cmd|x', `'-2+cmd|x`],
    ['-12.50', '-12.50'],
    ['+55 (11) 95555-0101', '+55 (11) 95555-0101'],
    [-3, '-3'],
    [0, '0'],
    [null, ''],
    [undefined, ''],
  ])('writes %p as %p', (value, written) => {
    expect(csvRows([[value]])).toBe(`${written}\r\n`);
  });

  it('quotes by the separator that it uses', () => {
    expect(csvRows([['1,5', 'a;b']], ';')).toBe('1,5;"a;b"\r\n');
  });

  it('begins with the mark of UTF-8 and the names of its columns', () => {
    expect(csvOf(['Nome', 'Área'], [['Ana', 3]])).toBe('\ufeffNome,Área\r\nAna,3\r\n');
  });
});
