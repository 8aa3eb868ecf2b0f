import type { Options } from './kinds/handler.js';
import { KINDS, type Kind } from './kinds/kinds.rules.js';
import type { SourceKey } from './sources/source.js';

export const STATES = [
  'uploaded',
  'mapped',
  'checking',
  'checked',
  'running',
  'done',
  'failed',
  'undoing',
  'undone',
] as const;
export type State = (typeof STATES)[number];

export type Figures = Partial<
  Record<
    | 'create'
    | 'update'
    | 'skip'
    | 'refuse'
    | 'created'
    | 'updated'
    | 'skipped'
    | 'refused'
    | 'removed'
    | 'restored'
    | 'kept'
    // Of attachments: carried and told apart, named and not there, there and of nothing.
    | 'found'
    | 'missing'
    | 'unclaimed',
    number
  >
>;
export type Counts = Record<string, Figures>;

/** What a file looks like, as far as it is known before it is read. */
export interface Shape {
  encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  separator?: string;
  columns?: string[];
  samples?: string[][];
}

export interface ImportRow {
  id: string;
  source: SourceKey;
  kind: Kind | null;
  state: State;
  fileName: string;
  fileSize: number;
  /** Null: forgotten. */
  fileKey: string | null;
  shape: Shape;
  mapping: Record<string, string>;
  options: Options;
  counts: Counts;
  readBytes: number;
  total: number;
  done: number;
  reading: number;
  atPlace: number;
  problem: string | null;
  problemLine: number | null;
  byId: string | null;
  by: string;
  createdAt: Date;
  updatedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  version: number;
}

export const IMPORT_COLUMNS = `
  id, source, kind, state, file_name as "fileName", file_size::float8 as "fileSize", file_key as "fileKey", shape, mapping, options, counts,
  read_bytes::float8 as "readBytes", total, done, reading, at_place as "atPlace", problem, problem_line as "problemLine", by_id as "byId",
  by_name as by, created_at as "createdAt", updated_at as "updatedAt", started_at as "startedAt", ended_at as "endedAt", version`;

/** The order in which rows are made: what others point at goes first. */
export const ORDER = [...KINDS, 'messages'] as const;
export const PLACES = 100_000_000;
export const placeOf = (kind: (typeof ORDER)[number], n: number): number => ORDER.indexOf(kind) * PLACES + n;
/** Behind them all: attachments that are named and not there. */
export const FILE_PLACES = ORDER.length * PLACES;
