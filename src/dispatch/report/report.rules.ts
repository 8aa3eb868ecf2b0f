import { DateTime } from 'luxon';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Language } from '../../identity/people/user.entity.js';
import { facts as factRows, heading, list, page, section } from '../../platform/documents/page.rules.js';
import { moment } from '../../platform/documents/wording.rules.js';
import type { VisitView } from '../visits/visit.view.dto.js';

/** A visit's report as a document, and in a few lines of text. Pure. */

export interface ReportPicture {
  caption: string;
  /** `data:image/jpeg;base64,…` */
  data: string;
}

export interface ReportFacts {
  visit: VisitView;
  company: string;
  zone: string;
  language: Language;
  photos: ReportPicture[];
  signature: string | null;
  now: Date;
}

const WORDS = {
  en: {
    title: 'Visit report',
    for: 'For',
    where: 'Where',
    who: 'Who was there',
    when: 'When',
    minutes: 'Minutes on site',
    request: 'What was asked for',
    result: 'What was done',
    couldNot: 'Could not be done',
    checklist: 'Checklist',
    open: 'open',
    parts: 'Parts',
    equipment: 'Equipment',
    photos: 'Photos',
    signed: 'Signed by',
    ticket: 'Ticket',
  },
  'pt-BR': {
    title: 'Relatório de visita',
    for: 'Para',
    where: 'Onde',
    who: 'Quem esteve lá',
    when: 'Quando',
    minutes: 'Minutos no local',
    request: 'O que foi pedido',
    result: 'O que foi feito',
    couldNot: 'Não foi possível',
    checklist: 'Lista de verificação',
    open: 'em aberto',
    parts: 'Peças',
    equipment: 'Equipamentos',
    photos: 'Fotos',
    signed: 'Assinado por',
    ticket: 'Chamado',
  },
} as const;

export function minutesOnSite({ arrivedAt, leftAt, pausedMinutes }: VisitView): number | null {
  if (!arrivedAt || !leftAt) return null;
  return Math.max(0, Math.round((leftAt.getTime() - arrivedAt.getTime()) / 60_000) - pausedMinutes);
}

export function reportText({ visit, zone, language }: Pick<ReportFacts, 'visit' | 'zone' | 'language'>): string {
  const words = WORDS[language];
  const minutes = minutesOnSite(visit);
  const done = visit.checklist.filter((item) => item.doneAt).length;
  return [
    `${words.title} ${visit.ref}${visit.state === 'could_not' ? ` · ${words.couldNot}` : ''}`,
    visit.outcome?.text,
    `${words.who}: ${names(visit)}`,
    period(visit, zone, language) && `${words.when}: ${period(visit, zone, language)}`,
    minutes !== null && `${words.minutes}: ${minutes}`,
    visit.checklist.length > 0 && `${words.checklist}: ${done}/${visit.checklist.length}`,
    visit.parts.length > 0 &&
      `${words.parts}: ${visit.parts.map((part) => `${part.quantity} × ${part.name}`).join(', ')}`,
    visit.signature && `${words.signed}: ${visit.signature.name}`,
  ]
    .filter(Boolean)
    .join('\n');
}

export function reportDocument(facts: ReportFacts): TDocumentDefinitions {
  const { visit, company, language, zone } = facts;
  const words = WORDS[language];
  const minutes = minutesOnSite(visit);
  const rows: [string, string][] = [
    [words.ticket, `#${visit.ticket.number} ${visit.ticket.subject}`],
    [words.for, [visit.company?.name, visit.person.name].filter(Boolean).join(', ')],
    [words.where, [visit.place?.name, visit.place?.address].filter(Boolean).join(', ')],
    [words.who, names(visit)],
    [words.when, period(visit, zone, language)],
    [words.minutes, minutes === null ? '' : String(minutes)],
  ];
  return page({ company, title: `${words.title} ${visit.ref}`, now: facts.now, zone, language }, [
    factRows(rows),
    ...section(words.request, visit.about),
    ...section(visit.state === 'could_not' ? words.couldNot : words.result, visit.outcome?.text ?? ''),
    ...list(
      words.checklist,
      visit.checklist.map(
        (item) => `${item.doneAt ? '[x]' : '[ ]'} ${item.text}${item.doneAt ? '' : ` (${words.open})`}`,
      ),
    ),
    ...list(
      words.parts,
      visit.parts.map((part) => `${part.quantity} × ${part.name}${part.serial ? ` (${part.serial})` : ''}`),
    ),
    ...list(
      words.equipment,
      visit.equipment.map((one) => [one.name, one.serial, one.place].filter(Boolean).join(', ')),
    ),
    ...photos(words.photos, facts.photos),
    ...signature(words.signed, facts),
  ]);
}

function photos(title: string, pictures: readonly ReportPicture[]): Content[] {
  if (pictures.length === 0) return [];
  const pairs = Array.from({ length: Math.ceil(pictures.length / 2) }, (_, at) => pictures.slice(at * 2, at * 2 + 2));
  const one = ({ caption, data }: ReportPicture): Content => ({
    stack: [
      { image: data, fit: [240, 180] },
      { text: caption, fontSize: 8, color: '#666666' },
    ],
    margin: [0, 0, 0, 8],
  });
  return [heading(title), ...pairs.map((pair): Content => ({ columns: pair.map(one), columnGap: 12 }))];
}

function signature(title: string, { visit, signature: data, zone, language }: ReportFacts): Content[] {
  if (!visit.signature) return [];
  const at = moment(new Date(visit.signature.at), zone, language);
  return [
    heading(`${title} ${visit.signature.name}`),
    ...(data ? [{ image: data, fit: [220, 90] } as Content] : []),
    { text: at, fontSize: 8, color: '#666666' },
  ];
}

const names = (visit: VisitView): string => visit.technicians.map((who) => who.name).join(', ');

function period({ arrivedAt, leftAt }: VisitView, zone: string, language: Language): string {
  if (!arrivedAt || !leftAt) return '';
  const until = DateTime.fromJSDate(leftAt, { zone }).toFormat('HH:mm');
  return `${moment(arrivedAt, zone, language)} – ${until}`;
}
