import type { SettingsSchema } from '../../../api/channels.types';

/** The properties of a schema in their order, gathered by group; those of no group come first, those that do not apply are left out. */
export function groupsOf(
  schema: SettingsSchema,
  values: Record<string, unknown> = {},
): { group: string; names: string[] }[] {
  const groups = new Map<string, string[]>([['', []]]);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.hidden || !applies(property, schema, values)) continue;
    const group = property.group ?? '';
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups].filter(([, names]) => names.length > 0).map(([group, names]) => ({ group, names }));
}

const applies = ({ when = {} }: SettingsSchema, schema: SettingsSchema, values: Record<string, unknown>): boolean =>
  Object.entries(when).every(([other, value]) => (values[other] ?? schema.properties?.[other]?.default) === value);

/** What differs from before, so that a save never sends back what nobody touched. */
export function changesOf(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
}
