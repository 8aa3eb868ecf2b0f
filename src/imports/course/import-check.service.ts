import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CarriedFiles } from '../carried/carried-files.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { FileProblem } from '../files/file-problem.rules.js';
import { rowsOf, StoredFiles, type TableShape } from '../files/stored-file.service.js';
import { IMPORT_COLUMNS, ORDER, placeOf, type Figures, type ImportRow } from '../import.types.rules.js';
import type { RowError, Values } from '../kinds/field.rules.js';
import type { Duplicates, GivenRow, Scene, Verdict } from '../kinds/handler.js';
import type { Kind } from '../kinds/kinds.rules.js';
import { Names } from '../kinds/names.service.js';
import type { ForeignRow } from '../sources/source.js';
import { Exports } from '../sources/exports.service.js';
import { Handlers } from './handlers.js';
import { Scenes } from './scenes.service.js';

/** Rows looked at together. */
const BATCH = 1_000;
const MOST_ROWS = 1_000_000;

interface Staged {
  place: number;
  kind: string;
  line: number;
  ref: string | null;
  parent: string | null;
  given: unknown;
  plan: string | null;
  errors: RowError[];
  known_id: string | null;
}

/** Which rows of the file were seen already, by what they are known by. */
type Seen = Map<string, number>;

/** Somebody began to read the file anew: what this one finds counts no longer. */
class Superseded extends Error {}

/**
 * The dry run: reads the file, says of each row what would become of it, and keeps the rows for the run. Nothing else
 * is written. Whatever dies, the file is read again from its beginning.
 */
@Injectable()
export class ImportCheck {
  private readonly log = Logs.for('imports');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly files: StoredFiles,
    private readonly exports: Exports,
    private readonly handlers: Handlers,
    private readonly names: Names,
    private readonly scenes: Scenes,
    private readonly carried: CarriedFiles,
  ) {}

  async run(id: string): Promise<void> {
    const row = await this.begin(id);
    if (!row) return;
    try {
      const scene = await this.scenes.of(row);
      if (!row.fileKey) throw new FileProblem('forgotten');
      const files = await this.files.withFile(row.fileKey, async (path) => {
        if (row.source === 'csv') await this.readTable(row, scene, path);
        else await this.readExport(row, scene, path);
        return row.source === 'csv' ? null : this.carried.match(row, path);
      });
      await this.end(row, files);
    } catch (error) {
      if (error instanceof Superseded) return;
      if (!(error instanceof FileProblem)) {
        this.log.error({ err: error, importId: id }, 'an import could not be read');
      }
      const problem = error instanceof FileProblem ? error : new FileProblem('fault');
      await this.db.query(
        `update imports set state = 'failed', problem = $3, problem_line = $4, updated_at = $5, ended_at = $5, version = version + 1
         where id = $1 and reading = $2 and state = 'checking'`,
        [row.id, row.reading, problem.code, problem.line, this.clock.now()],
      );
    }
  }

  private begin(id: string): Promise<ImportRow | undefined> {
    return this.work.run(async (tx) => {
      const [row] = await tx.query<ImportRow>(
        `update imports set reading = reading + 1, total = 0, done = 0, read_bytes = 0, counts = '{}', at_place = -1, updated_at = $2
         where id = $1 and state = 'checking' returning ${IMPORT_COLUMNS}`,
        [id, this.clock.now()],
      );
      if (row) await tx.query('delete from import_rows where import_id = $1', [id]);
      return row;
    });
  }

  private async readTable(row: ImportRow, scene: Scene, path: string): Promise<void> {
    const seen: Seen = new Map();
    const shape = row.shape as TableShape;
    const kind = row.kind!;
    let waiting: { line: number; cells: string[] }[] = [];
    let count = 0;
    let read = 0;
    const flush = async (): Promise<void> => {
      const staged = await this.judge(
        row,
        scene,
        kind,
        waiting.map(({ line, cells }, n) => ({ place: placeOf(kind, count + n), line, given: cells })),
        seen,
      );
      count += staged.length;
      await this.keep(row, staged, read);
      waiting = [];
    };
    for await (const { rows, bytes } of rowsOf(path, shape)) {
      read += bytes;
      for (const one of rows) {
        waiting.push(one);
        if (count + waiting.length > MOST_ROWS) throw new FileProblem('too_many_rows', one.line);
        if (waiting.length >= BATCH) await flush();
      }
    }
    if (waiting.length > 0) await flush();
    if (count === 0) throw new FileProblem('no_rows');
  }

  /** All rows first, because who wrote may stand behind what they wrote; then they are looked at kind by kind. */
  private async readExport(row: ImportRow, scene: Scene, path: string): Promise<void> {
    let waiting: ForeignRow[] = [];
    const counts = new Map<string, number>();
    let total = 0;
    let read = 0;
    const flush = async (): Promise<void> => {
      const staged = waiting.map(({ kind, ref, parent, given }) => {
        const n = counts.get(kind) ?? 0;
        counts.set(kind, n + 1);
        return {
          place: placeOf(kind, n),
          kind,
          line: n + 1,
          ref,
          parent: parent ?? null,
          given,
          plan: null,
          errors: [],
          known_id: null,
        };
      });
      waiting = [];
      if ((total += staged.length) > MOST_ROWS * 3) throw new FileProblem('too_many_rows');
      await this.keep(row, staged, read, false);
    };
    for await (const { rows, bytes } of this.exports.rowsOf(row.source, path)) {
      read += bytes;
      for (const one of rows) {
        if (one.kind !== 'messages' && !this.handlers.kinds.includes(one.kind)) continue;
        waiting.push(one);
        if (waiting.length >= BATCH) await flush();
      }
    }
    await flush();
    if (total === 0) throw new FileProblem('nothing_known');
    for (const kind of ORDER) if (kind !== 'messages' && counts.has(kind)) await this.judgeKept(row, scene, kind);
  }

  private async judgeKept(row: ImportRow, scene: Scene, kind: Kind): Promise<void> {
    const seen: Seen = new Map();
    for (let after = placeOf(kind, 0) - 1; ;) {
      const rows = await this.db.query<{ place: number; line: number; ref: string; given: object }[]>(
        `select place, line, ref, given from import_rows where import_id = $1 and kind = $2 and place > $3 order by place limit ${BATCH}`,
        [row.id, kind, after],
      );
      if (rows.length === 0) return;
      after = rows.at(-1)!.place;
      const staged = await this.judge(row, scene, kind, rows, seen);
      await this.work.run(async (tx) => {
        await tx.query(
          `update import_rows i set plan = r.plan, errors = r.errors, known_id = r.known_id
           from jsonb_to_recordset($2) as r(place int, plan text, errors jsonb, known_id uuid) where i.import_id = $1 and i.place = r.place`,
          [
            row.id,
            JSON.stringify(staged.map(({ place, plan, errors, known_id }) => ({ place, plan, errors, known_id }))),
          ],
        );
        const still = await tx.query(
          `update imports set total = total + $3, updated_at = $4 where id = $1 and reading = $2 and state = 'checking' returning id`,
          [row.id, row.reading, staged.length, this.clock.now()],
        );
        if (still.length === 0) throw new Superseded();
      });
    }
  }

  private async judge(
    row: ImportRow,
    scene: Scene,
    kind: Kind,
    rows: readonly { place: number; line: number; given: unknown; ref?: string }[],
    seen: Seen,
  ): Promise<Staged[]> {
    const handler = this.handlers.of(kind);
    const reads = rows.map((one) => ({
      ...one,
      ...this.scenes.read(row, kind, one.given, scene.zone),
      theirs: one.ref ?? null,
    }));
    const known = await this.names.byRef(
      this.db,
      scene,
      handler.target,
      reads.map(({ ref, theirs }) => theirs ?? ref),
    );
    const fine = reads.filter(({ errors }) => errors.length === 0);
    const given: GivenRow[] = fine.map(({ line, ref, theirs, values }) => ({
      line,
      ref: theirs ?? ref,
      values,
      knownId: known.get(theirs ?? ref ?? '') ?? null,
    }));
    const verdicts = given.length > 0 ? await handler.look(this.db, given, scene) : [];
    const of = new Map(fine.map((read, n) => [read, verdicts[n]!]));
    return reads.map((read) => {
      const verdict = of.get(read);
      const told = verdict ? again(verdict, refKeys(read), read.line, seen, scene.options.duplicates) : null;
      return {
        place: read.place,
        kind,
        line: read.line,
        ref: read.theirs,
        parent: null,
        given: read.given,
        plan: told?.plan ?? 'refuse',
        errors: told?.errors ?? read.errors,
        known_id: told?.knownId ?? null,
      };
    });
  }

  private keep(row: ImportRow, staged: readonly Staged[], read: number, counted = true): Promise<void> {
    return this.work.run(async (tx) => {
      const still = await tx.query(
        `update imports set total = total + $3, read_bytes = $4, updated_at = $5 where id = $1 and reading = $2 and state = 'checking' returning id`,
        [row.id, row.reading, counted ? staged.length : 0, read, this.clock.now()],
      );
      if (still.length === 0) throw new Superseded();
      if (staged.length === 0) return;
      await tx.query(
        `insert into import_rows (import_id, place, kind, line, ref, parent, given, plan, errors, known_id)
         select $1, place, kind, line, ref, parent, given, plan, errors, known_id from jsonb_to_recordset($2)
           as r(place int, kind text, line int, ref text, parent text, given jsonb, plan text, errors jsonb, known_id uuid)
         on conflict do nothing`,
        [row.id, JSON.stringify(staged).replaceAll('\\u0000', '')],
      );
    });
  }

  private async end(row: ImportRow, files: Figures | null): Promise<void> {
    await this.db.query(
      `with figures as (
         select kind, coalesce(plan, 'said') as plan, count(*)::int as n from import_rows where import_id = $1 and kind <> 'files' group by 1, 2
       )
       update imports set state = 'checked', problem = null, problem_line = null, updated_at = $3, version = version + 1, read_bytes = file_size,
         counts = coalesce((select jsonb_object_agg(kind, plans) from (select kind, jsonb_object_agg(plan, n) as plans from figures group by kind) k), '{}') || $4::jsonb,
         total = coalesce((select sum(n) from figures where plan <> 'said'), 0)
       where id = $1 and reading = $2 and state = 'checking'`,
      [row.id, row.reading, this.clock.now(), JSON.stringify(files ? { files } : {})],
    );
  }
}

const refKeys = ({ theirs, ref }: { theirs: string | null; ref: string | null; values: Values }): string[] =>
  !theirs && ref ? [`ref ${ref}`] : [];

/** A row that says what an earlier one said. */
function again(verdict: Verdict, more: string[], line: number, seen: Seen, duplicates: Duplicates): Verdict {
  const keys = [...verdict.keys, ...more];
  const earlier = keys.map((key) => seen.get(key)).find((found) => found !== undefined);
  if (verdict.plan === 'refuse') return verdict;
  for (const key of keys) if (!seen.has(key)) seen.set(key, line);
  if (earlier === undefined || verdict.plan !== 'create') return verdict;
  if (duplicates === 'create' && more.every((key) => seen.get(key) === line)) return verdict;
  if (duplicates === 'update') return { ...verdict, plan: 'update' };
  return { ...verdict, plan: 'skip', errors: [{ field: '', reason: 'repeated', value: String(earlier) }] };
}
