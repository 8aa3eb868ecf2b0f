/**
 * The language of the search field: `status:open priority:high,urgent assignee:me "exact words" router`.
 * Pure: names are turned into ids elsewhere.
 */
export const FIELDS = ['status', 'priority', 'assignee', 'team', 'channel', 'tag', 'company', 'contact'] as const;
export type Field = (typeof FIELDS)[number];

export interface Filter {
  field: Field;
  values: string[];
}

export interface Query {
  filters: Filter[];
  words: string;
}

const TOKEN = /(?:([a-z]+):)?("(?:[^"]*)"?|[^\s"]\S*)/gi;

const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);

export function parse(text: string): Query {
  const filters: Filter[] = [];
  const words: string[] = [];
  for (const [token, name, value] of text.matchAll(TOKEN)) {
    const field = name?.toLowerCase();
    if (!field || !isField(field) || !value) {
      words.push(token);
      continue;
    }
    const values = value.startsWith('"') ? [value.replaceAll('"', '')] : value.split(',');
    const known = filters.find((filter) => filter.field === field);
    const fresh = values.map((v) => v.trim()).filter(Boolean);
    if (known) known.values = [...new Set([...known.values, ...fresh])];
    else if (fresh.length) filters.push({ field, values: fresh });
  }
  return { filters, words: words.join(' ') };
}

const quoted = (value: string): string => (/[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

export function write({ filters, words }: Query): string {
  const parts = filters.flatMap(({ field, values }) =>
    values.some((value) => /[\s,"]/.test(value))
      ? values.map((value) => `${field}:${quoted(value)}`)
      : [`${field}:${values.join(',')}`],
  );
  return [...parts, words].filter(Boolean).join(' ');
}

export function without(query: Query, field: Field, value: string): Query {
  const filters = query.filters
    .map((filter) =>
      filter.field === field ? { ...filter, values: filter.values.filter((v) => v !== value) } : filter,
    )
    .filter((filter) => filter.values.length > 0);
  return { ...query, filters };
}

/** What is being typed at the end: a field's name, or a value of a field. */
export function lastToken(text: string): { field: Field | null; typed: string; start: number } {
  const match = /(\S*"[^"]*|\S*)$/.exec(text);
  const token = match?.[0] ?? '';
  const start = text.length - token.length;
  const colon = token.indexOf(':');
  const name = token.slice(0, colon).toLowerCase();
  if (colon > 0 && isField(name)) {
    const typed =
      token
        .slice(colon + 1)
        .split(',')
        .at(-1) ?? '';
    return { field: name, typed: typed.replaceAll('"', ''), start };
  }
  return { field: null, typed: token, start };
}
