import type { Outbound } from '../../contract.js';
import type { FileKind, Platform } from './platform.js';

type OutFile = Outbound['files'][number];

/** One call each; a file goes up first. */
export type Part = { kind: 'text'; text: string } | { kind: 'file'; file: OutFile; as: FileKind };

/** Why it cannot be sent at all; said before anything leaves. */
export class NotCarried extends Error {}

export function partsOf({ text, files }: Pick<Outbound, 'text' | 'files'>, platform: Platform): Part[] {
  const words = cut(text.trim(), platform.maxText).map((one): Part => ({ kind: 'text', text: one }));
  return [...words, ...files.map((file) => filePart(file, platform))];
}

function filePart(file: OutFile, { name, fileKind }: Platform): Part {
  const as = fileKind(file.type);
  if (!as) throw new NotCarried(`${name} does not take “${file.name}”: files of this type cannot be sent there.`);
  const limit = as.maxBytes / (1024 * 1024);
  if (file.size > as.maxBytes) throw new NotCarried(`“${file.name}” is larger than ${limit} MB.`);
  return { kind: 'file', file, as };
}

/** Between paragraphs, sentences or words, as late as possible; never within a character. */
function cut(text: string, { length, measure }: Platform['maxText']): string[] {
  const parts: string[] = [];
  let rest = text;
  while (measure(rest) > length) {
    const longest = fitting(rest, length, measure);
    const pause = Math.max(longest.lastIndexOf('\n'), longest.lastIndexOf('. ') + 1, longest.lastIndexOf(' '));
    const end = pause > longest.length / 2 ? pause : longest.length;
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

function fitting(text: string, length: number, measure: (text: string) => number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += measure(character);
    if (used > length) break;
    end += character.length;
  }
  return text.slice(0, end);
}
