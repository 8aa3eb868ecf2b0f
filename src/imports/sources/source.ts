import type { Kind } from '../kinds/kinds.rules.js';

/** From where things can come: a table of one kind, or the export of another desk with several. */
export const SOURCES = ['csv', 'zendesk', 'freshdesk', 'chatwoot', 'zammad', 'freescout'] as const;
export type SourceKey = (typeof SOURCES)[number];

export interface ForeignRow {
  kind: Kind | 'messages';
  /** Its id there. */
  ref: string;
  /** Of a message: the ticket's id there. */
  parent?: string;
  /** By the keys of `FIELDS`, as they stand there; of a message by those of `ForeignMessage`. */
  given: Record<string, unknown>;
}

/** What was said on a ticket elsewhere. */
export interface ForeignMessage {
  /** The customer, one of ours, or a program. */
  by: 'customer' | 'agent' | 'system';
  name?: string;
  email?: string;
  /** Of the person who wrote it, there. */
  authorRef?: string;
  /** A note that the customer never saw. */
  internal: boolean;
  html?: string;
  text?: string;
  at?: string;
  channel?: string;
  files?: ForeignFile[];
}

export interface ForeignFile {
  /** Its id there. */
  id?: string;
  name: string;
  /** Where it was; never asked. */
  url?: string;
  size?: number;
  type?: string;
  /** In the archive. */
  entry?: string;
  /** In our store, once it was taken out. */
  blobKey?: string;
}

/** Reads one value of one file of an export. It keeps what it has seen of others (who is an agent) by itself. */
export interface SourceReader {
  take(value: unknown, file: string): ForeignRow[];
  /** What could be told only when everything had been seen. */
  end?(): ForeignRow[];
}

export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;

export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** The value at a path, as text. */
export function at(value: unknown, ...path: string[]): string | undefined {
  let here: unknown = value;
  for (const step of path) here = isJson(here) ? here[step] : undefined;
  return textOf(here);
}

/**
 * The records in a value: itself, or those of the lists that a page of an interface bears (`{"users": […], "next_page": …}`).
 * Each with the name of its list, or with the one that the file is called by.
 */
export function recordsIn(value: unknown, file: string, names: readonly string[]): { list: string; record: Json }[] {
  if (Array.isArray(value)) return value.flatMap((one) => recordsIn(one, file, names));
  if (!isJson(value)) return [];
  const lists = names.filter((name) => Array.isArray(value[name]));
  // A ticket that bears its own comments is no page of comments.
  if (lists.length > 0 && value.id === undefined) {
    return lists.flatMap((list) => listOf(value[list]).map((record) => ({ list, record })));
  }
  const single = names.map((name) => name.replace(/ies$/, 'y').replace(/s$/, '')).find((name) => isJson(value[name]));
  if (single && value.id === undefined) {
    const list = names.find((name) => name.replace(/ies$/, 'y').replace(/s$/, '') === single)!;
    return [{ list, record: value[single] as Json }];
  }
  const base = file.toLowerCase().replace(/^.*\//, '');
  const list =
    [...names]
      .sort((a, b) => b.length - a.length)
      .find((name) => base.includes(name) || base.replaceAll('-', '_').includes(name)) ?? '';
  return [{ list, record: value }];
}
