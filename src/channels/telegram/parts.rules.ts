import type { Outbound } from '../contract.js';
import { cutText } from '../cut-text.js';

export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;
export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

export type OutFile = Outbound['files'][number];

/** One call each. */
export type Part = { kind: 'text'; text: string } | { kind: 'photo' | 'document'; file: OutFile; caption: string };

/** What one message becomes: its words stand under the first file where they fit there, else before it. */
export function partsOf({ text, files }: Pick<Outbound, 'text' | 'files'>): Part[] {
  const [first, ...others] = files;
  const fits = first !== undefined && text.length <= MAX_CAPTION;
  const words = text && !fits ? cutText(text, MAX_TEXT).map((one): Part => ({ kind: 'text', text: one })) : [];
  return [...words, ...(first ? [filePart(first, fits ? text : '')] : []), ...others.map((file) => filePart(file, ''))];
}

const filePart = (file: OutFile, caption: string): Part => ({
  kind: /^image\/(jpeg|png)$/.test(file.type) && file.size <= MAX_PHOTO_BYTES ? 'photo' : 'document',
  file,
  caption,
});
