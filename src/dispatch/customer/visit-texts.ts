import { DateTime } from 'luxon';
import type { Language } from '../../identity/people/user.entity.js';
import type { VisitKind } from '../../tickets/visit.events.js';

/** What visits say to customers, in every language that the desk speaks. */

export interface VisitFacts {
  name: string;
  company: string;
  kind: VisitKind;
  ref: string;
  /** Null where it has no time. */
  when: { from: Date; until: Date; zone: string } | null;
  technicians: string[];
  place: string | null;
  link: string;
  /** Nobody has agreed to the time, and somebody must. */
  mustConfirm?: boolean;
  reason?: string;
  /** Expected arrival, as a window. */
  arrival?: { from: Date; until: Date; zone: string };
  slots?: { from: Date; until: Date; zone: string }[];
  report?: string;
}

export type NoticeKind =
  | 'offer'
  | 'scheduled'
  | 'moved'
  | 'unscheduled'
  | 'cancelled'
  | 'reminder'
  | 'on_the_way'
  | 'delay'
  | 'done'
  | 'could_not';

interface Words {
  kinds: Record<VisitKind, string>;
  window(when: { from: Date; until: Date; zone: string }): string;
  hello(name: string): string;
  summary(facts: VisitFacts): string;
  who(names: string[]): string;
  where(place: string): string;
  notice: Record<NoticeKind, (facts: VisitFacts, words: Words) => string>;
  page: PageWords;
}

export interface PageWords {
  title: string;
  gone: string;
  goneMore: string;
  state: Record<
    'proposed' | 'scheduled' | 'confirmed' | 'en_route' | 'on_site' | 'paused' | 'done' | 'could_not' | 'cancelled',
    string
  >;
  choose: string;
  take: string;
  confirm: string;
  move: string;
  moveMore: string;
  wish: string;
  send: string;
  cancel: string;
  cancelMore: string;
  reason: string;
  rate: string;
  comment: string;
  thanks: string;
  told: string;
  taken: string;
  changed: string;
  slow: string;
  waiting: string;
  language: string;
}

const time = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toFormat('HH:mm');
const lines = (...parts: (string | null | undefined | false)[]): string => parts.filter(Boolean).join('\n');

function clock(when: { from: Date; until: Date; zone: string }, locale: string, day: string, and: string): string {
  const date = DateTime.fromJSDate(when.from, { zone: when.zone }).setLocale(locale).toFormat(day);
  const [from, until] = [time(when.from, when.zone), time(when.until, when.zone)];
  return from === until ? `${date}, ${from}` : `${date}, ${and.replace('{from}', from).replace('{until}', until)}`;
}

const EN: Words = {
  kinds: {
    repair: 'repair',
    installation: 'installation',
    pickup: 'pick-up',
    swap: 'swap of equipment',
    feasibility: 'site survey',
    training: 'training',
    meeting: 'meeting',
    report_delivery: 'delivery of your report',
  },
  window: (when) => clock(when, 'en', 'EEEE, d LLLL', 'between {from} and {until}'),
  hello: (name) => (name ? `Hello ${name},` : 'Hello,'),
  summary: ({ company, kind }) => `${company}: ${EN.kinds[kind]}`,
  who: (names) => `Who comes: ${names.join(', ')}`,
  where: (place) => `Where: ${place}`,
  notice: {
    offer: (f, w) =>
      lines(
        w.hello(f.name),
        `\nwe would like to come for your ${w.kinds[f.kind]} (${f.ref}). Which time suits you?\n`,
        ...(f.slots ?? []).map((slot) => `- ${w.window(slot)}`),
        `\nChoose here: ${f.link}`,
      ),
    scheduled: (f, w) =>
      lines(
        w.hello(f.name),
        `\nyour ${w.kinds[f.kind]} (${f.ref}) is planned: ${w.window(f.when!)}.`,
        f.technicians.length > 0 && w.who(f.technicians),
        f.place && w.where(f.place),
        f.mustConfirm
          ? `\nPlease confirm that this time suits you; there you can also move or cancel it: ${f.link}`
          : `\nConfirm, move or cancel: ${f.link}`,
      ),
    moved: (f, w) =>
      lines(
        w.hello(f.name),
        `\nyour ${w.kinds[f.kind]} (${f.ref}) has a new time: ${w.window(f.when!)}.`,
        f.technicians.length > 0 && w.who(f.technicians),
        f.place && w.where(f.place),
        f.mustConfirm
          ? `\nPlease confirm that this time suits you; there you can also move or cancel it: ${f.link}`
          : `\nConfirm, move or cancel: ${f.link}`,
      ),
    unscheduled: (f, w) =>
      lines(
        w.hello(f.name),
        `\nwe cannot keep the time of your ${w.kinds[f.kind]} (${f.ref}). We are sorry, and will write to you with a new one.`,
        `\nHere you can tell us what would suit you: ${f.link}`,
      ),
    cancelled: (f, w) =>
      lines(w.hello(f.name), `\nyour ${w.kinds[f.kind]} (${f.ref}) is cancelled.`, f.reason && `Reason: ${f.reason}`),
    reminder: (f, w) =>
      lines(
        w.hello(f.name),
        `\na reminder of your ${w.kinds[f.kind]} (${f.ref}): ${w.window(f.when!)}.`,
        f.technicians.length > 0 && w.who(f.technicians),
        f.place && w.where(f.place),
        f.mustConfirm
          ? `\nYou have not confirmed it yet. Please confirm, move or cancel it here: ${f.link}`
          : `\nIf it does not suit you any more, move or cancel it here: ${f.link}`,
      ),
    on_the_way: (f, w) =>
      lines(
        w.hello(f.name),
        `\n${f.technicians[0] ?? 'Our technician'} is on the way to you (${f.ref}) and will arrive ${w.window(f.arrival!)}.`,
        `\n${f.link}`,
      ),
    delay: (f, w) =>
      lines(
        w.hello(f.name),
        `\nwe are running late, and are sorry. For your ${w.kinds[f.kind]} (${f.ref}) expect us ${w.window(f.arrival!)}.`,
        `\nMove or cancel: ${f.link}`,
      ),
    done: (f, w) =>
      lines(
        w.hello(f.name),
        `\nyour ${w.kinds[f.kind]} (${f.ref}) is done. The report is attached.`,
        f.report && `\n${f.report}`,
        `\nHow was it? It takes a moment: ${f.link}`,
      ),
    could_not: (f, w) =>
      lines(
        w.hello(f.name),
        `\nwe could not finish your ${w.kinds[f.kind]} (${f.ref}).`,
        f.reason && `Reason: ${f.reason}`,
        '\nWe will write to you about how it goes on.',
      ),
  },
  page: {
    title: 'Your visit',
    gone: 'This link does not work any more',
    goneMore: 'It may be too old, or was replaced by a newer one. Our last message to you holds the one that counts.',
    state: {
      proposed: 'We are looking for a time',
      scheduled: 'Planned',
      confirmed: 'Confirmed',
      en_route: 'On the way to you',
      on_site: 'With you now',
      paused: 'Interrupted',
      done: 'Done',
      could_not: 'Could not be done',
      cancelled: 'Cancelled',
    },
    choose: 'Choose a time',
    take: 'Take this time',
    confirm: 'Confirm',
    move: 'Another time',
    moveMore: 'None of them suits? Tell us what would.',
    wish: 'When would it suit you?',
    send: 'Send',
    cancel: 'Cancel the visit',
    cancelMore: 'You can cancel until we are with you.',
    reason: 'Why? (if you like)',
    rate: 'How was it?',
    comment: 'What should we know? (if you like)',
    thanks: 'Thank you. We have written it down.',
    told: 'Thank you. We will look at it and write to you.',
    taken: 'Somebody else has just taken this time. Please choose another one.',
    changed: 'The visit has changed in the meantime. This is how it stands now.',
    slow: 'That was too quick. Please try again in a minute.',
    waiting: 'We will write to you as soon as there is a time.',
    language: 'Português',
  },
};

const PT: Words = {
  kinds: {
    repair: 'visita de reparo',
    installation: 'instalação',
    pickup: 'retirada',
    swap: 'troca de equipamento',
    feasibility: 'vistoria técnica',
    training: 'treinamento',
    meeting: 'reunião',
    report_delivery: 'entrega do relatório',
  },
  window: (when) => clock(when, 'pt-BR', "EEEE, d 'de' LLLL", 'entre {from} e {until}'),
  hello: (name) => (name ? `Olá ${name},` : 'Olá,'),
  summary: ({ company, kind }) => `${company}: ${PT.kinds[kind]}`,
  who: (names) => `Quem vai: ${names.join(', ')}`,
  where: (place) => `Onde: ${place}`,
  notice: {
    offer: (f, w) =>
      lines(
        w.hello(f.name),
        `\nqueremos marcar a sua ${w.kinds[f.kind]} (${f.ref}). Qual horário é melhor para você?\n`,
        ...(f.slots ?? []).map((slot) => `- ${w.window(slot)}`),
        `\nEscolha aqui: ${f.link}`,
      ),
    scheduled: (f, w) =>
      lines(
        w.hello(f.name),
        `\na sua ${w.kinds[f.kind]} (${f.ref}) está marcada: ${w.window(f.when!)}.`,
        f.technicians.length > 0 && w.who(f.technicians),
        f.place && w.where(f.place),
        f.mustConfirm
          ? `\nPor favor, confirme se o horário serve; ali você também pode remarcar ou cancelar: ${f.link}`
          : `\nConfirme, remarque ou cancele: ${f.link}`,
      ),
    moved: (f, w) =>
      lines(
        w.hello(f.name),
        `\na sua ${w.kinds[f.kind]} (${f.ref}) tem um novo horário: ${w.window(f.when!)}.`,
        f.technicians.length > 0 && w.who(f.technicians),
        f.place && w.where(f.place),
        f.mustConfirm
          ? `\nPor favor, confirme se o horário serve; ali você também pode remarcar ou cancelar: ${f.link}`
          : `\nConfirme, remarque ou cancele: ${f.link}`,
      ),
    unscheduled: (f, w) =>
      lines(
        w.hello(f.name),
        `\nnão conseguiremos manter o horário da sua ${w.kinds[f.kind]} (${f.ref}). Pedimos desculpas e escreveremos com um novo horário.`,
        `\nAqui você pode dizer o que seria melhor: ${f.link}`,
      ),
    cancelled: (f, w) =>
      lines(w.hello(f.name), `\na sua ${w.kinds[f.kind]} (${f.ref}) foi cancelada.`, f.reason && `Motivo: ${f.reason}`),
    reminder: (f, w) =>
      lines(
        w.hello(f.name),
        `\num lembrete da sua ${w.kinds[f.kind]} (${f.ref}): ${w.window(f.when!)}.`,
        f.technicians.length > 0 && w.who(f.technicians),
        f.place && w.where(f.place),
        f.mustConfirm
          ? `\nA visita ainda não foi confirmada. Por favor, confirme, remarque ou cancele aqui: ${f.link}`
          : `\nSe não for mais possível, remarque ou cancele aqui: ${f.link}`,
      ),
    on_the_way: (f, w) =>
      lines(
        w.hello(f.name),
        `\n${f.technicians[0] ?? 'Nosso técnico'} está a caminho (${f.ref}) e chega ${w.window(f.arrival!)}.`,
        `\n${f.link}`,
      ),
    delay: (f, w) =>
      lines(
        w.hello(f.name),
        `\nestamos atrasados e pedimos desculpas. Para a sua ${w.kinds[f.kind]} (${f.ref}), chegaremos ${w.window(f.arrival!)}.`,
        `\nRemarque ou cancele: ${f.link}`,
      ),
    done: (f, w) =>
      lines(
        w.hello(f.name),
        `\na sua ${w.kinds[f.kind]} (${f.ref}) foi concluída. O relatório está anexado.`,
        f.report && `\n${f.report}`,
        `\nComo foi? Leva só um instante: ${f.link}`,
      ),
    could_not: (f, w) =>
      lines(
        w.hello(f.name),
        `\nnão conseguimos concluir a sua ${w.kinds[f.kind]} (${f.ref}).`,
        f.reason && `Motivo: ${f.reason}`,
        '\nEscreveremos sobre os próximos passos.',
      ),
  },
  page: {
    title: 'Sua visita',
    gone: 'Este link não funciona mais',
    goneMore: 'Ele pode ter vencido ou sido substituído por um novo. A nossa última mensagem tem o link que vale.',
    state: {
      proposed: 'Estamos procurando um horário',
      scheduled: 'Marcada',
      confirmed: 'Confirmada',
      en_route: 'A caminho',
      on_site: 'Em atendimento agora',
      paused: 'Interrompida',
      done: 'Concluída',
      could_not: 'Não foi possível concluir',
      cancelled: 'Cancelada',
    },
    choose: 'Escolha um horário',
    take: 'Quero este horário',
    confirm: 'Confirmar',
    move: 'Outro horário',
    moveMore: 'Nenhum serve? Diga o que seria melhor.',
    wish: 'Quando seria melhor para você?',
    send: 'Enviar',
    cancel: 'Cancelar a visita',
    cancelMore: 'Você pode cancelar até a nossa chegada.',
    reason: 'Por quê? (se quiser)',
    rate: 'Como foi?',
    comment: 'O que devemos saber? (se quiser)',
    thanks: 'Obrigado. Já anotamos.',
    told: 'Obrigado. Vamos verificar e escrever para você.',
    taken: 'Este horário acabou de ser ocupado. Escolha outro, por favor.',
    changed: 'A visita mudou nesse meio-tempo. Assim ela está agora.',
    slow: 'Rápido demais. Tente de novo em um minuto.',
    waiting: 'Escreveremos assim que houver um horário.',
    language: 'English',
  },
};

export const VISIT_WORDS: Record<Language, Words> = { en: EN, 'pt-BR': PT };

export const noticeText = (kind: NoticeKind, facts: VisitFacts, language: Language): string =>
  VISIT_WORDS[language].notice[kind](facts, VISIT_WORDS[language]).trim();

/** The customer's own language, else the line's, else the firm's. */
export function languageOf(...wishes: (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    if (/^pt/i.test(wish ?? '')) return 'pt-BR';
    if (/^en/i.test(wish ?? '')) return 'en';
  }
  return 'en';
}
