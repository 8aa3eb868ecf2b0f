import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A ZIP file (APPNOTE 6.3, without the 64-bit parts: below 4 GB), which every computer opens. Node has the two things
 * in it that are hard, deflate and CRC-32; a package would add only the headers below.
 */
export class ZipWriter {
  private readonly parts: Buffer[] = [];
  private readonly directory: Buffer[] = [];
  private size = 0;

  constructor(private readonly at: Date) {}

  add(name: string, content: Buffer): void {
    const path = Buffer.from(name, 'utf8');
    const squeezed = deflateRawSync(content);
    const smaller = squeezed.length < content.length;
    const data = smaller ? squeezed : content;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    // Names are UTF-8.
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(smaller ? 8 : 0, 4);
    common.writeUInt16LE(dosTime(this.at), 6);
    common.writeUInt16LE(dosDate(this.at), 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    this.directory.push(entryOf(common, path, this.size));
    this.push(Buffer.from('PK\x03\x04', 'latin1'), common, path, data);
  }

  finish(): Buffer {
    const start = this.size;
    this.push(...this.directory);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 'latin1');
    end.writeUInt16LE(this.directory.length, 8);
    end.writeUInt16LE(this.directory.length, 10);
    end.writeUInt32LE(this.size - start, 12);
    end.writeUInt32LE(start, 16);
    return Buffer.concat([...this.parts, end]);
  }

  private push(...parts: Buffer[]): void {
    for (const part of parts) {
      this.parts.push(part);
      this.size += part.length;
    }
  }
}

function entryOf(common: Buffer, path: Buffer, offset: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.write('PK\x01\x02', 'latin1');
  entry.writeUInt16LE(20, 4);
  common.copy(entry, 6);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, path]);
}

const dosTime = (at: Date): number =>
  (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | Math.floor(at.getUTCSeconds() / 2);
const dosDate = (at: Date): number =>
  ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
