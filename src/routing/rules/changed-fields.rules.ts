import type { FactValue } from '../../tickets/conditions/condition.rules.js';
import { priorityName } from '../../tickets/ticket.rules.js';

/** From the writer's names to those that conditions use. What is not here (a new time of the last message) is no news. */
const NAMES: Readonly<Record<string, string>> = {
  priority: 'priority',
  type: 'type',
  mode: 'mode',
  statusId: 'status',
  category: 'category',
  teamId: 'team',
  assigneeId: 'assignee',
  tags: 'tags',
  subject: 'subject',
  contactId: 'contact',
  companyId: 'company',
  siteId: 'site',
  fields: 'fields',
};

/** A status brings its category, so whoever waits for either hears of it. */
export function changedFields(keys: readonly string[]): string[] {
  const names = keys.flatMap((key) => NAMES[key] ?? []);
  return [...new Set(names.includes('status') ? [...names, 'category'] : names)];
}

export interface PastChange {
  type: string;
  from: unknown;
  /** Of the status before, where the change is one of status. */
  category: string | null;
}

const EVENTS: Readonly<Record<string, string>> = {
  'ticket.priority-changed': 'priority',
  'ticket.type-changed': 'type',
  'ticket.mode-changed': 'mode',
  'ticket.status-changed': 'status',
  'ticket.team-changed': 'team',
  'ticket.assigned': 'assignee',
  'ticket.tagged': 'tags',
};

/** What the fields were before, from what the history says; the earliest where one changed twice. */
export function previousFrom(changes: readonly PastChange[]): Record<string, FactValue> {
  const previous: Record<string, FactValue> = {};
  for (const { type, from, category } of changes) {
    const field = EVENTS[type];
    if (!field || field in previous) continue;
    previous[field] = field === 'priority' ? priorityName(Number(from)) : ((from ?? null) as FactValue);
    if (field === 'status') previous.category = category;
  }
  return previous;
}
