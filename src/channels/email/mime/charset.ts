import { isUtf8 } from 'node:buffer';

const WESTERN = new TextDecoder('windows-1252');
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true });
const REPLACEMENT = '\uFFFD';

/** The bytes of windows-1252 for the characters that it does not share with Latin-1. */
const WESTERN_BYTES = new Map(
  Array.from({ length: 32 }, (_, i) => [WESTERN.decode(Uint8Array.of(0x80 + i)), 0x80 + i] as const),
);

/**
 * Headers may only be ASCII or UTF-8, yet old programs write their own 8-bit charset into them. Lines that are not
 * UTF-8 are read as windows-1252, the most frequent one, so that a name never becomes question marks.
 */
export function withUtf8Headers(raw: Buffer): Buffer {
  const end = endOfHeaders(raw);
  const head = raw.subarray(0, end);
  if (isUtf8(head)) return raw;
  const lines: Buffer[] = [];
  for (let from = 0; from < head.length;) {
    const newline = head.indexOf(0x0a, from);
    const to = newline === -1 ? head.length : newline + 1;
    const line = head.subarray(from, to);
    lines.push(isUtf8(line) ? line : Buffer.from(WESTERN.decode(line), 'utf8'));
    from = to;
  }
  return Buffer.concat([...lines, raw.subarray(end)]);
}

export function endOfHeaders(raw: Buffer): number {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  if (crlf === -1 && lf === -1) return raw.length;
  if (lf === -1 || (crlf !== -1 && crlf < lf)) return crlf + 2;
  return lf + 1;
}

/** Text labelled UTF-8 (or nothing known) whose bytes are mostly something else. A cut-off character is not enough. */
export function looksMisread(text: string): boolean {
  if (!text.includes(REPLACEMENT)) return false;
  let broken = 0;
  let sound = 0;
  for (const char of text) {
    if (char === REPLACEMENT) broken += 1;
    else if (char > '\u007F') sound += 1;
  }
  return broken > sound;
}

const TEXT_PART = /^(content-type:[ \t]*text\/(?:plain|html))([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/gim;

/** The same mail with every text part declared windows-1252. */
export function relabelled(raw: Buffer): Buffer {
  const source = raw.toString('latin1');
  const changed = source.replace(
    TEXT_PART,
    (_, type: string, rest: string) =>
      `${type}${rest.replace(/;\s*charset\*?=("[^"]*"|[^;\s]*)/gi, '')}; charset=windows-1252`,
  );
  if (changed !== source) return Buffer.from(changed, 'latin1');
  return Buffer.from(`Content-Type: text/plain; charset=windows-1252\r\n${source}`, 'latin1');
}

/** UTF-8 that was labelled and read as a Western charset ("Ã©" for "é") is read again; anything else stays. */
export function withoutMojibake(text: string): string {
  if (!/[\u00C2-\u00F4][\u0080-\u00BF\u0152-\u2122]/.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    const code = WESTERN_BYTES.get(char) ?? char.charCodeAt(0);
    if (code > 0xff) return text;
    bytes[i] = code;
  }
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return text;
  }
}
