import type { Actor } from '../../platform/http/access.decorators.js';
import { visibleTo } from '../ticket.access.js';
import { isOpen, priorityRank, STATUS_CATEGORIES } from '../ticket.rules.js';
import { DUE_SOON_MS, isCategory, UNSOLVED, type TicketFilter, type TicketSort } from './ticket-filter.rules.js';

const OPEN = STATUS_CATEGORIES.filter(isOpen);
/** Letter for letter the predicate of the partial indexes, or PostgreSQL does not see that they apply. */
const STILL_OPEN = `t.category not in ('solved', 'closed')`;

/** The condition on `tickets t` for what a filter shows to an actor at a time; values are appended to `parameters`. */
export function conditionsOf(filter: TicketFilter, actor: Actor, now: Date, parameters: unknown[]): string {
  const add = (value: unknown): string => `$${parameters.push(value)}`;
  const parts = ['t.merged_into_id is null', 'not t.silent', visibleTo(actor, parameters)];
  if (filter.status) parts.push(...statusConditions(filter.status, add));
  // As the index has it: most urgent first is ascending.
  if (filter.priority) parts.push(`(-t.priority) = any(${add(filter.priority.map((p) => -priorityRank(p)))}::int[])`);
  if (filter.assignee === 'none') parts.push('t.assignee_id is null');
  else if (filter.assignee) parts.push(`t.assignee_id = ${add(filter.assignee === 'me' ? actor.id : filter.assignee)}`);
  if (filter.team === 'none') parts.push('t.team_id is null');
  else if (filter.team === 'mine') parts.push(`t.team_id = any(${add([...actor.teamIds])}::uuid[])`);
  else if (filter.team) parts.push(`t.team_id = ${add(filter.team)}`);
  if (filter.company) parts.push(`t.company_id = ${add(filter.company)}`);
  if (filter.contact) parts.push(`t.contact_id = ${add(filter.contact)}`);
  if (filter.channel) parts.push(`t.channels @> ${add([filter.channel])}::text[]`);
  if (filter.tag) parts.push(`t.tags @> ${add([filter.tag])}::text[]`);
  if (filter.snoozed !== undefined) parts.push(`t.snoozed_until is ${filter.snoozed ? 'not ' : ''}null`);
  if (filter.due) {
    const until = new Date(now.getTime() + (filter.due === 'soon' ? DUE_SOON_MS : 0));
    parts.push(`t.due_key <= ${add(until)}`);
  }
  return parts.filter((part) => part !== 'true').join(' and ');
}

function statusConditions(wanted: string[], add: (value: unknown) => string): string[] {
  const categories = wanted.flatMap((s) => (s === UNSOLVED ? OPEN : isCategory(s) ? [s] : []));
  const ids = wanted.filter((s) => s !== UNSOLVED && !isCategory(s));
  const only = ids.length === 0;
  const parts: string[] = [];
  if (only && categories.every(isOpen)) parts.push(STILL_OPEN);
  if (only && OPEN.every((c) => categories.includes(c)) && categories.length === OPEN.length) return parts;
  // One value as equality: the index on it then also gives the order.
  const [first] = categories;
  if (only && categories.length === 1 && first)
    parts.push(first === 'solved' ? `t.category = 'solved'` : `t.category = ${add(first)}`);
  else {
    const either = [
      ...(categories.length > 0 ? [`t.category = any(${add(categories)}::text[])`] : []),
      ...(ids.length > 0 ? [`t.status_id = any(${add(ids)}::uuid[])`] : []),
    ];
    parts.push(`(${either.join(' or ')})`);
  }
  return parts;
}

interface Order {
  /** Compared as a row value: all columns go the same way. */
  columns: string[];
  casts: string[];
  direction: 'asc' | 'desc';
}

const ORDERS: Record<TicketSort, Order> = {
  due: { columns: ['t.due_key', 't.id'], casts: ['timestamptz', 'uuid'], direction: 'asc' },
  updated: { columns: ['t.updated_at', 't.id'], casts: ['timestamptz', 'uuid'], direction: 'desc' },
  created: { columns: ['t.created_at', 't.id'], casts: ['timestamptz', 'uuid'], direction: 'desc' },
  priority: {
    columns: ['(-t.priority)', 't.due_key', 't.id'],
    casts: ['int', 'timestamptz', 'uuid'],
    direction: 'asc',
  },
};

export const orderOf = (sort: TicketSort): Order => ORDERS[sort];

export const orderBy = ({ columns, direction }: Order): string =>
  columns.map((column) => `${column} ${direction}`).join(', ');

/** What stands behind the row whose sort key is given. */
export function beyond({ columns, casts, direction }: Order, key: unknown[], parameters: unknown[]): string {
  const values = key.map((value, at) => `$${parameters.push(value)}::${casts[at]}`);
  return `(${columns.join(', ')}) ${direction === 'asc' ? '>' : '<'} (${values.join(', ')})`;
}
