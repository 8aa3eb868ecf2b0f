import type { Outbound } from '../../contract.js';
import { cutText } from '../../cut-text.js';
import { fileKind, type FileKind, type Platform } from './platform.js';

type OutFile = Outbound['files'][number];

/** One call each; a file goes up first. */
export type Part = { kind: 'text'; text: string } | { kind: 'file'; file: OutFile; as: FileKind };

/** Why it cannot be sent at all; said before anything leaves. */
export class NotCarried extends Error {}

export function partsOf({ text, files }: Pick<Outbound, 'text' | 'files'>, platform: Platform): Part[] {
  const words = cutText(text, platform.maxText.length, platform.maxText.measure).map((one): Part => ({
    kind: 'text',
    text: one,
  }));
  return [...words, ...files.map((file) => filePart(file, platform))];
}

function filePart(file: OutFile, { name, files }: Platform): Part {
  const as = fileKind(files, file.type);
  if (!as) throw new NotCarried(`${name} does not take “${file.name}”: files of this type cannot be sent there.`);
  const limit = as.maxBytes / (1024 * 1024);
  if (file.size > as.maxBytes) throw new NotCarried(`“${file.name}” is larger than ${limit} MB.`);
  return { kind: 'file', file, as };
}
