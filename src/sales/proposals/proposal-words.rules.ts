import type { PricePeriod, PriceUnit } from '../../contracts/price.rules.js';
import type { PageLanguage } from '../../platform/http/plain-page.js';

/** What a proposal says around its lines, on paper and behind its link. Pure. */

interface Words {
  title: string;
  for: string;
  about: string;
  term: string;
  months(count: number): string;
  begins: string;
  onAcceptance: string;
  holds: string;
  what: string;
  quantity: string;
  price: string;
  sum: string;
  periods: Record<PricePeriod, string>;
  units: Record<PriceUnit, string>;
  discount(percent: string): string;
  everyMonth: string;
  everyYear: string;
  once: string;
  total: string;
  totalTerm(count: number): string;
  accept: string;
  acceptHint: string;
  name: string;
  ask: string;
  askHint: string;
  question: string;
  send: string;
  accepted(name: string, when: string): string;
  acceptedMore: string;
  asked: string;
  askedMore: string;
  expired: string;
  expiredMore: string;
  closed: string;
  nameMissing: string;
  questionMissing: string;
  gone: string;
  goneMore: string;
  pdf: string;
  other: string;
  acceptedBy: string;
}

export const PROPOSAL_WORDS: Record<PageLanguage, Words> = {
  en: {
    title: 'Proposal',
    for: 'For',
    about: 'About',
    term: 'Term',
    months: (count) => (count === 1 ? '1 month' : `${count} months`),
    begins: 'Begins',
    onAcceptance: 'on the day of acceptance',
    holds: 'Good until',
    what: 'What',
    quantity: 'Number',
    price: 'Price each',
    sum: 'Sum',
    periods: { month: 'a month', year: 'a year', setup: 'once, for setting up', 'one-off': 'once' },
    units: { contract: '', site: 'per site', device: 'per device' },
    discount: (percent) => `Discount of ${percent}, taken off each price`,
    everyMonth: 'A month',
    everyYear: 'A year',
    once: 'Once',
    total: 'Total',
    totalTerm: (count) => `Total over ${count} months`,
    accept: 'Accept this proposal',
    acceptHint: 'With your name you accept it as it stands here, for whom it is made out to.',
    name: 'Your full name',
    ask: 'Ask something first',
    askHint: 'We answer you before anything is agreed.',
    question: 'Your question',
    send: 'Send the question',
    accepted: (name, when) => `Accepted by ${name} on ${when}`,
    acceptedMore: 'Thank you. Your contract is being prepared, and we get in touch about the next steps.',
    asked: 'Thank you. Your question has arrived.',
    askedMore: 'We get in touch soon. You can still accept the proposal here.',
    expired: 'This proposal has expired',
    expiredMore: 'Ask us for a new one; prices may have changed.',
    closed: 'This proposal can no longer be accepted. Please get in touch with us.',
    nameMissing: 'Please write your full name to accept.',
    questionMissing: 'Please write your question.',
    gone: 'This link does not work',
    goneMore: 'The proposal may have been replaced by a newer one. Use the newest link, or get in touch with us.',
    pdf: 'Download as PDF',
    other: 'Português',
    acceptedBy: 'Accepted by',
  },
  'pt-BR': {
    title: 'Proposta',
    for: 'Para',
    about: 'Assunto',
    term: 'Prazo',
    months: (count) => (count === 1 ? '1 mês' : `${count} meses`),
    begins: 'Início',
    onAcceptance: 'no dia do aceite',
    holds: 'Válida até',
    what: 'O quê',
    quantity: 'Quantidade',
    price: 'Preço unitário',
    sum: 'Valor',
    periods: { month: 'por mês', year: 'por ano', setup: 'uma vez, pela instalação', 'one-off': 'uma vez' },
    units: { contract: '', site: 'por local', device: 'por equipamento' },
    discount: (percent) => `Desconto de ${percent}, aplicado a cada preço`,
    everyMonth: 'Por mês',
    everyYear: 'Por ano',
    once: 'Uma vez',
    total: 'Total',
    totalTerm: (count) => `Total em ${count} meses`,
    accept: 'Aceitar esta proposta',
    acceptHint: 'Com o seu nome, você aceita a proposta como está aqui, em nome de quem a recebe.',
    name: 'Seu nome completo',
    ask: 'Tirar uma dúvida antes',
    askHint: 'Respondemos antes de qualquer compromisso.',
    question: 'Sua pergunta',
    send: 'Enviar a pergunta',
    accepted: (name, when) => `Aceita por ${name} em ${when}`,
    acceptedMore: 'Obrigado. Seu contrato está sendo preparado e entraremos em contato sobre os próximos passos.',
    asked: 'Obrigado. Sua pergunta chegou.',
    askedMore: 'Entraremos em contato em breve. Você ainda pode aceitar a proposta aqui.',
    expired: 'Esta proposta venceu',
    expiredMore: 'Peça uma nova; os preços podem ter mudado.',
    closed: 'Esta proposta não pode mais ser aceita. Entre em contato conosco.',
    nameMissing: 'Escreva seu nome completo para aceitar.',
    questionMissing: 'Escreva sua pergunta.',
    gone: 'Este link não funciona',
    goneMore: 'A proposta pode ter sido substituída por outra mais nova. Use o link mais recente ou fale conosco.',
    pdf: 'Baixar em PDF',
    other: 'English',
    acceptedBy: 'Aceita por',
  },
};

export function pageLanguage(...wishes: (string | null | undefined)[]): PageLanguage {
  for (const wish of wishes) {
    if (/^pt/i.test(wish ?? '')) return 'pt-BR';
    if (/^en/i.test(wish ?? '')) return 'en';
  }
  return 'en';
}
