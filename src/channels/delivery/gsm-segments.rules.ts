/** How networks cut a text: the console counts while somebody writes, so this imports nothing. */

export interface Segments {
  encoding: 'gsm-7' | 'ucs-2';
  segments: number;
  /** Characters of its encoding: letters of the extension table count twice in GSM-7. */
  units: number;
  /** How many more fit before the next segment begins. */
  left: number;
  /** The first letter that made it UCS-2, which costs more than twice. */
  culprit?: string;
}

/** GSM 03.38, the basic table. `Ç` is in it, `ç`, `ã` and `õ` are not. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENSION = new Set('\f^{}\\[~]|€');

/** One alone may be full; several give some room to the header that joins them. */
const ROOM = { 'gsm-7': { one: 160, many: 153 }, 'ucs-2': { one: 70, many: 67 } } as const;

export function segmentsOf(text: string): Segments {
  const letters = [...text];
  const culprit = letters.find((letter) => !BASIC.has(letter) && !EXTENSION.has(letter));
  const encoding = culprit === undefined ? 'gsm-7' : 'ucs-2';
  const sizes = letters.map((letter) => (encoding === 'ucs-2' ? letter.length : EXTENSION.has(letter) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { one, many } = ROOM[encoding];
  const common = { encoding, units, ...(culprit !== undefined && { culprit }) } as const;
  if (units <= one) return { ...common, segments: units === 0 ? 0 : 1, left: one - units };
  // A letter of two units is never cut in half: it moves to the next segment whole.
  let segments = 1;
  let filled = 0;
  for (const size of sizes) {
    if (filled + size > many) {
      segments += 1;
      filled = 0;
    }
    filled += size;
  }
  return { ...common, segments, left: many - filled };
}
