import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { FileProblem } from './file-problem.rules.js';

export interface ZipEntry {
  name: string;
  size: number;
  /** Of what it unpacks to. */
  crc: number;
  packed: number;
  method: number;
  offset: number;
}

const MOST_ENTRIES = 200_000;
/** Of all files together, unpacked. */
const MOST_BYTES = 8 * 1024 ** 3;
/** Text packs to a tenth, a table of nothing but commas to a hundredth; what is beyond was made to be. */
const MOST_RATIO = 400;
const SMALL = 10 * 1024 * 1024;
const TAIL = 65_557;

/**
 * Reads ZIP files (APPNOTE 6.3) from the disk, entry by entry. By the directory at the end, as the format wants it; what
 * an entry really unpacks to is counted while it comes, because a directory may lie.
 */
export class ZipReader {
  private constructor(
    private readonly path: string,
    readonly entries: ZipEntry[],
  ) {}

  static async open(path: string): Promise<ZipReader> {
    const file = await open(path, 'r');
    try {
      return new ZipReader(path, await directoryOf(file));
    } finally {
      await file.close();
    }
  }

  async stream(entry: ZipEntry): Promise<Readable> {
    const head = Buffer.alloc(30);
    const file = await open(this.path, 'r');
    try {
      await file.read(head, 0, 30, entry.offset);
    } finally {
      await file.close();
    }
    if (head.readUInt32LE(0) !== 0x04034b50) throw new FileProblem('zip_broken');
    const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    if (entry.packed === 0) return Readable.from([]);
    const raw = createReadStream(this.path, { start, end: start + entry.packed - 1 });
    if (entry.method === 0) return raw;
    if (entry.method !== 8) throw new FileProblem('zip_broken');
    const inflate = createInflateRaw();
    raw.on('error', (error) => inflate.destroy(error));
    return Readable.from(bounded(raw.pipe(inflate), entry.size));
  }

  async buffer(entry: ZipEntry): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of await this.stream(entry)) parts.push(part as Buffer);
    return Buffer.concat(parts);
  }
}

async function* bounded(stream: Readable, size: number): AsyncGenerator<Buffer> {
  let seen = 0;
  try {
    for await (const part of stream) {
      seen += (part as Buffer).length;
      if (seen > size) throw new FileProblem('zip_bomb');
      yield part as Buffer;
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem('zip_broken');
  }
}

async function directoryOf(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, TAIL));
  await file.read(tail, 0, tail.length, size - tail.length);
  const at = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (at === -1 || at + 22 > tail.length) throw new FileProblem('zip_broken');
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const offset = tail.readUInt32LE(at + 16);
  // The 64-bit form, which programs write beyond 4 GB.
  if (count === 0xffff || length === 0xffffffff || offset === 0xffffffff) throw new FileProblem('zip_too_large');
  if (offset + length > size || count > MOST_ENTRIES) throw new FileProblem('zip_broken');
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, offset);
  return entriesOf(bytes, count, size);
}

function entriesOf(bytes: Buffer, count: number, archive: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let total = 0;
  let packed = 0;
  for (let at = 0, n = 0; n < count; n += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new FileProblem('zip_broken');
    const flags = bytes.readUInt16LE(at + 8);
    const entry: ZipEntry = {
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
      name: bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28)),
    };
    if (flags & 1) throw new FileProblem('zip_locked');
    if (entry.size > SMALL && entry.size > entry.packed * MOST_RATIO) throw new FileProblem('zip_bomb');
    if ((total += entry.size) > MOST_BYTES) throw new FileProblem('zip_too_large');
    // The same bytes behind many names: a small archive that never ends.
    if ((packed += entry.packed) > archive) throw new FileProblem('zip_bomb');
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (!entry.name.endsWith('/')) entries.push(entry);
  }
  return entries;
}
