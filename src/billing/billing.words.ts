import type { AllowanceKind } from '../contracts/price.rules.js';
import { day, documentLanguage } from '../platform/documents/wording.rules.js';
import type { DueLine } from './runs/due.rules.js';

/** What invoices say to customers, in every language that the desk speaks. Pure. */

export type InvoiceLanguage = 'en' | 'pt-BR';

interface Words {
  invoice: string;
  creditNote: string;
  draft: string;
  billTo: string;
  taxNumber: string;
  issued: string;
  due: string;
  contract: string;
  reference: string;
  credits: string;
  item: string;
  quantity: string;
  price: string;
  amount: string;
  net: string;
  included: string;
  total: string;
  paid: string;
  credited: string;
  open: string;
  pay: string;
  notes: string;
  setup: string;
  extra: Record<AllowanceKind, string>;
  subject(facts: LetterFacts): string;
  letter(facts: LetterFacts): string;
}

export interface LetterFacts {
  kind: 'invoice' | 'credit-note';
  ref: string;
  name: string;
  company: string;
  total: string;
  due: string | null;
}

export const INVOICE_WORDS: Record<InvoiceLanguage, Words> = {
  en: {
    invoice: 'Invoice',
    creditNote: 'Credit note',
    draft: 'draft',
    billTo: 'To',
    taxNumber: 'Tax number',
    issued: 'Issued',
    due: 'Due',
    contract: 'Contract',
    reference: 'Your reference',
    credits: 'Credits invoice',
    item: 'What for',
    quantity: 'Quantity',
    price: 'Price',
    amount: 'Amount',
    net: 'Net',
    included: 'included',
    total: 'Total',
    paid: 'Paid',
    credited: 'Credited',
    open: 'To pay',
    pay: 'How to pay',
    notes: 'Notes',
    setup: 'Setup',
    extra: { visit: 'Visits beyond the package', report: 'Reports beyond the package' },
    subject: ({ kind, ref, company }) => `${kind === 'invoice' ? 'Invoice' : 'Credit note'} ${ref} from ${company}`,
    letter: ({ kind, ref, name, company, total, due }) =>
      kind === 'invoice'
        ? `Hello ${name},\n\nattached is invoice ${ref} over ${total}${due ? `, due on ${due}` : ''}. If something is not right with it, answer this mail.\n\n${company}`
        : `Hello ${name},\n\nattached is credit note ${ref} over ${total}.\n\n${company}`,
  },
  'pt-BR': {
    invoice: 'Fatura',
    creditNote: 'Nota de crédito',
    draft: 'rascunho',
    billTo: 'Para',
    taxNumber: 'CNPJ/CPF',
    issued: 'Emissão',
    due: 'Vencimento',
    contract: 'Contrato',
    reference: 'Sua referência',
    credits: 'Credita a fatura',
    item: 'Descrição',
    quantity: 'Quantidade',
    price: 'Preço',
    amount: 'Valor',
    net: 'Valor líquido',
    included: 'incluso',
    total: 'Total',
    paid: 'Pago',
    credited: 'Creditado',
    open: 'A pagar',
    pay: 'Como pagar',
    notes: 'Observações',
    setup: 'Instalação',
    extra: { visit: 'Visitas além do pacote', report: 'Relatórios além do pacote' },
    subject: ({ kind, ref, company }) => `${kind === 'invoice' ? 'Fatura' : 'Nota de crédito'} ${ref} da ${company}`,
    letter: ({ kind, ref, name, company, total, due }) =>
      kind === 'invoice'
        ? `Olá, ${name},\n\nsegue em anexo a fatura ${ref}, no valor de ${total}${due ? `, com vencimento em ${due}` : ''}. Se algo não estiver certo, responda a este e-mail.\n\n${company}`
        : `Olá, ${name},\n\nsegue em anexo a nota de crédito ${ref}, no valor de ${total}.\n\n${company}`,
  },
};

export const invoiceLanguage = (...wishes: (string | null | undefined)[]): InvoiceLanguage =>
  documentLanguage(wishes.find(Boolean));

export function lineText({ kind, text, what, month }: DueLine, language: InvoiceLanguage): string {
  const words = INVOICE_WORDS[language];
  if (kind === 'setup') return `${words.setup}: ${text}`;
  return kind === 'extra' && what ? `${words.extra[what]}, ${month}` : text;
}

/** `1 Mar 2026 – 31 Mar 2026` */
export const spanText = (from: string, to: string, language: InvoiceLanguage): string =>
  from === to ? day(from, language) : `${day(from, language)} – ${day(to, language)}`;

/** `{{invoice}}` and the like; what nobody knows stays as it was written. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);

/** Why a part of an invoice is credited. */
export const EARLY_END_WORDS: Record<InvoiceLanguage, (contract: string, day: string | null) => string> = {
  en: (contract, day) =>
    day ? `Contract ${contract} ended on ${day}` : `Contract ${contract}: a part of it ended earlier`,
  'pt-BR': (contract, day) =>
    day ? `Contrato ${contract} encerrado em ${day}` : `Contrato ${contract}: uma parte foi encerrada antes`,
};
