import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { facts, page, section, sums, table } from '../../platform/documents/page.rules.js';
import { day, money, percent } from '../../platform/documents/wording.rules.js';
import { INVOICE_WORDS, spanText } from '../billing.words.js';
import type { InvoiceView } from './invoice.dto.js';

export interface DocumentFacts {
  invoice: InvoiceView;
  /** Ours, as it stands at the head and the foot. */
  issuer: { name: string; taxNumber: string | null; address: string | null; paymentText: string | null };
  zone: string;
  now: Date;
}

/** An invoice or a credit note on paper. Pure. */
export function invoiceDocument({ invoice, issuer, zone, now }: DocumentFacts): TDocumentDefinitions {
  const { language, currency, billTo } = invoice;
  const words = INVOICE_WORDS[language];
  const amount = (value: number): string => money(value, currency, language);
  const name = invoice.kind === 'invoice' ? words.invoice : words.creditNote;
  const rows: [string, string][] = [
    [
      words.billTo,
      [billTo?.name ?? invoice.company.name, billTo?.contactName, billTo?.address].filter(Boolean).join('\n'),
    ],
    [words.taxNumber, billTo?.taxNumber ?? ''],
    [words.issued, invoice.issuedOn ? day(invoice.issuedOn, language) : words.draft],
    [words.due, invoice.dueOn ? day(invoice.dueOn, language) : ''],
    [words.contract, invoice.contract?.number ?? ''],
    [words.reference, invoice.reference ?? ''],
    [words.credits, invoice.credits?.ref ?? ''],
  ];
  const content: Content[] = [
    facts(rows),
    table(
      [
        { title: words.item, width: '*' },
        { title: words.quantity, width: 60, right: true },
        { title: words.price, width: 80, right: true },
        { title: words.amount, width: 90, right: true },
      ],
      invoice.lines.map((line) => [
        line.from && line.to && line.kind === 'recurring'
          ? `${line.text}\n${spanText(line.from, line.to, language)}`
          : line.text,
        String(line.quantity),
        amount(line.unitAmount),
        amount(line.amount),
      ]),
    ),
    sums([
      ...(invoice.taxes.length > 0 ? [[words.net, amount(invoice.net)] as const] : []),
      ...invoice.taxes.map(
        (tax) =>
          [
            `${tax.name} ${percent(tax.rateBp, language)}${tax.included ? ` (${words.included})` : ''}`,
            amount(tax.amount),
          ] as const,
      ),
      ...(invoice.paid > 0 || invoice.credited > 0 ? [[words.total, amount(invoice.total)] as const] : []),
      ...(invoice.credited > 0 ? [[words.credited, amount(-invoice.credited)] as const] : []),
      ...(invoice.paid > 0 ? [[words.paid, amount(-invoice.paid)] as const] : []),
      invoice.paid > 0 || invoice.credited > 0
        ? ([words.open, amount(invoice.open)] as const)
        : ([words.total, amount(invoice.total)] as const),
    ]),
    ...(invoice.kind === 'invoice' && invoice.open > 0 ? section(words.pay, issuer.paymentText ?? '') : []),
    ...section(words.notes, invoice.notes ?? ''),
  ];
  return page(
    {
      company: issuer.name,
      title: [name, invoice.ref ?? words.draft].join(' '),
      now,
      zone,
      language,
      foot: [issuer.taxNumber, issuer.address?.replace(/\s*\n\s*/g, ', ')].filter(Boolean).join(' · ') || undefined,
    },
    content,
  );
}
