/** What a file is, by its first bytes: what it is called says nothing, and a browser must never be led to guess. */

interface Signature {
  type: string;
  at?: number;
  bytes: number[];
  /** Types that are this one on the outside, and may be called so. */
  also?: RegExp;
}

const text = (letters: string): number[] => [...Buffer.from(letters, 'latin1')];

const SIGNATURES: Signature[] = [
  { type: 'image/png', bytes: [0x89, ...text('PNG\r\n'), 0x1a, 0x0a] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', bytes: text('GIF8') },
  { type: 'image/webp', at: 8, bytes: text('WEBP') },
  { type: 'audio/wav', at: 8, bytes: text('WAVE') },
  { type: 'image/heic', at: 4, bytes: text('ftyphei') },
  { type: 'image/avif', at: 4, bytes: text('ftypavif') },
  { type: 'video/quicktime', at: 4, bytes: text('ftypqt') },
  { type: 'video/mp4', at: 4, bytes: text('ftyp'), also: /^(video|audio)\/(mp4|x-m4v|x-m4a|3gpp2?)$/ },
  { type: 'video/webm', bytes: [0x1a, 0x45, 0xdf, 0xa3], also: /^(video|audio)\/(webm|x-matroska)$/ },
  { type: 'audio/ogg', bytes: text('OggS'), also: /^(audio|video|application)\/(ogg|opus)$/ },
  { type: 'audio/mpeg', bytes: text('ID3') },
  { type: 'audio/mpeg', bytes: [0xff, 0xfb] },
  { type: 'application/pdf', bytes: text('%PDF-') },
  {
    type: 'application/zip',
    bytes: [...text('PK'), 0x03, 0x04],
    also: /^application\/(vnd\.(openxmlformats-officedocument|oasis\.opendocument|ms-(word|excel|powerpoint))[\w.+-]*|epub\+zip)$/,
  },
  {
    type: 'application/x-ole-storage',
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    also: /^application\/(msword|vnd\.ms-(excel|powerpoint|outlook)|x-msi)$/,
  },
  { type: 'application/gzip', bytes: [0x1f, 0x8b] },
  { type: 'application/x-7z-compressed', bytes: [...text('7z'), 0xbc, 0xaf, 0x27, 0x1c] },
  { type: 'application/vnd.rar', bytes: text('Rar!') },
];

/** Text that a browser only ever shows as text. Markup and scripts are not among them. */
const PLAIN = /^(text\/(plain|csv|tab-separated-values|calendar|vcard|markdown)|application\/json|message\/rfc822)$/;
export const UNKNOWN_TYPE = 'application/octet-stream';

/** The type under which a file is kept and served, whatever was said of it. */
export function typeOf(content: Uint8Array, declared: string): string {
  const said = declared.split(';')[0]!.trim().toLowerCase();
  const found = SIGNATURES.find(({ at = 0, bytes }) => bytes.every((byte, n) => content[at + n] === byte));
  if (found) return found.also?.test(said) ? said : found.type;
  if (PLAIN.test(said) && !content.subarray(0, 4096).includes(0)) return said;
  return UNKNOWN_TYPE;
}

/** Pictures that every browser draws without running anything. */
export const isSafeImage = (type: string): boolean => /^image\/(png|jpeg|gif|webp|avif)$/.test(type);

const ENDINGS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'audio/mpeg': 'mp3',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'video/3gpp': '3gp',
  'audio/3gpp': '3gp',
};

/** How a file of this type ends, for one that came without a name. */
export function endingOf(type: string): string {
  const plain = type.toLowerCase().split(';')[0]!.trim();
  const [, form = ''] = plain.split('/');
  return ENDINGS[plain] ?? (/^[a-z0-9]{2,5}$/.test(form) ? form : 'bin');
}

const LONGEST_NAME = 200;

/** A name for people: the last part of a path, without what terminals, file systems and headers trip over. */
export function displayName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex
  const clean = last.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|:*?]/g, '').trim();
  if (clean.length <= LONGEST_NAME) return clean.replace(/^\.+$/, '') || 'file';
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(clean)?.[0] ?? '';
  return clean.slice(0, LONGEST_NAME - ending.length) + ending;
}
