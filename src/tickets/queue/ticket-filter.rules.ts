import { PRIORITIES, STATUS_CATEGORIES, type Priority, type StatusCategory } from '../ticket.rules.js';

/** Which tickets a list or view shows. Members that are left out do not narrow it. Pure data, as views store it. */
export interface TicketFilter {
  /** Categories, ids of statuses, or `unsolved` for every category that still asks for work. */
  status?: string[];
  priority?: Priority[];
  /** `me`, `none`, or the id of a user. */
  assignee?: string;
  /** `mine` (any of my teams), `none`, or the id of a team. */
  team?: string;
  company?: string;
  contact?: string;
  channel?: string;
  tag?: string;
  /** Whether tickets that sleep are shown only (true) or not at all (false). */
  snoozed?: boolean;
  /** `soon`: due within the hour or overdue; `overdue`: the time is over. */
  due?: 'soon' | 'overdue';
}

export const TICKET_SORTS = ['due', 'updated', 'created', 'priority'] as const;
export type TicketSort = (typeof TICKET_SORTS)[number];

export const UNSOLVED = 'unsolved';
export const DUE_SOON_MS = 60 * 60_000;

export interface BuiltInView {
  key: string;
  /** English; the console names them by key. */
  name: string;
  icon: string;
  filter: TicketFilter;
  sort: TicketSort;
}

/** The views everybody has. They are data: the same code lists and counts them as those that people save. */
export const BUILT_IN_VIEWS: readonly BuiltInView[] = [
  {
    key: 'mine',
    name: 'Mine',
    icon: 'user',
    filter: { assignee: 'me', status: [UNSOLVED], snoozed: false },
    sort: 'due',
  },
  {
    key: 'unassigned',
    name: 'Unassigned',
    icon: 'inbox',
    filter: { assignee: 'none', status: [UNSOLVED], snoozed: false },
    sort: 'due',
  },
  { key: 'due-soon', name: 'Due soon', icon: 'clock', filter: { status: [UNSOLVED], due: 'soon' }, sort: 'due' },
  {
    key: 'waiting',
    name: 'Waiting',
    icon: 'hourglass',
    filter: { status: ['waiting_customer', 'waiting_third_party'], snoozed: false },
    sort: 'updated',
  },
  { key: 'all-open', name: 'All open', icon: 'list', filter: { status: [UNSOLVED], snoozed: false }, sort: 'due' },
  { key: 'snoozed', name: 'Snoozed', icon: 'moon', filter: { status: [UNSOLVED], snoozed: true }, sort: 'updated' },
  { key: 'solved', name: 'Solved', icon: 'check', filter: { status: ['solved'] }, sort: 'updated' },
];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);

export const isCategory = (text: string): text is StatusCategory =>
  (STATUS_CATEGORIES as readonly string[]).includes(text);

/** Members and values that no filter may have, by path; empty where the filter is sound. */
export function faultsOf(filter: Record<string, unknown>): { path: string; message: string }[] {
  const faults: { path: string; message: string }[] = [];
  const check = (path: keyof TicketFilter, message: string, fits: (value: unknown) => boolean): void => {
    if (filter[path] !== undefined && !fits(filter[path])) faults.push({ path, message });
  };
  const text = (v: unknown): v is string => typeof v === 'string' && v.length > 0 && v.length <= 200;
  const listOf = (v: unknown, fits: (one: unknown) => boolean): boolean =>
    Array.isArray(v) && v.length > 0 && v.length <= 50 && v.every(fits);
  check('status', 'expects categories, ids of statuses or "unsolved"', (v) =>
    listOf(v, (s) => text(s) && (s === UNSOLVED || isCategory(s) || isUuid(s))),
  );
  check('priority', `expects some of ${PRIORITIES.join(', ')}`, (v) =>
    listOf(v, (p) => text(p) && (PRIORITIES as readonly string[]).includes(p)),
  );
  check(
    'assignee',
    'expects "me", "none" or the id of a user',
    (v) => text(v) && (v === 'me' || v === 'none' || isUuid(v)),
  );
  check(
    'team',
    'expects "mine", "none" or the id of a team',
    (v) => text(v) && (v === 'mine' || v === 'none' || isUuid(v)),
  );
  check('company', 'expects an id', (v) => text(v) && isUuid(v));
  check('contact', 'expects an id', (v) => text(v) && isUuid(v));
  check('channel', 'expects a kind of channel', (v) => text(v));
  check('tag', 'expects a tag', (v) => text(v));
  check('snoozed', 'expects true or false', (v) => typeof v === 'boolean');
  check('due', 'expects "soon" or "overdue"', (v) => v === 'soon' || v === 'overdue');
  const known = new Set([
    'status',
    'priority',
    'assignee',
    'team',
    'company',
    'contact',
    'channel',
    'tag',
    'snoozed',
    'due',
  ]);
  for (const path of Object.keys(filter)) if (!known.has(path)) faults.push({ path, message: 'is no filter' });
  return faults;
}

/** Some tags stand on every second ticket and some on three: how to find them best depends on the value. */
const VARYING = ['status', 'company', 'contact', 'channel', 'tag'] as const;

/** Whether the best way to the tickets is another for each value, and so must be planned each time. */
export const varies = (filter: TicketFilter): boolean =>
  VARYING.some((member) => (member === 'status' ? filter.status?.some(isUuid) : filter[member] !== undefined));

/** Both must hold: what a query adds to a view narrows it, and where both say something the query wins. */
export const narrowed = (view: TicketFilter, more: TicketFilter): TicketFilter => ({ ...view, ...more });
