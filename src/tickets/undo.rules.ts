import type { Ticket } from './ticket.entity.js';

/**
 * Fields that are one decision: who solved a ticket also set when it was solved. They come back together or not at
 * all, judged by the first of them.
 */
const GROUPS: (keyof Ticket)[][] = [
  ['statusId', 'category', 'solvedAt', 'closedAt', 'reopenedCount'],
  ['contactId', 'companyId', 'siteId'],
];

export type Fields = Partial<Record<keyof Ticket, unknown>>;

/** Fields of a ticket that an action changed. Kept as JSON, so times are texts. */
export interface Traces {
  before: Fields;
  after: Fields;
}

const UNDONE: (keyof Ticket)[] = [
  'subject',
  'statusId',
  'category',
  'solvedAt',
  'closedAt',
  'reopenedCount',
  'priority',
  'type',
  'mode',
  'contactId',
  'companyId',
  'siteId',
  'assigneeId',
  'teamId',
  'tags',
  'fields',
  'snoozedUntil',
  'waitingSince',
  'firstResponseAt',
  'lastMessageAt',
  'channels',
  'mergedIntoId',
];

export const snapshot = (ticket: Ticket): Fields =>
  plain(Object.fromEntries(UNDONE.map((key) => [key, ticket[key]])) as Fields);

export function traces(before: Fields, after: Fields): Traces {
  const changed = UNDONE.filter((key) => !same(before[key], after[key]));
  const only = (from: Fields): Fields => Object.fromEntries(changed.map((key) => [key, from[key]]));
  return { before: only(before), after: only(after) };
}

/** What of an action can be taken back: the fields that nobody has changed since. */
export function restorable(now: Fields, { before, after }: Traces): Fields {
  const keys = Object.keys(after) as (keyof Ticket)[];
  return Object.fromEntries(
    keys
      .filter((key) => {
        const group = GROUPS.find((g) => g.includes(key)) ?? [key];
        const judge = group.find((member) => member in after) ?? key;
        return same(now[judge], after[judge]);
      })
      .map((key) => [key, before[key]]),
  );
}

const TIMES = new Set<string>([
  'solvedAt',
  'closedAt',
  'snoozedUntil',
  'waitingSince',
  'firstResponseAt',
  'lastMessageAt',
]);

/** Times as the entity holds them. */
export const revived = (fields: Fields): Partial<Ticket> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      TIMES.has(key) && typeof value === 'string' ? new Date(value) : value,
    ]),
  );

const plain = (fields: Fields): Fields => JSON.parse(JSON.stringify(fields)) as Fields;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
