import type { Condition, RuleTest } from '../../../api/rules.types';

/** A condition as people edit it: groups of tests, where "none of these" is what the API says as a `not` around an `any`. */

export type GroupKind = 'all' | 'any' | 'none';
export interface Group {
  kind: GroupKind;
  items: Condition[];
}

export const isTest = (condition: Condition): condition is RuleTest => 'field' in condition;

export function groupOf(condition: Condition): Group {
  if ('all' in condition) return { kind: 'all', items: condition.all };
  if ('any' in condition) return { kind: 'any', items: condition.any };
  if (!('not' in condition)) return { kind: 'all', items: [condition] };
  return { kind: 'none', items: 'any' in condition.not ? condition.not.any : [condition.not] };
}

export function conditionOf({ kind, items }: Group): Condition {
  if (kind === 'all') return { all: items };
  return kind === 'any' ? { any: items } : { not: { any: items } };
}

/** Comparisons that take several values. */
export const takesList = (op: string): boolean => ['in', 'not_in'].includes(op) || /^(has|mentions)/.test(op);
export const takesNothing = (op: string): boolean => op === 'known' || op === 'unknown';

/** The value that goes on when the comparison changes: one becomes several, and back. */
export function valueFor(op: string, value: unknown): unknown {
  if (takesNothing(op)) return undefined;
  const list = Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];
  return takesList(op) ? list : (list[0] ?? '');
}
