import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

/** Labels as a document: a sheet of stickers, or one after another for a label printer. Pure. */

export const LABEL_FORMATS = ['sheet', 'roll'] as const;
export type LabelFormat = (typeof LABEL_FORMATS)[number];

export interface Label {
  tag: string;
  model: string;
  serial: string | null;
  /** What the code says. */
  link: string;
}

/** Points of a millimetre. */
const MM = 72 / 25.4;
/** Three times seven on A4, as sold everywhere: 63.5 × 38.1 mm. */
const SHEET = {
  columns: 3,
  rows: 7,
  width: 63.5 * MM,
  height: 38.1 * MM,
  left: 7.2 * MM,
  top: 15.1 * MM,
  gap: 2.5 * MM,
};
/** 62 × 29 mm, of endless rolls. */
const ROLL = { width: 62 * MM, height: 29 * MM };
const PAD = 3 * MM;

export function labelDocument(company: string, labels: readonly Label[], format: LabelFormat): TDocumentDefinitions {
  return format === 'sheet' ? sheet(company, labels) : roll(company, labels);
}

function sheet(company: string, labels: readonly Label[]): TDocumentDefinitions {
  const perPage = SHEET.columns * SHEET.rows;
  const content = labels.flatMap((label, at): Content[] => {
    const place = at % perPage;
    const x = SHEET.left + (place % SHEET.columns) * (SHEET.width + SHEET.gap);
    const y = SHEET.top + Math.floor(place / SHEET.columns) * SHEET.height;
    const fresh: Content[] = place === 0 && at > 0 ? [{ text: '', pageBreak: 'before' }] : [];
    return [...fresh, ...sticker(company, label, { x, y, width: SHEET.width, height: SHEET.height })];
  });
  return { ...paper(company, labels), pageSize: 'A4', content };
}

function roll(company: string, labels: readonly Label[]): TDocumentDefinitions {
  const content = labels.flatMap((label, at): Content[] => [
    ...(at > 0 ? [{ text: '', pageBreak: 'before' as const }] : []),
    ...sticker(company, label, { x: 0, y: 0, ...ROLL }),
  ]);
  return { ...paper(company, labels), pageSize: ROLL, content };
}

const paper = (company: string, labels: readonly Label[]) => ({
  info: {
    title: labels
      .map(({ tag }) => tag)
      .slice(0, 3)
      .join(', '),
    author: company,
  },
  pageMargins: 0,
  defaultStyle: { font: 'Roboto', fontSize: 7, lineHeight: 1.1 },
});

/** The code at the left, as large as it may be; what people read at its right. */
function sticker(
  company: string,
  { tag, model, serial, link }: Label,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Content[] {
  const code = height - 2 * PAD;
  const left = x + PAD + code + 2 * MM;
  const room = width - (left - x) - PAD;
  return [
    { qr: link, fit: code, eccLevel: 'M', absolutePosition: { x: x + PAD, y: y + PAD } },
    {
      absolutePosition: { x: left, y: y + PAD },
      columns: [
        {
          width: room,
          stack: [
            { text: cut(tag, 14), fontSize: 13, bold: true },
            { text: cut(model, 44), fontSize: 8, margin: [0, 2, 0, 0] },
            ...(serial
              ? [{ text: `S/N ${cut(serial, 30)}`, margin: [0, 2, 0, 0] as [number, number, number, number] }]
              : []),
            { text: cut(company, 40), color: '#666666', margin: [0, 4, 0, 0] },
          ],
        },
      ],
    },
  ];
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
