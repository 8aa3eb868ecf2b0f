import type { PageLanguage } from '../../platform/http/plain-page.js';

export type InvitationKind = 'new' | 'changed' | 'cancelled';

export interface InvitationFacts {
  name: string;
  subject: string;
  when: string;
  place: string | null;
  organizer: string;
  company: string;
}

interface Words {
  subject: Record<InvitationKind, (subject: string) => string>;
  first: Record<InvitationKind, string>;
  hello(name: string): string;
  when: string;
  where: string;
  answer: string;
}

const WORDS: Record<PageLanguage, Words> = {
  en: {
    subject: {
      new: (subject) => subject,
      changed: (subject) => `Changed: ${subject}`,
      cancelled: (subject) => `Cancelled: ${subject}`,
    },
    first: {
      new: 'you are invited to a meeting with us.',
      changed: 'our meeting has changed.',
      cancelled: 'our meeting does not take place.',
    },
    hello: (name) => (name ? `Hello ${name},` : 'Hello,'),
    when: 'When',
    where: 'Where',
    answer: 'Answer in your calendar, or simply by answering this mail.',
  },
  'pt-BR': {
    subject: {
      new: (subject) => subject,
      changed: (subject) => `Alterada: ${subject}`,
      cancelled: (subject) => `Cancelada: ${subject}`,
    },
    first: {
      new: 'Você está sendo convidado para uma reunião conosco.',
      changed: 'A nossa reunião mudou.',
      cancelled: 'A nossa reunião não vai acontecer.',
    },
    hello: (name) => (name ? `Olá, ${name}!` : 'Olá!'),
    when: 'Quando',
    where: 'Onde',
    answer: 'Responda pelo seu calendário ou simplesmente responda a este e-mail.',
  },
};

export function invitationWords(
  kind: InvitationKind,
  language: PageLanguage,
  { name, subject, when, place, organizer, company }: InvitationFacts,
): { subject: string; text: string } {
  const words = WORDS[language];
  const facts = [subject, `${words.when}: ${when}`, ...(place ? [`${words.where}: ${place}`] : [])].join('\n');
  const parts = [
    words.hello(name),
    words.first[kind],
    facts,
    ...(kind === 'cancelled' ? [] : [words.answer]),
    [organizer, company].filter(Boolean).join(', '),
  ];
  return { subject: words.subject[kind](subject), text: parts.join('\n\n') };
}
