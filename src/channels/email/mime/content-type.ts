import libmime from 'libmime';
import { endOfHeaders } from './charset.js';

const HEADER = /^content-type:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)/im;
const SOUND = /^[\w.+-]+\/[\w.+-]+\s*(?:;|$)/;

/**
 * Some programs encode the Content-Type itself (`=?utf-8?Q?text/plain?=`), or write a word that is no type. The body would
 * become a nameless file; so the type is decoded, and where there is none the mail is taken as plain text.
 */
export function withSoundType(raw: Buffer): Buffer {
  const end = endOfHeaders(raw);
  const head = raw.subarray(0, end).toString('latin1');
  const match = HEADER.exec(head);
  if (!match || SOUND.test(match[1]!.trim())) return raw;
  const decoded = libmime.decodeWords(match[1]!.replace(/\r?\n[ \t]+/g, ' ')).trim();
  const type = SOUND.test(decoded) ? decoded : 'text/plain; charset=utf-8';
  const mended = `${head.slice(0, match.index)}Content-Type: ${type}${head.slice(match.index + match[0].length)}`;
  return Buffer.concat([Buffer.from(mended, 'latin1'), raw.subarray(end)]);
}
