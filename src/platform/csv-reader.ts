import { pipeline } from 'node:stream/promises';
import { CsvError, Parser, type CsvErrorCode, type Info, type Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';

/** Tables read: values separated by a character (RFC 4180, and what Excel makes of it). Empty rows are passed over. */

export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

export interface Line {
  /** Of its first character in the file, from 1. */
  line: number;
  cells: string[];
}

/** Longer than any row that people keep; what is longer is no table. */
const MOST_CHARACTERS = 1_000_000;
const MOST_COLUMNS = 500;

/** Why a text is no table, and the line on which the row begins that cannot be read. */
export class CsvProblem extends Error {
  constructor(
    readonly code: 'open_quote' | 'line_too_long' | 'too_many_columns',
    readonly line: number,
  ) {
    super(`${code} at line ${line}`);
  }
}

interface Parsed {
  record: string[];
  info: Pick<Info, 'lines'>;
}

const optionsOf = (separator: string): Options => ({
  bom: true,
  delimiter: separator,
  info: true,
  max_record_size: MOST_CHARACTERS,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
});

/** The rows of a table that comes piece by piece. */
export async function* readLines(text: AsyncIterable<string>, separator: string): AsyncGenerator<Line> {
  const parser = new Parser(optionsOf(separator));
  const numbering = new Numbering();
  // What fails on either side ends the rows below with that error.
  pipeline(text, parser).catch(() => undefined);
  try {
    for await (const parsed of parser) {
      const line = numbering.next(parsed as Parsed);
      if (line) yield line;
    }
  } catch (error) {
    throw numbering.problemOf(error);
  }
}

/** All rows of a text that is short. */
export function linesOf(text: string, separator: string): Line[] {
  const lines: Line[] = [];
  const numbering = new Numbering();
  try {
    collect(text, separator, numbering, lines);
  } catch (error) {
    throw numbering.problemOf(error);
  }
  return lines;
}

const HEAD_ROWS = 20;

/** The first rows of a text that may break off anywhere. */
export function headLines(head: string, separator: string): Line[] {
  const lines: Line[] = [];
  const numbering = new Numbering();
  try {
    collect(head, separator, numbering, lines, { to: HEAD_ROWS });
  } catch (error) {
    const problem = numbering.problemOf(error);
    // It may have broken off inside of quotes.
    if (!(problem instanceof CsvProblem) || problem.code !== 'open_quote') throw problem;
  }
  return lines;
}

function collect(text: string, separator: string, numbering: Numbering, lines: Line[], more: Options = {}): void {
  const take = (parsed: unknown): null => {
    const line = numbering.next(parsed as Parsed);
    if (line) lines.push(line);
    return null;
  };
  parse(text, { ...optionsOf(separator), ...more, on_record: take });
}

/** Tells on which line each row begins: the parser says where it ended. */
class Numbering {
  private begun = 1;

  next({ record, info }: Parsed): Line | null {
    const line = this.begun;
    this.begun = info.lines + 1;
    if (record.length > MOST_COLUMNS) throw new CsvProblem('too_many_columns', line);
    const isEmpty = record.every((cell) => cell.trim() === '');
    return isEmpty || (line === 1 && isSignature(record)) ? null : { line, cells: record };
  }

  problemOf(error: unknown): unknown {
    const code = error instanceof CsvError ? PROBLEMS[error.code] : undefined;
    return code ? new CsvProblem(code, this.begun) : error;
  }
}

/** None where this character makes no table of it. */
function widthsOf(head: string, separator: Separator): number[] {
  try {
    return headLines(head, separator).map(({ cells }) => cells.length);
  } catch (error) {
    if (error instanceof CsvProblem) return [];
    throw error;
  }
}

/** Excel's own first line, `sep=;`, read with the separator that it names. */
const isSignature = ([first, second, ...more]: readonly string[]): boolean =>
  /^sep=$/i.test(first ?? '') && second === '' && more.length === 0;

const PROBLEMS: Partial<Record<CsvErrorCode, CsvProblem['code']>> = {
  CSV_QUOTE_NOT_CLOSED: 'open_quote',
  CSV_MAX_RECORD_SIZE: 'line_too_long',
};

/**
 * Which character separates the values: the one that gives the first rows the same number of columns, and the most.
 * Excel writes `;` where the comma is the decimal sign, and names it in a first line `sep=;` if it is told to.
 */
export function separatorOf(head: string): Separator {
  const told = /^\ufeff?sep=(.)\r?\n/i.exec(head)?.[1];
  if (SEPARATORS.includes(told as Separator)) return told as Separator;
  let best: { separator: Separator; worth: number } = { separator: ',', worth: 0 };
  for (const separator of SEPARATORS) {
    const widths = widthsOf(head, separator);
    const first = widths[0] ?? 1;
    if (first < 2) continue;
    const alike = widths.filter((width) => width === first).length / widths.length;
    const worth = alike * 1_000 + first;
    if (worth > best.worth) best = { separator, worth };
  }
  return best.separator;
}
