import type { CustomField } from '../../customers/custom-field.entity.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import type { RowError, Values } from './field.rules.js';
import type { Kind, Target } from './kinds.rules.js';

export const DUPLICATES = ['skip', 'update', 'create'] as const;
export type Duplicates = (typeof DUPLICATES)[number];

export interface Options {
  /** What becomes of a row that is known already. */
  duplicates: Duplicates;
  /** Of phone numbers without a country code, as `BR`. */
  country: string;
  tags: string[];
  /** Companies that are named and not known are made. */
  makeCompanies: boolean;
  /** Where two accounts of one desk are read in: which it is, so that their numbers are not taken for the same. */
  account: string;
  /** Tickets that are open there stay open here, or come in closed. */
  openTickets: 'keep' | 'close';
}

/** All that a row needs to become something. */
export interface Scene {
  importId: string;
  source: string;
  actor: Actor;
  options: Options;
  zone: string;
  customFields: Record<'contact' | 'company' | 'ticket', CustomField[]>;
}

export interface GivenRow {
  line: number;
  ref: string | null;
  values: Values;
  /** What it is known as by its id in the place where it comes from. */
  knownId: string | null;
}

export type Plan = 'create' | 'update' | 'skip' | 'refuse';

export interface Verdict {
  plan: Plan;
  knownId: string | null;
  errors: RowError[];
  /** By which a later row of the same file is known to be the same. */
  keys: string[];
}

export interface Made {
  target: Target;
  id: string;
  version: number;
  /** Only of what was changed: how it was. */
  before?: unknown;
}

export interface Outcome {
  deed: 'created' | 'updated' | 'skipped' | 'refused';
  errors?: RowError[];
  made?: Made;
  /** What had to be made along the way. */
  more?: Made[];
}

export interface JournalEntry {
  id: string;
  version: number;
  before: unknown;
}

type Db = Pick<Tx, 'query'>;

/** One kind of rows: to add another, write one of these, its fields in `kinds.rules.ts`, and add it to `handlers.ts`. */
export interface Handler {
  readonly kind: Kind;
  readonly target: Target;
  /** Rows of one transaction. */
  readonly batch: number;
  /** What would become of each row. Nothing is written. */
  look(db: Db, rows: readonly GivenRow[], scene: Scene): Promise<Verdict[]>;
  /** Makes it so, and says what was done. The world may have moved on since the look. */
  write(tx: Tx, rows: readonly GivenRow[], scene: Scene): Promise<Outcome[]>;
  /** Takes back what nobody touched since; says why the others stay. */
  takeBack(tx: Tx, entries: readonly JournalEntry[]): Promise<Map<string, string>>;
}

export const refuse = (field: string, reason: RowError['reason'], value?: string): Verdict => ({
  plan: 'refuse',
  knownId: null,
  errors: [{ field, reason, ...(value !== undefined && { value: value.slice(0, 200) }) }],
  keys: [],
});

/** What becomes of a row by who knows it. */
export function planOf(knownId: string | null, byRef: boolean, { duplicates }: Options, updates: boolean): Plan {
  if (!knownId) return 'create';
  if (duplicates === 'update' && updates) return 'update';
  // The same thing of the same desk is never made twice.
  return duplicates === 'create' && !byRef ? 'create' : 'skip';
}
