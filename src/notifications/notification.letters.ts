import type { Language } from '../identity/people/user.entity.js';
import { momentOf, type Moment, type NotificationData, type NotificationKind } from './notification.rules.js';

/** What a mail about a notification is made of. */
export interface LetterFacts {
  kind: NotificationKind;
  data: NotificationData;
  /** Null: the desk itself. */
  actor: string | null;
  /** Null: a reminder of something that is on no ticket. */
  ticket: { number: number; subject: string } | null;
  /** When the promise falls due, in the reader's own time. */
  due: string | null;
  link: string;
  choices: string;
}

interface Words {
  targets: Record<string, string>;
  promise: Record<Moment, (target: string, ticket: string) => string>;
  paged: (sentence: string) => string;
  due: Record<Moment, (time: string) => string>;
  mention: (actor: string, ticket: string) => string;
  assigned: (actor: string | null, ticket: string) => string;
  answered: (customer: string, ticket: string) => string;
  because: { rule: (name: string) => string; promise: (name: string) => string; turn: string };
  ruled: (name: string) => string;
  planned: (what: string) => string;
  articleDue: (title: string) => string;
  plannedFor: (time: string) => string;
  /** `moment`: as the history of a report request says it. */
  report: (moment: string, report: string, actor: string | null) => string;
  open: string;
  openPlan: string;
  choose: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    targets: {
      first_response: 'First response',
      next_response: 'Next response',
      resolution: 'Resolution',
      on_site: 'On-site arrival',
      answer: 'Speed of answer',
    },
    promise: {
      soon: (target, ticket) => `${target} is due soon: ${ticket}`,
      missed: (target, ticket) => `${target} was missed: ${ticket}`,
      late: (target, ticket) => `${target} is late: ${ticket}`,
    },
    paged: (sentence) => `You are called. ${sentence}`,
    due: {
      soon: (time) => `Due ${time}.`,
      missed: (time) => `It was due ${time}.`,
      late: (time) => `It was due ${time}.`,
    },
    mention: (actor, ticket) => `${actor} mentioned you in ${ticket}`,
    assigned: (actor, ticket) => (actor ? `${actor} gave you ${ticket}` : `You were given ${ticket}`),
    answered: (customer, ticket) => `${customer} wrote: ${ticket}`,
    because: {
      rule: (name) => `By the rule “${name}”.`,
      promise: (name) => `By the promise “${name}”.`,
      turn: 'It was your turn.',
    },
    ruled: (name) => `The rule “${name}” tells you this.`,
    planned: (what) => `You planned: ${what}`,
    articleDue: (title) => `Does it still hold? ${title}`,
    plannedFor: (time) => `For ${time}.`,
    report: (moment, report, actor) => {
      if (moment === 'report.asked') return `A report is asked for: ${report}`;
      if (moment === 'report.question') return `A question about ${report}`;
      if (moment === 'report.submitted') return `Please look at ${report}`;
      if (moment === 'report.approved') return `${actor ?? 'Somebody'} approved ${report}`;
      if (moment === 'report.returned') return `${actor ?? 'Somebody'} gave back ${report}`;
      if (moment === 'report.accepted') return `${report} is yours`;
      if (moment === 'report.withdrawn') return `${report} was withdrawn`;
      return `${report} moved on`;
    },
    open: 'Open the ticket:',
    openPlan: 'Open it:',
    choose: 'Choose what comes by mail:',
  },
  'pt-BR': {
    targets: {
      first_response: 'Primeira resposta',
      next_response: 'Próxima resposta',
      resolution: 'Solução',
      on_site: 'Chegada ao local',
      answer: 'Tempo de atendimento',
    },
    promise: {
      soon: (target, ticket) => `${target} vence em breve: ${ticket}`,
      missed: (target, ticket) => `${target} fora do prazo: ${ticket}`,
      late: (target, ticket) => `${target} em atraso: ${ticket}`,
    },
    paged: (sentence) => `Você está sendo chamado. ${sentence}`,
    due: { soon: (time) => `Vence ${time}.`, missed: (time) => `Venceu ${time}.`, late: (time) => `Venceu ${time}.` },
    mention: (actor, ticket) => `${actor} mencionou você em ${ticket}`,
    assigned: (actor, ticket) => (actor ? `${actor} passou para você ${ticket}` : `Você recebeu ${ticket}`),
    answered: (customer, ticket) => `${customer} escreveu: ${ticket}`,
    because: {
      rule: (name) => `Pela regra “${name}”.`,
      promise: (name) => `Pela promessa “${name}”.`,
      turn: 'Era a sua vez.',
    },
    ruled: (name) => `Aviso da regra “${name}”.`,
    planned: (what) => `Você planejou: ${what}`,
    articleDue: (title) => `Ainda vale? ${title}`,
    plannedFor: (time) => `Para ${time}.`,
    report: (moment, report, actor) => {
      if (moment === 'report.asked') return `Pediram um relatório: ${report}`;
      if (moment === 'report.question') return `Uma pergunta sobre ${report}`;
      if (moment === 'report.submitted') return `Revise, por favor: ${report}`;
      if (moment === 'report.approved') return `${actor ?? 'Alguém'} aprovou ${report}`;
      if (moment === 'report.returned') return `${actor ?? 'Alguém'} devolveu ${report}`;
      if (moment === 'report.accepted') return `${report} é seu`;
      if (moment === 'report.withdrawn') return `${report} foi retirado`;
      return `${report} avançou`;
    },
    open: 'Abrir o chamado:',
    openPlan: 'Abrir:',
    choose: 'Escolha o que chega por e-mail:',
  },
};

/** English dates follow the day-first order of most of the world, as in the console. */
const LOCALES: Record<Language, string> = { en: 'en-GB', 'pt-BR': 'pt-BR' };

/** When something is due, in the reader's own time. */
export const dueIn = (language: Language, timeZone: string, dueAt: string | undefined): string | null =>
  dueAt
    ? new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
        new Date(dueAt),
      )
    : null;

/** The few words of a page, for a text message or a voice. */
export function pageOf(language: Language, facts: LetterFacts): string {
  const words = WORDS[language];
  return [subjectOf(words, facts), detailOf(words, facts)].filter(Boolean).join('. ').replace('.. ', '. ');
}

/** The mail that tells somebody what their console tells them too. */
export function letterOf(language: Language, facts: LetterFacts): { subject: string; text: string } {
  const words = WORDS[language];
  const parts = [
    detailOf(words, facts),
    `${facts.ticket ? words.open : words.openPlan}\n${facts.link}`,
    `${words.choose}\n${facts.choices}`,
  ];
  return { subject: subjectOf(words, facts), text: `${parts.filter(Boolean).join('\n\n')}\n` };
}

function subjectOf(words: Words, { kind, data, actor, ticket }: LetterFacts): string {
  if (data.report) return words.report(data.report.moment, `R${data.report.number} ${data.report.title}`, actor);
  if (data.article) return words.articleDue(data.text ?? '');
  if (!ticket) return words.planned([data.text, data.deal?.title].filter(Boolean).join(' · '));
  const name = `#${ticket.number} ${ticket.subject}`;
  if (kind === 'mention') return words.mention(actor ?? 'Frontdesk', name);
  if (kind === 'assigned') return words.assigned(actor, name);
  if (kind === 'answer') return words.answered(data.name ?? 'Frontdesk', name);
  if (kind === 'rule') return name;
  const sentence = words.promise[momentOf(data.level)](words.targets[data.target ?? ''] ?? '', name);
  return kind === 'page' ? words.paged(sentence) : sentence;
}

function detailOf(words: Words, { kind, data, due }: LetterFacts): string {
  if (kind === 'report') return '';
  if (kind === 'reminder') return due ? words.plannedFor(due) : '';
  if (kind === 'mention' || kind === 'answer') return data.text ?? '';
  if (kind === 'rule') return [data.text, words.ruled(data.name ?? '')].filter(Boolean).join('\n\n');
  if (kind === 'assigned') return causeIn(words, data);
  return due ? words.due[momentOf(data.level)](due) : '';
}

function causeIn({ because }: Words, { how, name }: NotificationData): string {
  if (how === 'turn') return because.turn;
  return how && name ? because[how](name) : '';
}
