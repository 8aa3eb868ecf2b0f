import type { Tx } from '../../platform/database/tx.js';
import type { RowError } from './field.rules.js';
import {
  planOf,
  type GivenRow,
  type Handler,
  type JournalEntry,
  type Made,
  type Outcome,
  type Scene,
  type Verdict,
} from './handler.js';
import type { Kind, Target } from './kinds.rules.js';
import { takeAway, type OwnTable } from './take-away.js';

type Db = Pick<Tx, 'query'>;

export interface Found {
  knownId: string | null;
  errors: RowError[];
  keys: string[];
}

/** For kinds of which there are hundreds and not hundred thousands: row by row, through the front door of their room. */
export abstract class RowHandler implements Handler {
  abstract readonly kind: Kind;
  abstract readonly target: Target;
  abstract readonly own: OwnTable;
  readonly batch = 50;

  /** By what it is known, and what is wrong with it. */
  protected abstract find(db: Db, row: GivenRow, scene: Scene): Promise<Found>;
  /** Makes one. What was made along the way is given back, too. */
  protected abstract make(tx: Tx, row: GivenRow, scene: Scene): Promise<{ id: string; version: number; more?: Made[] }>;

  async look(db: Db, rows: readonly GivenRow[], scene: Scene): Promise<Verdict[]> {
    const verdicts: Verdict[] = [];
    for (const row of rows) {
      const { knownId: found, errors, keys } = await this.find(db, row, scene);
      const knownId = row.knownId ?? found;
      if (errors.length > 0) verdicts.push({ plan: 'refuse', knownId: null, errors, keys });
      else {
        const plan = planOf(knownId, Boolean(row.knownId), scene.options, false);
        verdicts.push({ plan, knownId, errors: plan === 'skip' ? [{ field: '', reason: 'known' }] : [], keys });
      }
    }
    return verdicts;
  }

  async write(tx: Tx, rows: readonly GivenRow[], scene: Scene): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const row of rows) {
      const [verdict] = (await this.look(tx, [row], scene)) as [Verdict];
      if (verdict.plan === 'create') {
        const { id, version, more } = await this.make(tx, row, scene);
        outcomes.push({ deed: 'created', made: { target: this.target, id, version }, more });
      } else outcomes.push({ deed: verdict.plan === 'refuse' ? 'refused' : 'skipped', errors: verdict.errors });
    }
    return outcomes;
  }

  takeBack(tx: Tx, entries: readonly JournalEntry[]): Promise<Map<string, string>> {
    return takeAway(tx, this.own, entries);
  }
}

/** The one row of that name; null where there is none. */
export async function idCalled(db: Db, sql: string, parameters: readonly unknown[]): Promise<string | null> {
  const rows = await db.query<{ id: string }>(`${sql} limit 1`, [...parameters]);
  return rows[0]?.id ?? null;
}
