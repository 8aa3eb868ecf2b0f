import { isDay } from '../platform/days.rules.js';

/** Which values a custom field takes. Pure. */

export const FIELD_TARGETS = ['ticket', 'contact', 'company'] as const;
export type FieldTarget = (typeof FIELD_TARGETS)[number];
export const FIELD_TYPES = ['text', 'number', 'date', 'boolean', 'select'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export interface FieldDefinition {
  key: string;
  type: FieldType;
  options: readonly string[];
}

export type FieldValues = Record<string, unknown>;
export interface FieldProblem {
  path: string;
  message: string;
}

const MAX_TEXT = 2_000;

/**
 * What `before` becomes when somebody gives `change`: keys that are not given stay, null takes one away. A value that
 * is as it was passes even where its definition is gone, so that giving back what was read never fails.
 */
export function changedFields(
  definitions: readonly FieldDefinition[],
  before: FieldValues,
  change: FieldValues,
): { fields: FieldValues; problems: FieldProblem[] } {
  const known = new Map(definitions.map((definition) => [definition.key, definition]));
  const after = new Map(Object.entries(before));
  const problems: FieldProblem[] = [];
  for (const [key, value] of Object.entries(change)) {
    if (value === null) {
      after.delete(key);
      continue;
    }
    if (Object.hasOwn(before, key) && before[key] === value) continue;
    const definition = known.get(key);
    const message = definition ? problemWith(definition, value) : 'there is no such field';
    if (message) problems.push({ path: `fields.${key}`, message });
    else after.set(key, value);
  }
  return { fields: Object.fromEntries(after), problems };
}

function problemWith({ type, options }: FieldDefinition, value: unknown): string | undefined {
  switch (type) {
    case 'text':
      if (typeof value !== 'string') return 'must be a text';
      return value.length > MAX_TEXT ? `must not be longer than ${MAX_TEXT} characters` : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a number';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value)
        ? undefined
        : 'must be a day as YYYY-MM-DD';
    case 'select':
      return typeof value === 'string' && options.includes(value) ? undefined : `must be one of: ${options.join(', ')}`;
  }
}
