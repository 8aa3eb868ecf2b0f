import { CONTRACT_KINDS, CONTRACT_STATES, CONTRACT_TERMS } from '../../contracts/contract.rules.js';
import { SEGMENTS } from '../../customers/segment.rules.js';
import { MODES, PRIORITIES, STATUS_CATEGORIES } from '../ticket.rules.js';
import { VISIT_STATES } from '../visit.events.js';

/** What a condition can ask about, and how. The console draws its editor from this list. */

export const OPS = [
  'is',
  'is_not',
  'in',
  'not_in',
  'known',
  'unknown',
  'at_least',
  'at_most',
  'more_than',
  'less_than',
  'contains',
  'contains_not',
  'starts_with',
  'has_any',
  'has_all',
  'has_none',
  'mentions',
  'mentions_all',
  'mentions_none',
] as const;
export type Op = (typeof OPS)[number];

export type FieldKind = 'choice' | 'ordered' | 'id' | 'text' | 'words' | 'set' | 'number' | 'flag' | 'custom';

const PRESENCE = ['known', 'unknown'] as const;
const EQUALITY = ['is', 'is_not', 'in', 'not_in'] as const;
const SIZE = ['at_least', 'at_most', 'more_than', 'less_than'] as const;
const MENTIONS = ['mentions', 'mentions_all', 'mentions_none'] as const;
const TEXT = ['contains', 'contains_not', 'starts_with'] as const;

export const OPS_OF: Readonly<Record<FieldKind, readonly Op[]>> = {
  choice: [...EQUALITY, ...PRESENCE],
  ordered: [...EQUALITY, 'at_least', 'at_most', ...PRESENCE],
  id: [...EQUALITY, ...PRESENCE],
  text: [...EQUALITY, ...TEXT, ...MENTIONS, ...PRESENCE],
  words: [...MENTIONS, ...PRESENCE],
  set: ['has_any', 'has_all', 'has_none', ...PRESENCE],
  number: ['is', 'is_not', ...SIZE, ...PRESENCE],
  flag: ['is'],
  custom: [...EQUALITY, ...TEXT, ...SIZE, ...PRESENCE],
};

/** Which list the console offers the values from. */
export type Reference =
  'user' | 'team' | 'status' | 'inbox' | 'company' | 'contact' | 'site' | 'package' | 'channel' | 'tag';

export interface ConditionField {
  name: string;
  kind: FieldKind;
  /** The only values; for `ordered` from the least to the most. */
  values?: readonly string[];
  /** Values are ids, or words, out of that list. */
  of?: Reference;
  /** Known only while something happens to the ticket: a policy that is asked at any time cannot use it. */
  momentary?: boolean;
}

export const WHEN = [
  'ticket.created',
  'customer.wrote',
  'agent.replied',
  'note.written',
  'ticket.changed',
  'visit.changed',
  'time',
] as const;
export type When = (typeof WHEN)[number];

const momentary = (field: ConditionField): ConditionField => ({ ...field, momentary: true });

const OWN: ConditionField[] = [
  { name: 'priority', kind: 'ordered', values: PRIORITIES },
  { name: 'type', kind: 'text' },
  { name: 'mode', kind: 'choice', values: MODES },
  { name: 'category', kind: 'choice', values: STATUS_CATEGORIES },
  { name: 'status', kind: 'id', of: 'status' },
  { name: 'team', kind: 'id', of: 'team' },
  { name: 'assignee', kind: 'id', of: 'user' },
  { name: 'tags', kind: 'set', of: 'tag' },
];

/** From the last to the first in weight, so that "at least" reads as it sounds. */
const SEGMENTS_BY_WEIGHT = [...SEGMENTS].reverse();

export const FIELDS: readonly ConditionField[] = [
  ...OWN,
  { name: 'subject', kind: 'text' },
  { name: 'channels', kind: 'set', of: 'channel' },
  { name: 'inbox', kind: 'id', of: 'inbox' },
  { name: 'followers', kind: 'number' },
  { name: 'reopened', kind: 'number' },
  { name: 'waiting.minutes', kind: 'number' },
  { name: 'age.minutes', kind: 'number' },
  { name: 'hours', kind: 'choice', values: ['open', 'closed'] },
  { name: 'language', kind: 'text' },
  { name: 'contact.id', kind: 'id', of: 'contact' },
  { name: 'contact.name', kind: 'text' },
  { name: 'contact.title', kind: 'text' },
  { name: 'contact.tags', kind: 'set' },
  { name: 'company.id', kind: 'id', of: 'company' },
  { name: 'company.name', kind: 'text' },
  { name: 'company.tags', kind: 'set' },
  { name: 'segment', kind: 'ordered', values: SEGMENTS_BY_WEIGHT },
  { name: 'package.key', kind: 'text', of: 'package' },
  { name: 'contract.kind', kind: 'choice', values: CONTRACT_KINDS },
  { name: 'contract.term', kind: 'choice', values: CONTRACT_TERMS },
  { name: 'contract.state', kind: 'choice', values: CONTRACT_STATES },
  { name: 'site', kind: 'id', of: 'site' },
  momentary({ name: 'event', kind: 'choice', values: WHEN }),
  momentary({ name: 'words', kind: 'words' }),
  momentary({ name: 'channel', kind: 'text', of: 'channel' }),
  momentary({ name: 'automatic', kind: 'flag' }),
  momentary({
    name: 'changed',
    kind: 'set',
  }),
  momentary({ name: 'visit.state', kind: 'choice', values: VISIT_STATES }),
  momentary({ name: 'previous.visit.state', kind: 'choice', values: VISIT_STATES }),
  ...OWN.map((field) => momentary({ ...field, name: `previous.${field.name}` })),
];

/** What `changed` can hold. */
export const CHANGEABLE = [
  'priority',
  'type',
  'mode',
  'category',
  'status',
  'team',
  'assignee',
  'tags',
  'subject',
  'contact',
  'company',
  'site',
  'fields',
] as const;

const BY_NAME = new Map(FIELDS.map((field) => [field.name, field]));
/** Custom fields: their keys are the desk's own. */
const CUSTOM = /^(?:fields|contact\.fields|company\.fields)\.[a-z0-9_-]{1,60}$/i;

export function fieldNamed(name: string): ConditionField | undefined {
  return BY_NAME.get(name) ?? (CUSTOM.test(name) ? { name, kind: 'custom' } : undefined);
}
