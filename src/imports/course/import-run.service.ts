import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { Refusal } from '../../platform/http/refusal.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { IMPORT_COLUMNS, type Figures, type ImportRow } from '../import.types.rules.js';
import type { RowError } from '../kinds/field.rules.js';
import type { GivenRow, Handler, Made, Outcome, Scene } from '../kinds/handler.js';
import type { Kind } from '../kinds/kinds.rules.js';
import { Names } from '../kinds/names.service.js';
import { Handlers } from './handlers.js';
import { Scenes } from './scenes.service.js';

interface KeptRow {
  place: number;
  kind: Kind;
  line: number;
  ref: string | null;
  given: unknown;
}

interface Doing extends GivenRow {
  place: number;
  given: unknown;
}

/**
 * Makes what the dry run said. A batch is one transaction: what was made, its journal, the rows that are thereby done,
 * and how far the import has come. Whatever dies, the next turn goes on behind the last commit, and nothing is made twice.
 */
@Injectable()
export class ImportRun {
  private readonly log = Logs.for('imports');

  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly handlers: Handlers,
    private readonly names: Names,
    private readonly scenes: Scenes,
  ) {}

  /** One batch. False: nothing more to do here. */
  async step(id: string): Promise<boolean> {
    try {
      return await this.batch(id, Infinity);
    } catch (error) {
      if (!isOfTheRow(error)) throw error;
      // Somewhere in the batch: its rows one by one, so that only that one is refused.
      return this.oneByOne(id);
    }
  }

  private async oneByOne(id: string): Promise<boolean> {
    for (let n = 0; n < ONE_BY_ONE; n += 1) {
      try {
        if (!(await this.batch(id, 1))) return false;
      } catch (error) {
        if (!isOfTheRow(error)) throw error;
        if (!(error instanceof Refusal)) this.log.warn({ err: error, importId: id }, 'a row of an import was refused');
        await this.refuseNext(id, errorsOf(error));
      }
    }
    return true;
  }

  private batch(id: string, most: number): Promise<boolean> {
    return this.work.run(async (tx) => {
      const row = await this.held(tx, id);
      if (!row) return false;
      const rows = await this.next(tx, row, most);
      const [first] = rows;
      if (!first) return this.finish(tx, row);
      const handler = this.handlers.of(first.kind);
      const scene = await this.scenes.of(row);
      const doing = await this.read(tx, row, rows, handler, scene);
      const outcomes = await handler.write(tx, doing, scene);
      await this.journal(tx, row, scene, handler, doing, outcomes);
      await this.advance(tx, row, first.kind, rows.at(-1)!.place, figuresOf(outcomes));
      return true;
    });
  }

  /** Held to the commit: two jobs of one import take turns. */
  private async held(tx: Tx, id: string): Promise<ImportRow | undefined> {
    const [row] = await tx.query<ImportRow>(
      `select ${IMPORT_COLUMNS} from imports where id = $1 and state = 'running' for update`,
      [id],
    );
    return row;
  }

  private async next(tx: Tx, row: ImportRow, most: number): Promise<KeptRow[]> {
    const [first] = await tx.query<{ kind: Kind }>(
      `select kind from import_rows where import_id = $1 and place > $2 and plan in ('create', 'update') order by place limit 1`,
      [row.id, row.atPlace],
    );
    if (!first) return [];
    const limit = Math.min(most, this.handlers.of(first.kind).batch);
    return tx.query<KeptRow>(
      `select place, kind, line, ref, given from import_rows
       where import_id = $1 and place > $2 and plan in ('create', 'update') and kind = $3 order by place limit ${limit}`,
      [row.id, row.atPlace, first.kind],
    );
  }

  private async read(
    tx: Tx,
    row: ImportRow,
    rows: readonly KeptRow[],
    handler: Handler,
    scene: Scene,
  ): Promise<Doing[]> {
    const reads = rows.map((one) => {
      const { values, ref } = this.scenes.read(row, one.kind, one.given, scene.zone);
      return { place: one.place, line: one.line, given: one.given, values, ref: one.ref ?? ref, knownId: null };
    });
    const known = await this.names.byRef(
      tx,
      scene,
      handler.target,
      reads.map(({ ref }) => ref),
    );
    const seen = new Set<string>();
    return reads.map((one) => {
      const knownId = known.get(one.ref ?? '') ?? null;
      // Twice in one batch: the second is known by what the first becomes, which the next look finds by its id.
      if (one.ref && !knownId && seen.has(one.ref)) throw new Refusal('repeated', 409, 'the same id twice');
      if (one.ref) seen.add(one.ref);
      return { ...one, knownId };
    });
  }

  private async journal(
    tx: Tx,
    row: ImportRow,
    scene: Scene,
    handler: Handler,
    doing: readonly Doing[],
    outcomes: readonly Outcome[],
  ): Promise<void> {
    const lines: (Made & { line: number | null; deed: string })[] = [];
    const refs: { ref: string; target_id: string }[] = [];
    const done: number[] = [];
    const left: { place: number; plan: string; errors: RowError[] }[] = [];
    for (const [n, { deed, made, more = [], errors = [] }] of outcomes.entries()) {
      const { line, ref, place } = doing[n]!;
      for (const one of more) lines.push({ ...one, line, deed: 'created' });
      if (made) {
        lines.push({ ...made, line, deed });
        if (ref) refs.push({ ref, target_id: made.id });
        done.push(place);
      } else left.push({ place, plan: deed === 'refused' ? 'refuse' : 'skip', errors });
    }
    tx.write(
      `insert into import_journal (import_id, target, target_id, line, deed, version, before)
       select $1, target, id, line, deed, version, before from jsonb_to_recordset($2)
         as r(target text, id uuid, line int, deed text, version int, before jsonb)
       on conflict (import_id, target, target_id) do update set version = excluded.version`,
      [row.id, JSON.stringify(lines)],
    );
    if (refs.length > 0) {
      tx.write(
        `insert into import_refs (source, account, target, ref, target_id, import_id)
         select $1, $2, $3, ref, target_id, $4 from jsonb_to_recordset($5) as r(ref text, target_id uuid)
         on conflict (source, account, target, ref) do nothing`,
        [scene.source, scene.options.account, handler.target, row.id, JSON.stringify(refs)],
      );
    }
    tx.write('delete from import_rows where import_id = $1 and place = any($2::int[])', [row.id, done]);
    if (left.length > 0) {
      tx.write(
        `update import_rows i set plan = r.plan, errors = r.errors from jsonb_to_recordset($2) as r(place int, plan text, errors jsonb)
         where i.import_id = $1 and i.place = r.place`,
        [row.id, JSON.stringify(left)],
      );
    }
  }

  private async advance(tx: Tx, row: ImportRow, kind: string, place: number, figures: Figures): Promise<void> {
    const before = row.counts[kind] ?? {};
    const after = { ...before };
    for (const [key, n] of Object.entries(figures) as [keyof Figures, number][]) after[key] = (before[key] ?? 0) + n;
    const done = Object.values(figures).reduce((sum, n) => sum + n, 0);
    tx.write(
      `update imports set at_place = $2, done = done + $3, counts = jsonb_set(counts, array[$4], $5), updated_at = $6 where id = $1`,
      [row.id, place, done, kind, JSON.stringify(after), this.clock.now()],
    );
    return Promise.resolve();
  }

  private async finish(tx: Tx, row: ImportRow): Promise<false> {
    const now = this.clock.now();
    await tx.query(
      `update imports set state = 'done', ended_at = $2, updated_at = $2, version = version + 1 where id = $1`,
      [row.id, now],
    );
    // What was said belongs to tickets that are made now, or were refused.
    await tx.query('delete from import_rows where import_id = $1 and plan is null', [row.id]);
    return false;
  }

  private refuseNext(id: string, errors: RowError[]): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.held(tx, id);
      const [next] = row ? await this.next(tx, row, 1) : [];
      if (!row || !next) return;
      await tx.query(`update import_rows set plan = 'refuse', errors = $3 where import_id = $1 and place = $2`, [
        id,
        next.place,
        JSON.stringify(errors),
      ]);
      await this.advance(tx, row, next.kind, next.place, { refused: 1 });
    });
  }
}

/** Rows after a failed batch that go by themselves, before the next batch is tried whole. */
const ONE_BY_ONE = 1_000;

const figuresOf = (outcomes: readonly Outcome[]): Figures => {
  const figures: Figures = {};
  for (const { deed } of outcomes) figures[deed] = (figures[deed] ?? 0) + 1;
  return figures;
};

/** Refused by a room, or by the database for what stands in it; everything else is repeated, because it may pass. */
const isOfTheRow = (error: unknown): boolean =>
  error instanceof Refusal || /^2[23]/.test((error as { code?: string }).code ?? '');

function errorsOf(error: unknown): RowError[] {
  if (!(error instanceof Refusal)) return [{ field: '', reason: 'fault' }];
  const errors = error.details.errors ?? [];
  if (errors.length === 0)
    return [{ field: '', reason: error.status === 409 ? 'taken' : 'refused', value: error.message }];
  return errors.map(({ path, message }) => ({ field: path, reason: 'refused', value: message }));
}
