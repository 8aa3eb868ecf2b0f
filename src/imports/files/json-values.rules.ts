import { FileProblem } from './file-problem.rules.js';

/**
 * The values of a JSON text, one by one, while it comes: those of an array that is the whole file, those that stand
 * one after the other (a line each or not), or the one that is all of it. Pure.
 */
export class JsonValues {
  private buffer = '';
  /** How far the buffer was looked at. */
  private at = 0;
  private start = -1;
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** Null until the first character told. */
  private array: boolean | null = null;
  private ended = false;

  push(text: string): unknown[] {
    this.buffer += text;
    const out: unknown[] = [];
    for (; this.at < this.buffer.length; this.at += 1) this.look(this.buffer.charCodeAt(this.at), out);
    const from = this.start === -1 ? this.at : this.start;
    this.buffer = this.buffer.slice(from);
    this.at -= from;
    if (this.start !== -1) this.start = 0;
    if (this.buffer.length > MOST_CHARACTERS) throw new FileProblem('value_too_long');
    return out;
  }

  end(): unknown[] {
    if (this.depth > 0 || this.inString || (this.array === true && !this.ended)) throw new FileProblem('json_broken');
    return [];
  }

  private look(code: number, out: unknown[]): void {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (code === 92) this.escaped = true;
      else if (code === 34) this.inString = false;
      return;
    }
    if (code === 34 && this.depth > 0) {
      this.inString = true;
      return;
    }
    if (code === 123 || code === 91) return this.open(code);
    if (code === 125 || code === 93) return this.close(code, out);
    if (this.depth === 0 && !isBetween(code)) throw new FileProblem('json_broken');
  }

  private open(code: number): void {
    if (this.array === null && code === 91) {
      this.array = true;
      return;
    }
    this.array ??= false;
    if (this.ended && this.array) throw new FileProblem('json_broken');
    if (this.depth === 0) this.start = this.at;
    this.depth += 1;
    if (this.depth > MOST_DEPTH) throw new FileProblem('json_broken');
  }

  private close(code: number, out: unknown[]): void {
    if (this.depth === 0) {
      if (this.array !== true || code !== 93 || this.ended) throw new FileProblem('json_broken');
      this.ended = true;
      return;
    }
    this.depth -= 1;
    if (this.depth > 0) return;
    const text = this.buffer.slice(this.start, this.at + 1);
    this.start = -1;
    try {
      out.push(JSON.parse(text));
    } catch {
      throw new FileProblem('json_broken');
    }
  }
}

/** One page of an interface, or one conversation with all that was said in it. */
const MOST_CHARACTERS = 64_000_000;
const MOST_DEPTH = 200;

/** White space, commas between values, and a byte order mark. */
const isBetween = (code: number): boolean =>
  code === 32 || code === 10 || code === 13 || code === 9 || code === 44 || code === 0xfeff;
