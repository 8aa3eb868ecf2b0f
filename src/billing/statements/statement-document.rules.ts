import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { heading, page, sums, table } from '../../platform/documents/page.rules.js';
import { day, money } from '../../platform/documents/wording.rules.js';
import type { InvoiceLanguage } from '../billing.words.js';
import type { StatementPart, StatementView } from './statement.dto.js';

export interface StatementFacts {
  statement: StatementView;
  issuer: { name: string; taxNumber: string | null; address: string | null };
  language: InvoiceLanguage;
  zone: string;
  now: Date;
}

const WORDS = {
  en: {
    title: 'Statement',
    on: 'Day',
    what: 'What',
    amount: 'Amount',
    balance: 'Balance',
    opening: 'Owed before',
    closing: 'Owed at the end',
    nothing: 'Nothing was invoiced or paid in this time.',
    kinds: { invoice: 'Invoice', 'credit-note': 'Credit note', payment: 'Payment' },
  },
  'pt-BR': {
    title: 'Extrato',
    on: 'Dia',
    what: 'O quê',
    amount: 'Valor',
    balance: 'Saldo',
    opening: 'Devido antes',
    closing: 'Devido ao final',
    nothing: 'Nada foi faturado ou pago neste tempo.',
    kinds: { invoice: 'Fatura', 'credit-note': 'Nota de crédito', payment: 'Pagamento' },
  },
} as const;

/** What was invoiced and paid, with what was owed after each: on paper. Pure. */
export function statementDocument({ statement, issuer, language, zone, now }: StatementFacts): TDocumentDefinitions {
  const words = WORDS[language];
  const { company, from, to, items } = statement;
  return page(
    {
      company: issuer.name,
      title: `${words.title} · ${company.name}`,
      now,
      zone,
      language,
      foot: [issuer.taxNumber, issuer.address?.replace(/\s*\n\s*/g, ', ')].filter(Boolean).join(' · ') || undefined,
    },
    [
      { text: `${day(from, language)} – ${day(to, language)}` },
      ...(items.length === 0
        ? [{ text: words.nothing, margin: [0, 12, 0, 0] as [number, number, number, number] }]
        : []),
      ...items.flatMap((part) => partOf(part, language)),
    ],
  );
}

function partOf({ currency, opening, entries, closing }: StatementPart, language: InvoiceLanguage): Content[] {
  const words = WORDS[language];
  const amount = (value: number): string => money(value, currency, language);
  return [
    heading(currency),
    table(
      [
        { title: words.on, width: 80 },
        { title: words.what, width: '*' },
        { title: words.amount, width: 90, right: true },
        { title: words.balance, width: 90, right: true },
      ],
      [
        ['', words.opening, '', amount(opening)],
        ...entries.map((one) => [
          day(one.on, language),
          [words.kinds[one.kind], one.ref].filter(Boolean).join(' '),
          amount(one.amount),
          amount(one.balance),
        ]),
      ],
    ),
    sums([[words.closing, amount(closing)]]),
  ];
}
