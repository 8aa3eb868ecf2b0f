import type { PageLanguage } from '../../platform/http/plain-page.js';

/** What a proposal's letter says. Pure. */
export interface LetterFacts {
  name: string;
  company: string;
  number: string;
  title: string;
  total: string;
  until: string;
  url: string;
  /** Our own words of this proposal; they stand on its paper too. */
  intro: string;
}

interface Words {
  subject(facts: LetterFacts): string;
  offer(facts: LetterFacts): string;
  reminderSubject(facts: LetterFacts): string;
  reminder(facts: LetterFacts): string;
}

const WORDS: Record<PageLanguage, Words> = {
  en: {
    subject: ({ number, title }) => `Proposal ${number}: ${title}`,
    offer: ({ name, company, number, title, total, until, url, intro }) =>
      [
        `Hello ${name},`,
        intro || `here is our proposal ${number} for “${title}”: ${total}. It is attached as a PDF.`,
        `Read and accept it, or ask us something first:\n${url}`,
        `It is good until ${until}. You can also just answer this mail.`,
        company,
      ].join('\n\n'),
    reminderSubject: ({ number, until }) => `Proposal ${number} is good until ${until}`,
    reminder: ({ name, company, number, title, until, url }) =>
      [
        `Hello ${name},`,
        `our proposal ${number} for “${title}” is good until ${until}. Read and accept it, or ask us something first:\n${url}`,
        'If it is no longer of interest, a short answer helps us.',
        company,
      ].join('\n\n'),
  },
  'pt-BR': {
    subject: ({ number, title }) => `Proposta ${number}: ${title}`,
    offer: ({ name, company, number, title, total, until, url, intro }) =>
      [
        `Olá, ${name}!`,
        intro || `Aqui está a nossa proposta ${number} para “${title}”: ${total}. Ela segue anexa em PDF.`,
        `Leia e aceite, ou tire uma dúvida antes:\n${url}`,
        `Ela vale até ${until}. Se preferir, basta responder a este e-mail.`,
        company,
      ].join('\n\n'),
    reminderSubject: ({ number, until }) => `A proposta ${number} vale até ${until}`,
    reminder: ({ name, company, number, title, until, url }) =>
      [
        `Olá, ${name}!`,
        `A nossa proposta ${number} para “${title}” vale até ${until}. Leia e aceite, ou tire uma dúvida antes:\n${url}`,
        'Se ela não interessa mais, uma resposta curta nos ajuda.',
        company,
      ].join('\n\n'),
  },
};

export type LetterKind = 'offer' | 'reminder';

export function letterOf(
  kind: LetterKind,
  language: PageLanguage,
  facts: LetterFacts,
): { subject: string; text: string } {
  const words = WORDS[language];
  return kind === 'offer'
    ? { subject: words.subject(facts), text: words.offer(facts) }
    : { subject: words.reminderSubject(facts), text: words.reminder(facts) };
}
