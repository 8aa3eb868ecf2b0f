import type { Outbound } from '../contract.js';

export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

export type OutFile = Outbound['files'][number];

/** One call each. */
export type Part = { kind: 'text'; text: string } | { kind: 'photo' | 'document'; file: OutFile; caption: string };

/** What one message becomes: its words stand under the first file where they fit there, else before it. */
export function partsOf({ text, files }: Pick<Outbound, 'text' | 'files'>): Part[] {
  const [first, ...others] = files;
  const fits = first !== undefined && text.length <= MAX_CAPTION;
  const words = text && !fits ? splitText(text, MAX_TEXT).map((one): Part => ({ kind: 'text', text: one })) : [];
  return [...words, ...(first ? [filePart(first, fits ? text : '')] : []), ...others.map((file) => filePart(file, ''))];
}

const filePart = (file: OutFile, caption: string): Part => ({
  kind: /^image\/(jpeg|png)$/.test(file.type) && file.size <= MAX_PHOTO_BYTES ? 'photo' : 'document',
  file,
  caption,
});

/** Cut where a reader would pause: between paragraphs, lines, sentences, words; never within a character. */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const cut = pauseIn(rest, max);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

function pauseIn(text: string, max: number): number {
  const window = text.slice(0, max + 1);
  // A pause in the first half would leave a stub.
  for (const pause of ['\n\n', '\n', '. ', ' ']) {
    const at = window.lastIndexOf(pause);
    if (at >= max / 2) return Math.min(at + pause.length, max);
  }
  const isPair = /[\uD800-\uDBFF]/.test(text[max - 1] ?? '');
  return isPair ? max - 1 : max;
}
