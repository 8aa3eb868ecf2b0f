/** 1.2.840.113549.1.7.2 */
const SIGNED_DATA = '2a864886f70d010702';
const TAG = { octets: 0x04, oid: 0x06, sequence: 0x30, explicit: 0xa0, constructedOctets: 0x24 } as const;
const CONSTRUCTED = 0x20;
const MAX_DEPTH = 12;

interface Element {
  tag: number;
  content: Buffer;
  children: Element[];
}

/**
 * Opaque S/MIME (smime.p7m, `signed-data`) hides the whole mail within its signature. Unpacks it without checking the
 * signature (RFC 5652, 5.1 and 5.2); null where it is something else or broken.
 */
export function signedContent(p7m: Uint8Array): Buffer | null {
  try {
    const file = Buffer.from(p7m.buffer, p7m.byteOffset, p7m.byteLength);
    const [oid, wrapped] = element(file, 0, 0).element.children;
    if (oid?.tag !== TAG.oid || oid.content.toString('hex') !== SIGNED_DATA) return null;
    const signedData = wrapped?.children[0];
    // version, digest algorithms, then what was signed
    const encapsulated = signedData?.children[2];
    const content = encapsulated?.children[1]?.children[0];
    return content ? octetsOf(content) : null;
  } catch {
    return null;
  }
}

function octetsOf({ tag, content, children }: Element): Buffer | null {
  if (tag === TAG.octets) return content;
  return tag === TAG.constructedOctets
    ? Buffer.concat(children.map((part) => octetsOf(part) ?? Buffer.alloc(0)))
    : null;
}

/** One element in BER: lengths may be left open, to be ended by two zero bytes. Throws past the end. */
function element(bytes: Buffer, from: number, depth: number): { element: Element; end: number } {
  if (depth > MAX_DEPTH) throw new Error('too deep');
  const tag = bytes.readUInt8(from);
  const { length, start } = lengthAt(bytes, from + 1);
  const constructed = (tag & CONSTRUCTED) !== 0;
  if (length === null) {
    const { children, end } = childrenUntil(bytes, start, null, depth);
    return { element: { tag, content: bytes.subarray(start, end - 2), children }, end };
  }
  const end = start + length;
  if (end > bytes.length) throw new Error('cut off');
  const children = constructed ? childrenUntil(bytes, start, end, depth).children : [];
  return { element: { tag, content: bytes.subarray(start, end), children }, end };
}

function childrenUntil(
  bytes: Buffer,
  from: number,
  end: number | null,
  depth: number,
): { children: Element[]; end: number } {
  const children: Element[] = [];
  let at = from;
  while (end === null ? bytes.readUInt16BE(at) !== 0 : at < end) {
    const child = element(bytes, at, depth + 1);
    children.push(child.element);
    at = child.end;
  }
  return { children, end: end ?? at + 2 };
}

function lengthAt(bytes: Buffer, at: number): { length: number | null; start: number } {
  const first = bytes.readUInt8(at);
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  if (count === 0) return { length: null, start: at + 1 };
  return { length: bytes.readUIntBE(at + 1, count), start: at + 1 + count };
}
