import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Blobs } from '../../platform/blobs/blobs.js';
import { CsvProblem, headLines, readLines, separatorOf, type Line, type Separator } from '../../platform/csv-reader.js';
import { EncodingGuess, looksBinary, type Encoding } from './encoding.rules.js';
import { FileProblem } from './file-problem.rules.js';

export interface TableShape {
  encoding: Encoding;
  separator: Separator;
  columns: string[];
  /** The first rows, to tell what a column holds. */
  samples: string[][];
}

const HEAD_BYTES = 256 * 1024;
const SAMPLES = 5;
const MOST_SAMPLE = 120;

/** Files that are read in: from the store to the disk, because a ZIP is read from its end, and as text piece by piece. */
@Injectable()
export class StoredFiles {
  constructor(private readonly blobs: Blobs) {}

  /** The file on the disk while `body` runs. */
  async withFile<T>(key: string, body: (path: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'frontdesk-import-'));
    const path = join(folder, randomUUID());
    try {
      await pipeline(await this.blobs.stream(key), createWriteStream(path, { mode: 0o600 }));
      return await body(path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

export async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    return head.readUInt32LE(0) === 0x04034b50 || head.readUInt32LE(0) === 0x06054b50;
  } finally {
    await file.close();
  }
}

/** How a table is written, and its first rows; throws where it is no table. */
export async function shapeOf(path: string): Promise<TableShape> {
  const guess = new EncodingGuess();
  const head: Buffer[] = [];
  let size = 0;
  for await (const part of createReadStream(path)) {
    guess.push(part as Buffer);
    if (size < HEAD_BYTES) head.push(part as Buffer);
    size += (part as Buffer).length;
  }
  if (size === 0) throw new FileProblem('empty');
  const encoding = guess.end();
  if (!encoding) throw new FileProblem('not_text');
  const text = new TextDecoder(encoding).decode(Buffer.concat(head).subarray(0, HEAD_BYTES), {
    stream: size > HEAD_BYTES,
  });
  if (looksBinary(text)) throw new FileProblem('not_text');
  const separator = separatorOf(text);
  const [first, ...rest] = headOf(text, separator);
  if (!first) throw new FileProblem('empty');
  if (rest.length === 0) throw new FileProblem('no_rows');
  const width = Math.max(first.cells.length, ...rest.map(({ cells }) => cells.length));
  return {
    encoding,
    separator,
    columns: Array.from({ length: width }, (_, n) => (first.cells[n] ?? '').trim().slice(0, MOST_SAMPLE)),
    samples: rest.slice(0, SAMPLES).map(({ cells }) => cells.map((cell) => cell.trim().slice(0, MOST_SAMPLE))),
  };
}

function headOf(text: string, separator: Separator): Line[] {
  try {
    return headLines(text, separator);
  } catch (error) {
    throw fileProblemOf(error);
  }
}

const fileProblemOf = (error: unknown): unknown =>
  error instanceof CsvProblem ? new FileProblem(error.code, error.line) : error;

/** A text piece by piece, with how many bytes of it were read. */
export async function* textOf(
  source: AsyncIterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<{ text: string; bytes: number }> {
  const decoder = new TextDecoder(encoding);
  for await (const part of source) yield { text: decoder.decode(part, { stream: true }), bytes: part.length };
  yield { text: decoder.decode(), bytes: 0 };
}

const AT_ONCE = 500;

/** The rows of a table without its headings, some hundred at a time, with how many bytes were read for them. */
export async function* rowsOf(
  path: string,
  { encoding, separator }: Pick<TableShape, 'encoding' | 'separator'>,
): AsyncGenerator<{ rows: Line[]; bytes: number }> {
  let bytes = 0;
  const source = async function* (): AsyncGenerator<string> {
    for await (const piece of textOf(createReadStream(path, { highWaterMark: 128 * 1024 }), encoding)) {
      bytes += piece.bytes;
      yield piece.text;
    }
  };
  const take = (): number => {
    const taken = bytes;
    bytes = 0;
    return taken;
  };
  let rows: Line[] = [];
  let headed = false;
  try {
    for await (const line of readLines(source(), separator)) {
      if (headed) rows.push(line);
      headed = true;
      if (rows.length < AT_ONCE) continue;
      yield { rows, bytes: take() };
      rows = [];
    }
  } catch (error) {
    throw fileProblemOf(error);
  }
  yield { rows, bytes: take() };
}
