import fc from 'fast-check';
import { linesOf, readLines, separatorOf, SEPARATORS } from './csv-reader.js';
import { csvRows } from './csv.rules.js';

/** No apostrophe before it, and not a row without a word in it: those two are not read back as they were. */
const value = fc.string({ maxLength: 12, unit: fc.constantFrom(...'ab1 ",;\t|\r\né') }).map((text) => `x${text}`);
const table = fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { maxLength: 8 });

describe('a table that is read while it comes', () => {
  it('is what was written, whatever stands in it and wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(...SEPARATORS),
        fc.integer({ min: 1, max: 7 }),
        async (rows, separator, step) => {
          const lines = await all(readLines(pieces(csvRows(rows, separator), step), separator));

          expect(lines.map(({ cells }) => cells)).toEqual(rows);
        },
      ),
    );
  });

  it('ends where its source fails', async () => {
    await expect(all(readLines(broken(), ','))).rejects.toThrow('the disk is gone');
  });

  it('counts lines as an editor does, also where a value has several', () => {
    expect(linesOf('a,b\r\n"two\nlines",c\r\n\r\nd,e', ',')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['two\nlines', 'c'] },
      { line: 5, cells: ['d', 'e'] },
    ]);
  });

  it('leaves out the line in which Excel names the separator, and counts it', () => {
    expect(linesOf('sep=;\r\na;b\r\n', ';')).toEqual([{ line: 2, cells: ['a', 'b'] }]);
  });

  it('may begin with the mark of UTF-8, and quote what it likes', () => {
    expect(linesOf('\ufeffData;Valor\r\n01/03/2026;"PIX ""Norte""; F-00001"\r\n', ';')).toEqual([
      { line: 1, cells: ['Data', 'Valor'] },
      { line: 2, cells: ['01/03/2026', 'PIX "Norte"; F-00001'] },
    ]);
  });

  it('is refused where a quote is never closed, by the line on which that row begins', () => {
    expect(() => linesOf('a\n"b\nc', ',')).toThrow('open_quote at line 2');
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

async function* pieces(text: string, step: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += step) yield text.slice(at, at + step);
}

async function* broken(): AsyncGenerator<string> {
  yield 'a,b\n';
  throw new Error('the disk is gone');
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}
