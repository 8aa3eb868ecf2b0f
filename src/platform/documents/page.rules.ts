import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { documentLanguage, moment } from './wording.rules.js';

/** The frame of every document that leaves the house: reports, proposals, invoices. Pure. */
export interface Frame {
  /** Ours: whose paper it is. */
  company: string;
  title: string;
  now: Date;
  zone: string;
  language: string;
  /** At the foot of every page, such as a tax number or where to ask. */
  foot?: string;
}

export const GREY = '#666666';
const LINE = '#d6d3d1';
const MADE = { en: 'Made', 'pt-BR': 'Emitido em' } as const;

/**
 *   pdf.make(page({ company, title: 'Proposal P-7', now, zone, language }, [facts([['For', name]]), ...section('Scope', text)]))
 */
export function page(frame: Frame, content: Content[]): TDocumentDefinitions {
  const { company, title, now, zone, language, foot } = frame;
  return {
    info: { title, author: company },
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 56],
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.25 },
    footer: (at, pages) => ({
      columns: [
        {
          text: [`${MADE[documentLanguage(language)]} ${moment(now, zone, language)}`, foot]
            .filter(Boolean)
            .join(' · '),
          color: GREY,
        },
        { text: `${at} / ${pages}`, alignment: 'right', color: GREY, width: 60 },
      ],
      margin: [48, 16, 48, 0],
      fontSize: 8,
    }),
    content: [
      { text: company, color: GREY },
      { text: title, fontSize: 20, bold: true, margin: [0, 2, 0, 12] },
      ...content,
    ],
  };
}

export const heading = (text: string): Content => ({ text, bold: true, fontSize: 12, margin: [0, 14, 0, 4] });

/** Nothing where there is no text. */
export const section = (title: string, text: string): Content[] => (text.trim() ? [heading(title), { text }] : []);

export const list = (title: string, lines: string[]): Content[] =>
  lines.length > 0 ? [heading(title), { stack: lines }] : [];

/** Names and values in two columns; what has no value is left out. */
export const facts = (rows: readonly [string, string][]): Content => ({
  table: {
    widths: [110, '*'],
    body: rows.filter(([, value]) => value).map(([name, value]) => [{ text: name, color: GREY }, value]),
  },
  layout: 'noBorders',
});

export interface TableColumn {
  title: string;
  /** In points, or `*` for what is left over. */
  width: number | '*';
  right?: boolean;
}

/** Rows under a head that repeats on every page: positions of an invoice or a proposal. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): Content {
  const alignment = (at: number) => (columns[at]?.right ? ('right' as const) : ('left' as const));
  return {
    margin: [0, 8, 0, 0],
    table: {
      headerRows: 1,
      widths: columns.map(({ width }) => width),
      body: [
        columns.map(({ title }, at) => ({ text: title, color: GREY, fontSize: 9, alignment: alignment(at) })),
        ...rows.map((row) => row.map((text, at) => ({ text, alignment: alignment(at) }))),
      ],
    },
    layout: {
      hLineColor: () => LINE,
      hLineWidth: (at) => (at === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      paddingTop: () => 4,
      paddingBottom: () => 4,
      paddingLeft: (at) => (at === 0 ? 0 : 6),
      paddingRight: (at, node) => (at === (node.table.widths?.length ?? 0) - 1 ? 0 : 6),
    },
  };
}

/** Sums at the right under a table; the last one is what counts. */
export const sums = (rows: readonly (readonly [string, string])[]): Content => ({
  margin: [0, 8, 0, 0],
  columns: [
    { text: '', width: '*' },
    {
      width: 'auto',
      table: {
        body: rows.map(([name, value], at) => {
          const last = at === rows.length - 1;
          return [
            { text: name, color: last ? undefined : GREY, bold: last, margin: [0, 0, 16, 0] },
            { text: value, alignment: 'right' as const, bold: last, noWrap: true },
          ];
        }),
      },
      layout: 'noBorders',
    },
  ],
});
