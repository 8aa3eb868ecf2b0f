import fc from 'fast-check';
import { csvRows } from '../../platform/csv.rules.js';
import { DelimitedReader, linesOf, separatorOf, SEPARATORS } from './delimited.rules.js';

/** No apostrophe before it, and not a row without a word in it: those two are not read back as they were. */
const value = fc.string({ maxLength: 12, unit: fc.constantFrom(...'ab1 ",;\t|\r\né') }).map((text) => `x${text}`);
const table = fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { maxLength: 8 });

describe('a table that is read while it comes', () => {
  it('is what was written, whatever stands in it and wherever it is cut', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(...SEPARATORS), fc.integer({ min: 1, max: 7 }), (rows, separator, step) => {
        const text = csvRows(rows, separator);
        const reader = new DelimitedReader(separator);
        const pieces = Array.from({ length: Math.ceil(text.length / step) }, (_, at) =>
          reader.push(text.slice(at * step, (at + 1) * step)),
        );
        expect([...pieces.flat(), ...reader.end()].map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });

  it('counts lines as an editor does, also where a value has several', () => {
    expect(linesOf('a,b\r\n"two\nlines",c\r\n\r\nd,e', ',')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['two\nlines', 'c'] },
      { line: 5, cells: ['d', 'e'] },
    ]);
  });

  it('is refused where a quote is never closed, by the line on which that row begins', () => {
    expect(() => linesOf('a\n"b', ',')).toThrow('open_quote at line 2');
  });

  it.each([
    [',', 'Name,Mail\nAna,ana@x\n'],
    [';', 'Nome;Valor\nAna;1,50\nRui;2,50\n'],
    ['\t', 'Name\tMail\nAna, B.\ta@x\n'],
    ['|', 'sep=|\r\nName,x|Mail\n'],
    [',', 'only one column\nof words\n'],
  ])('is separated by %p in %p', (separator, text) => {
    expect(separatorOf(text)).toBe(separator);
  });
});
