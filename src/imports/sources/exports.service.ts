import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { isCarried, isLitter } from '../carried/carried.rules.js';
import { EncodingGuess } from '../files/encoding.rules.js';
import { FileProblem } from '../files/file-problem.rules.js';
import { JsonValues } from '../files/json-values.rules.js';
import { isZip, rowsOf, shapeOf, textOf } from '../files/stored-file.service.js';
import { ZipReader, type ZipEntry } from '../files/zip-reader.js';
import { readerOf } from './readers.js';
import type { ForeignRow, SourceKey, SourceReader } from './source.js';

/** Records; a JSON file in a folder of attachments is an attachment. */
export const isData = (name: string): boolean =>
  /\.(json|jsonl|ndjson)$/i.test(name) && !isLitter(name) && !isCarried(name);

/** The rows of an export: of one JSON file, or of all that lie in a ZIP. */
@Injectable()
export class Exports {
  async *rowsOf(source: SourceKey, path: string): AsyncGenerator<{ rows: ForeignRow[]; bytes: number }> {
    const reader = readerOf(source);
    if (await isZip(path)) {
      const zip = await ZipReader.open(path);
      for (const entry of inOrder(zip.entries)) {
        let first = true;
        for await (const rows of this.values(reader, await zip.stream(entry), entry.name)) {
          yield { rows, bytes: first ? entry.packed : 0 };
          first = false;
        }
      }
    } else if (await isJson(path)) {
      for await (const rows of this.values(reader, createReadStream(path), '')) yield { rows, bytes: 0 };
    } else {
      // A table, as some desks export their people.
      const shape = await shapeOf(path);
      for await (const { rows, bytes } of rowsOf(path, shape)) {
        const records = rows.map(({ cells }) =>
          Object.fromEntries(shape.columns.map((name, n) => [name, cells[n] ?? ''])),
        );
        yield { rows: records.flatMap((record) => reader.take(record, 'table.csv')), bytes };
      }
    }
    yield { rows: reader.end?.() ?? [], bytes: 0 };
  }

  private async *values(
    reader: SourceReader,
    stream: AsyncIterable<Buffer>,
    name: string,
  ): AsyncGenerator<ForeignRow[]> {
    const values = new JsonValues();
    for await (const { text } of textOf(stream, 'utf-8')) {
      const found = values.push(text);
      if (found.length > 0) yield found.flatMap((value) => reader.take(value, name));
    }
    values.end();
  }
}

/** People before what they said, by name; so that who is an agent is known when a comment comes. */
function inOrder(entries: readonly ZipEntry[]): ZipEntry[] {
  const rank = ({ name }: ZipEntry): number =>
    ['organi', 'compan', 'agent', 'user', 'contact', 'customer'].findIndex((word) => name.toLowerCase().includes(word));
  const data = entries.filter(({ name }) => isData(name));
  if (data.length === 0) throw new FileProblem('nothing_known');
  return data.sort(
    (a, b) => (rank(a) === -1 ? 99 : rank(a)) - (rank(b) === -1 ? 99 : rank(b)) || (a.name < b.name ? -1 : 1),
  );
}

async function isJson(path: string): Promise<boolean> {
  const guess = new EncodingGuess();
  for await (const part of createReadStream(path, { end: 4_095 })) {
    guess.push(part as Buffer);
    const head = (part as Buffer)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart();
    return head.startsWith('{') || head.startsWith('[');
  }
  throw new FileProblem('empty');
}
