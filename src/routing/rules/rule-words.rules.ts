import { priorityName } from '../../tickets/ticket.rules.js';
import { changedFields } from './changed-fields.rules.js';
import type { FieldDifference } from './rule.dto.js';
import type { Effects } from './rule.rules.js';

/** Priorities are numbers where they are stored; people read words. */
export const worded = (key: string, value: unknown): unknown =>
  key === 'priority' && typeof value === 'number' ? priorityName(value) : value;

/** What follows from others is not said twice: a status brings its category and its times. */
const FOLLOWS = new Set(['category', 'solvedAt', 'closedAt', 'reopenedCount', 'waitingSince', 'channels']);

export function differencesOf({ before, after, tagged, untagged }: Effects): FieldDifference[] {
  const fields = Object.keys(after)
    .filter((key) => !FOLLOWS.has(key))
    .map((key) => ({
      field: changedFields([key])[0] ?? key,
      from: worded(key, before[key]),
      to: worded(key, after[key]),
    }));
  const tags = tagged.length + untagged.length > 0 ? [{ field: 'tags', from: untagged, to: tagged }] : [];
  return [...fields, ...tags];
}
