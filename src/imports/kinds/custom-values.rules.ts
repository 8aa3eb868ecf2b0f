import { changedFields, type FieldDefinition } from '../../customers/custom-field.rules.js';
import { writtenDay } from '../../platform/days.rules.js';
import { decimalOf, plainOf, type RowError, type Values } from './field.rules.js';

/** Values of the house's own fields, in the columns that were mapped to `field:<key>`. Pure. */
export function customValues(
  definitions: readonly FieldDefinition[],
  given: Values,
): { fields: Record<string, unknown>; errors: RowError[] } {
  const change: Record<string, unknown> = {};
  const errors: RowError[] = [];
  for (const definition of definitions) {
    const raw = given[`field:${definition.key}`];
    if (typeof raw !== 'string' || raw === '') continue;
    const value = valueOf(definition, raw);
    if (value === undefined)
      errors.push({ field: `field:${definition.key}`, reason: 'refused', value: raw.slice(0, 80) });
    else change[definition.key] = value;
  }
  const { fields, problems } = changedFields(definitions, {}, change);
  for (const { path } of problems) {
    const key = path.replace(/^fields\./, '');
    errors.push({ field: `field:${key}`, reason: 'refused', value: String(change[key] ?? '').slice(0, 80) });
  }
  return { fields, errors };
}

function valueOf({ type, options }: FieldDefinition, raw: string): unknown {
  if (type === 'number') return decimalOf(raw) ?? undefined;
  if (type === 'date') return writtenDay(raw) ?? undefined;
  if (type === 'boolean')
    return /^(yes|y|true|1|x|sim|s)$/.test(plainOf(raw))
      ? true
      : /^(no|n|false|0|nao)$/.test(plainOf(raw))
        ? false
        : undefined;
  if (type === 'select') return options.find((option) => plainOf(option) === plainOf(raw));
  return raw;
}
