import { FileProblem } from './file-problem.rules.js';

/** Values separated by a character (RFC 4180, and what Excel makes of it), read while they come. Pure. */

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
const QUOTE = 34;
const FEED = 10;
const RETURN = 13;

/** `push` returns the rows that are whole; `end` the last one. Rows without a word in them are passed over. */
export class DelimitedReader {
  private cells: string[] = [];
  private value = '';
  private length = 0;
  private quoted = false;
  /** A quote inside of quotes: the next character says whether it ends them. */
  private pending = false;
  private begun = false;
  private line = 1;
  private startedAt = 1;
  private skipFeed = false;

  constructor(private readonly separator: string) {}

  push(text: string): Line[] {
    const out: Line[] = [];
    const mark = this.separator.charCodeAt(0);
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (this.skipFeed) {
        this.skipFeed = false;
        if (code === FEED) {
          from = at + 1;
          continue;
        }
      }
      if (this.pending) {
        this.pending = false;
        if (code === QUOTE) {
          this.value += '"';
          from = at + 1;
          continue;
        }
        this.quoted = false;
        from = at;
      }
      if (this.quoted) {
        if (code === FEED) this.line += 1;
        if (code !== QUOTE) continue;
        this.take(text, from, at);
        this.pending = true;
        from = at + 1;
        continue;
      }
      if (code === QUOTE && !this.begun && at === from) {
        this.quoted = true;
        this.begun = true;
        from = at + 1;
      } else if (code === mark) {
        this.take(text, from, at);
        this.endCell();
        from = at + 1;
      } else if (code === FEED || code === RETURN) {
        this.take(text, from, at);
        this.endRow(out);
        this.skipFeed = code === RETURN;
        from = at + 1;
      } else if (!this.begun) {
        this.begun = true;
        from = at;
      }
    }
    if (!this.pending) this.take(text, from, text.length);
    return out;
  }

  end(): Line[] {
    if (this.quoted && !this.pending) throw new FileProblem('open_quote', this.startedAt);
    const out: Line[] = [];
    if (this.value !== '' || this.cells.length > 0 || this.begun) this.endRow(out);
    return out;
  }

  private take(text: string, from: number, to: number): void {
    if (to <= from) return;
    this.length += to - from;
    if (this.length > MOST_CHARACTERS) throw new FileProblem('line_too_long', this.startedAt);
    this.value += text.slice(from, to);
  }

  private endCell(): void {
    this.cells.push(this.value);
    if (this.cells.length > MOST_COLUMNS) throw new FileProblem('too_many_columns', this.startedAt);
    this.value = '';
    this.quoted = false;
    this.begun = false;
  }

  private endRow(out: Line[]): void {
    this.endCell();
    if (this.cells.some((cell) => cell.trim() !== '')) out.push({ line: this.startedAt, cells: this.cells });
    this.cells = [];
    this.length = 0;
    this.line += 1;
    this.startedAt = this.line;
  }
}

/** All rows of a text that is short. */
export function linesOf(text: string, separator: string): Line[] {
  const reader = new DelimitedReader(separator);
  return [...reader.push(text), ...reader.end()];
}

/**
 * Which character separates the values: the one that gives the first rows the same number of columns, and the most.
 * Excel writes `;` where the comma is the decimal sign, and names it in a first line `sep=;` if it is told to.
 */
export function separatorOf(head: string): Separator {
  const told = /^sep=(.)\r?\n/i.exec(head)?.[1];
  if (SEPARATORS.includes(told as Separator)) return told as Separator;
  let best: { separator: Separator; worth: number } = { separator: ',', worth: 0 };
  for (const separator of SEPARATORS) {
    const widths = headRows(head, separator).map(({ cells }) => cells.length);
    const first = widths[0] ?? 1;
    if (first < 2) continue;
    const alike = widths.filter((width) => width === first).length / widths.length;
    const worth = alike * 1_000 + first;
    if (worth > best.worth) best = { separator, worth };
  }
  return best.separator;
}

const FIRST_ROWS = 20;

/** The whole rows of a text that may break off anywhere. */
export function headRows(head: string, separator: string): Line[] {
  const reader = new DelimitedReader(separator);
  const rows = reader.push(withoutSign(head));
  if (rows.length === 0) {
    try {
      rows.push(...reader.end());
    } catch {
      // It broke off inside of quotes.
    }
  }
  return rows.slice(0, FIRST_ROWS);
}

/** Without Excel's own first line. */
export const withoutSign = (text: string): string => text.replace(/^sep=.\r?\n/i, '');
