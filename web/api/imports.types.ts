export const IMPORT_SOURCES = ['csv', 'zendesk', 'freshdesk', 'chatwoot', 'zammad', 'freescout'] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];
export type ImportState =
  'uploaded' | 'mapped' | 'checking' | 'checked' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';
export type ImportPlan = 'create' | 'update' | 'skip' | 'refuse';
export type Figure =
  | ImportPlan
  | 'created'
  | 'updated'
  | 'skipped'
  | 'refused'
  | 'removed'
  | 'restored'
  | 'kept'
  | 'said'
  | 'found'
  | 'missing'
  | 'unclaimed';

export interface ImportOptions {
  duplicates: 'skip' | 'update' | 'create';
  country: string;
  tags: string[];
  makeCompanies: boolean;
  account: string;
  openTickets: 'keep' | 'close';
}

export interface Import {
  id: string;
  source: ImportSource;
  kind: string | null;
  state: ImportState;
  fileName: string;
  fileSize: number;
  shape: { encoding?: string; separator?: string; columns?: string[]; samples?: string[][] };
  mapping: Record<string, string>;
  options: ImportOptions;
  counts: Record<string, Partial<Record<Figure, number>>>;
  readBytes: number;
  total: number;
  done: number;
  problem: string | null;
  problemLine: number | null;
  by: string;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  version: number;
}

export interface ImportKind {
  key: string;
  fields: { key: string; needed: boolean; label?: string; choices?: string[] }[];
  knownBy: string[];
  updates: boolean;
}

export interface ImportRow {
  line: number;
  kind: string;
  plan: ImportPlan;
  values: Record<string, unknown>;
  errors: { field: string; reason: string; value?: string }[];
  knownId: string | null;
}

export interface KeptThing {
  target: string;
  id: string;
  name: string | null;
  why: string;
}
