/** In which letters a file is written. Pure. */

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * Looks at all of a file, piece by piece: the first accent that tells may stand in its last row. What is no UTF-8 is
 * read as Windows-1252, which holds all that ISO-8859-1 prints. A file with NUL bytes is no text.
 */
export class EncodingGuess {
  private readonly strict = new TextDecoder('utf-8', { fatal: true });
  private mark: Encoding | null = null;
  private first = true;
  private isUtf8 = true;
  private nul = false;

  push(bytes: Uint8Array): void {
    if (this.first && bytes.length > 0) {
      this.first = false;
      this.mark = markOf(bytes);
    }
    if (this.mark === 'utf-16le' || this.mark === 'utf-16be') return;
    this.nul ||= bytes.includes(0);
    if (!this.isUtf8) return;
    try {
      this.strict.decode(bytes, { stream: true });
    } catch {
      this.isUtf8 = false;
    }
  }

  /** Null: it is no text. */
  end(): Encoding | null {
    if (this.mark && this.mark !== 'utf-8') return this.mark;
    if (this.nul) return null;
    try {
      this.strict.decode();
    } catch {
      this.isUtf8 = false;
    }
    return this.isUtf8 ? 'utf-8' : 'windows-1252';
  }
}

function markOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  return null;
}

/** What is no text for people, though no byte of it is NUL: control characters are rare in tables. */
export function looksBinary(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  const odd = text.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return odd > 2 + text.length / 200;
}
