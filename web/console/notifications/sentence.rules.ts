import type { Notification } from '../../api/notifications.api';

/** A notification's first line: a text of the catalogue and what stands in it. */
export interface Sentence {
  key: string;
  values: { name?: string; count?: number };
  /** Named in the reader's language where it is shown. */
  target?: string;
}

export type Tone = 'plain' | 'warn' | 'bad';

const momentOf = (level: string | undefined): 'soon' | 'missed' | 'late' => {
  if (level === 'breach') return 'missed';
  return level?.startsWith('after:') ? 'late' : 'soon';
};

const REPORT_MOMENTS = ['asked', 'accepted', 'submitted', 'approved', 'returned', 'question', 'withdrawn'];

function reportMoment(moment: string | undefined): string {
  const short = moment?.replace('report.', '') ?? '';
  return REPORT_MOMENTS.includes(short) ? short : 'other';
}

export function sentenceOf({ kind, actor, data }: Pick<Notification, 'kind' | 'actor' | 'data'>): Sentence {
  if (kind === 'mention') return { key: 'mention', values: { name: actor?.name ?? 'Frontdesk' } };
  if (kind === 'answer') return { key: 'answer', values: { name: data.name ?? '', count: data.count ?? 1 } };
  if (kind === 'reminder' && data.article) return { key: 'articleDue', values: {} };
  if (kind === 'reminder') return { key: 'reminder', values: {} };
  if (kind === 'report') return { key: `report.${reportMoment(data.report?.moment)}`, values: {} };
  if (kind === 'rule') return { key: 'rule', values: { name: data.name ?? '' } };
  if (kind === 'assigned') {
    if (actor) return { key: 'assigned', values: { name: actor.name } };
    if (data.how === 'turn') return { key: 'assignedInTurn', values: {} };
    if (data.how === 'rule' && data.name) return { key: 'assignedByRule', values: { name: data.name } };
    return { key: 'assignedAlone', values: {} };
  }
  return { key: `${kind}.${momentOf(data.level)}`, values: {}, target: data.target };
}

/** Colour only for what is late or soon. */
export function toneOf({ kind, data }: Pick<Notification, 'kind' | 'data'>): Tone {
  if (kind === 'page') return 'bad';
  if (kind !== 'promise') return 'plain';
  return momentOf(data.level) === 'soon' ? 'warn' : 'bad';
}

/** What a bell can hold. */
export const countWords = (unread: number): string => (unread > 99 ? '99+' : String(unread));
