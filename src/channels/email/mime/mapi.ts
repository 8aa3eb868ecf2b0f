export interface MapiValue {
  bytes: Buffer;
  readonly text: string;
}

export type MapiProperties = Map<number, MapiValue>;

const MULTIPLE = 0x1000;
const FIRST_NAMED = 0x8000;
const UNICODE = 0x001f;
/** Bytes that a value of each fixed type takes, padded to four. */
const FIXED = new Map([
  [0x0002, 4],
  [0x0003, 4],
  [0x0004, 4],
  [0x0005, 8],
  [0x0006, 8],
  [0x0007, 8],
  [0x000a, 4],
  [0x000b, 4],
  [0x0014, 8],
  [0x0040, 8],
  [0x0048, 16],
]);
const VARIABLE = new Set([0x000d, 0x001e, UNICODE, 0x0102]);

/** The properties of a MAPI stream as TNEF packs them ([MS-OXTNEF] 2.1.3.4), up to the first that makes no sense. */
export function mapiProperties(data: Buffer): MapiProperties {
  const found: MapiProperties = new Map();
  const read = new Reader(data);
  const count = read.u32();
  for (let i = 0; i < count && !read.broken; i += 1) {
    const type = read.u16();
    const id = read.u16();
    if (id >= FIRST_NAMED) skipName(read);
    const plain = type & ~MULTIPLE;
    const fixed = FIXED.get(plain);
    if (fixed === undefined && !VARIABLE.has(plain)) break;
    const values = fixed === undefined || type & MULTIPLE ? read.u32() : 1;
    for (let v = 0; v < values && !read.broken; v += 1) {
      const bytes = fixed === undefined ? read.padded(read.u32()) : read.take(fixed);
      if (v === 0 && !read.broken) found.set(id, valueOf(bytes, plain));
    }
  }
  return found;
}

function valueOf(bytes: Buffer, type: number): MapiValue {
  return {
    bytes,
    get text() {
      return type === UNICODE ? bytes.toString('utf16le').replace(/\0+$/, '') : textOf(bytes);
    },
  };
}

/** 8-bit text: UTF-8 where it is that, else windows-1252. */
export function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  const content = end === -1 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}

function skipName(read: Reader): void {
  const GUID = 16;
  read.take(GUID);
  const kind = read.u32();
  if (kind === 0) read.u32();
  else read.padded(read.u32());
}

/** Reads past the end give zeros and mark the stream broken, so that no length in it can do harm. */
class Reader {
  private at = 0;
  broken = false;

  constructor(private readonly data: Buffer) {}

  u16(): number {
    return this.has(2) ? this.data.readUInt16LE(this.advance(2)) : 0;
  }

  u32(): number {
    return this.has(4) ? this.data.readUInt32LE(this.advance(4)) : 0;
  }

  take(length: number): Buffer {
    if (!this.has(length)) return Buffer.alloc(0);
    const from = this.advance(length);
    return this.data.subarray(from, from + length);
  }

  padded(length: number): Buffer {
    const bytes = this.take(length);
    const rest = -length & 3;
    if (this.at + rest <= this.data.length) this.at += rest;
    return bytes;
  }

  private has(length: number): boolean {
    if (this.at + length > this.data.length) this.broken = true;
    return !this.broken;
  }

  private advance(length: number): number {
    const from = this.at;
    this.at += length;
    return from;
  }
}
