export type PictureKind = 'png' | 'jpeg' | 'gif' | 'webp';

/** By what the bytes are; what the sender calls them does not count. An SVG is a program, and none of these. */
export function pictureKind(bytes: Buffer): PictureKind | null {
  const ascii = (from: number, to: number): string => bytes.toString('latin1', from, to);
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'gif';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  return null;
}
