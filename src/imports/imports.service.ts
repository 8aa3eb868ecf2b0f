import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CustomFieldsService } from '../customers/custom-fields.service.js';
import { AuditService } from '../identity/audit/audit.service.js';
import { SettingsService } from '../identity/settings/settings.service.js';
import { Blobs } from '../platform/blobs/blobs.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page, type PageQuery } from '../platform/http/paging.js';
import { conflict, invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { CarriedFiles } from './carried/carried-files.service.js';
import { Handlers } from './course/handlers.js';
import { ImportCheck } from './course/import-check.service.js';
import { ImportRun } from './course/import-run.service.js';
import { ImportUndo } from './course/import-undo.service.js';
import { FileProblem } from './files/file-problem.rules.js';
import { shapeOf } from './files/stored-file.service.js';
import type { ImportChange, ImportView, NewImport } from './import.dto.js';
import { IMPORT_COLUMNS, type ImportRow, type Shape, type State } from './import.types.rules.js';
import { problemWords } from './imports.words.js';
import { suggest } from './kinds/field.rules.js';
import type { Options } from './kinds/handler.js';
import { FIELDS, type Kind } from './kinds/kinds.rules.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'imports.work': { importId: string };
    'imports.sweep': Record<string, never>;
    'imports.forget': Record<string, never>;
  }
}

/** One job works so long at most; the next goes on. */
const TURN_MS = 10_000;
/** An import that did not move for so long lost its job. */
const STILL_MS = 60_000;
const DAY_MS = 86_400_000;
/** After this the files and the rows that were refused are forgotten; what was made can be taken back as before. */
const KEEP_DAYS = 30;

export interface Upload {
  path: string;
  name: string;
  size: number;
}

/** Imports as things: given a file, told how to read it, looked at, run, and taken back. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly blobs: Blobs,
    private readonly audit: AuditService,
    private readonly firm: SettingsService,
    private readonly fields: CustomFieldsService,
    private readonly handlers: Handlers,
    private readonly checks: ImportCheck,
    private readonly runs: ImportRun,
    private readonly undos: ImportUndo,
    private readonly carried: CarriedFiles,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<Page<ImportView>> {
    const after = decodeCursor(cursor, 1);
    const rows = await this.db.query<ImportRow[]>(
      `select ${IMPORT_COLUMNS} from imports ${after ? 'where id < $2::uuid' : ''} order by id desc limit $1`,
      after ? [limit + 1, String(after[0])] : [limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.id], present);
  }

  async row(id: string): Promise<ImportRow> {
    const [row] = await this.db.query<ImportRow[]>(`select ${IMPORT_COLUMNS} from imports where id = $1`, [id]);
    if (!row) throw notFound('import');
    return row;
  }

  async one(id: string): Promise<ImportView> {
    return present(await this.row(id));
  }

  async create(actor: Actor, { source, kind }: NewImport, upload: Upload): Promise<string> {
    if (source === 'csv' && !kind) throw invalid('kind', 'say what the rows of the table are');
    if (source !== 'csv' && kind) throw invalid('kind', 'an export has its own kinds of rows; leave it out');
    if (upload.size === 0) throw invalid('file', problemWords('empty'));
    const shape = source === 'csv' ? await readShape(upload.path) : {};
    const key = await this.blobs.putFile(upload.path);
    const { defaultCountry } = await this.firm.current();
    const id = newId();
    const now = this.clock.now();
    const options: Options = {
      duplicates: 'skip',
      country: defaultCountry,
      tags: [],
      makeCompanies: true,
      account: '',
      openTickets: 'keep',
    };
    const mapping = source === 'csv' ? await this.mappingFor(kind!, shape) : {};
    await this.work.run(async (tx) => {
      await tx.query(
        `insert into imports (id, source, kind, state, file_name, file_size, file_key, shape, mapping, options, by_id, by_name, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)`,
        [
          id,
          source,
          kind ?? null,
          source === 'csv' ? 'uploaded' : 'mapped',
          upload.name.slice(0, 200),
          upload.size,
          key,
          JSON.stringify(shape),
          JSON.stringify(mapping),
          JSON.stringify(options),
          actor.id,
          actor.name,
          now,
        ],
      );
      await this.audit.record(tx, {
        actor,
        action: 'import.uploaded',
        target: { kind: 'import', id },
        data: { source, kind },
      });
    });
    return id;
  }

  async change(id: string, { version, kind, mapping, options }: ImportChange): Promise<void> {
    const known = await this.row(id);
    const wanted = kind ?? known.kind;
    const custom = await this.customOf(wanted);
    await this.work.run(async (tx) => {
      const row = await this.lock(tx, id, ['uploaded', 'mapped', 'checked', 'failed']);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      if (kind && row.source !== 'csv') throw invalid('kind', 'an export has its own kinds of rows');
      const next = mapping ?? (kind && kind !== row.kind ? await this.mappingFor(kind, row.shape) : row.mapping);
      if (wanted) requireMapping(wanted, next, row.shape, custom);
      await tx.query(
        `update imports set state = 'mapped', kind = $2, mapping = $3, options = $4, counts = '{}', total = 0, done = 0, problem = null,
           problem_line = null, updated_at = $5, version = version + 1 where id = $1`,
        [
          id,
          wanted,
          JSON.stringify(next),
          JSON.stringify({ ...row.options, ...defined(options ?? {}) }),
          this.clock.now(),
        ],
      );
      await tx.query('delete from import_rows where import_id = $1', [id]);
    });
  }

  /** The dry run. Asked twice, it is one. */
  async check(actor: Actor, id: string): Promise<void> {
    await this.enter(actor, id, 'checking', ['uploaded', 'mapped', 'checked', 'failed'], async (_, row) => {
      if (row.kind) requireMapping(row.kind, row.mapping, row.shape, await this.customOf(row.kind));
    });
  }

  /** Asked by fifty at once, it runs once. */
  async run(actor: Actor, id: string): Promise<void> {
    await this.enter(actor, id, 'running', ['checked'], async (tx) => {
      await tx.query(`update imports set done = 0, at_place = -1, started_at = $2, ended_at = null where id = $1`, [
        id,
        this.clock.now(),
      ]);
    });
  }

  async undo(actor: Actor, id: string): Promise<void> {
    await this.enter(actor, id, 'undoing', ['done', 'undone'], async (tx) => {
      // What was left the last time is asked once more.
      await tx.query(`update import_journal set kept = null where import_id = $1`, [id]);
      await tx.query(
        `update imports set done = 0, total = (select count(*) from import_journal where import_id = $1), started_at = $2, ended_at = null,
           counts = (select coalesce(jsonb_object_agg(key, value - 'kept'), '{}') from jsonb_each(counts)) where id = $1`,
        [id, this.clock.now()],
      );
    });
  }

  /** The file and all that is known of the import; what it made stays, and can no longer be taken back. */
  async remove(actor: Actor, id: string): Promise<void> {
    const key = await this.work.run(async (tx) => {
      const row = await this.lock(tx, id, ['uploaded', 'mapped', 'checked', 'done', 'failed', 'undone']);
      await tx.query('delete from imports where id = $1', [id]);
      await this.audit.record(tx, { actor, action: 'import.forgotten', target: { kind: 'import', id } });
      return row.fileKey;
    });
    if (key) await this.dropFile(key);
  }

  @Job('imports.work')
  async turn({ importId }: { importId: string }): Promise<void> {
    const row = await this.row(importId).catch(() => null);
    if (!row) return;
    if (row.state === 'checking') return this.checks.run(importId);
    const until = this.clock.millis() + TURN_MS;
    if (row.state === 'running') await this.carried.unpack(row);
    const course = row.state === 'running' ? this.runs : row.state === 'undoing' ? this.undos : null;
    while (course && (await course.step(importId))) {
      if (this.clock.millis() < until) continue;
      const { done } = await this.row(importId);
      return this.jobs.add('imports.work', { importId }, { id: `imports.${importId}.${row.version}.${done}` });
    }
  }

  /** One whose job was lost goes on by itself. */
  @Job('imports.sweep', { every: 30_000 })
  async sweep(): Promise<void> {
    const before = new Date(this.clock.millis() - STILL_MS);
    const rows = await this.db.query<{ id: string }[]>(
      `select id from imports where state in ('checking', 'running', 'undoing') and updated_at < $1 order by updated_at limit 3`,
      [before],
    );
    for (const { id } of rows) await this.turn({ importId: id });
  }

  @Job('imports.forget', { cron: '23 4 * * *' })
  async forget(): Promise<void> {
    const before = new Date(this.clock.millis() - KEEP_DAYS * DAY_MS);
    await this.db.query(
      `delete from import_rows where import_id in (select id from imports where updated_at < $1 and state in ('done', 'undone', 'failed', 'checked'))`,
      [before],
    );
    const old = await this.db.query<{ key: string }[]>(
      `select distinct file_key as key from imports where updated_at < $1 and state not in ('checking', 'running', 'undoing') and file_key is not null`,
      [before],
    );
    await this.db.query(
      `delete from imports where updated_at < $1 and state in ('uploaded', 'mapped', 'checked', 'failed')`,
      [before],
    );
    await this.db.query(
      `update imports set file_key = null where updated_at < $1 and state in ('done', 'undone') and file_key is not null`,
      [before],
    );
    for (const { key } of old) await this.dropFile(key);
  }

  /** The same bytes may have been given twice, or sent by somebody. */
  private async dropFile(key: string): Promise<void> {
    const [held] = await this.db.query(
      `select 1 where exists (select from imports where file_key = $1) or exists (select from attachments where blob_key = $1)
         or exists (select from envelopes where raw_blob = $1)`,
      [key],
    );
    if (!held) await this.blobs.delete(key);
  }

  private async enter(
    actor: Actor,
    id: string,
    state: State,
    from: readonly State[],
    more: (tx: Tx, row: ImportRow) => Promise<void>,
  ): Promise<void> {
    const version = await this.work.run(async (tx) => {
      const [row] = await tx.query<ImportRow>(`select ${IMPORT_COLUMNS} from imports where id = $1 for update`, [id]);
      if (!row) throw notFound('import');
      if (row.state === state) return null;
      if (!from.includes(row.state)) throw wrongState(row.state, state);
      await more(tx, row);
      await tx.query(
        `update imports set state = $2, problem = null, problem_line = null, updated_at = $3, version = version + 1 where id = $1`,
        [id, state, this.clock.now()],
      );
      await this.audit.record(tx, { actor, action: `import.${state}`, target: { kind: 'import', id } });
      return row.version + 1;
    });
    if (version !== null) await this.jobs.add('imports.work', { importId: id }, { id: `imports.${id}.${version}` });
  }

  private async lock(tx: Tx, id: string, states: readonly State[]): Promise<ImportRow> {
    const [row] = await tx.query<ImportRow>(`select ${IMPORT_COLUMNS} from imports where id = $1 for update`, [id]);
    if (!row) throw notFound('import');
    if (!states.includes(row.state)) throw wrongState(row.state);
    return row;
  }

  /** As the same columns were read the last time; else by their headings. */
  private async mappingFor(kind: Kind, { columns = [] }: Shape): Promise<Record<string, string>> {
    const [before] = await this.db.query<{ mapping: Record<string, string> }[]>(
      `select mapping from imports where kind = $1 and source = 'csv' and shape->'columns' = $2::jsonb and state <> 'uploaded'
       order by id desc limit 1`,
      [kind, JSON.stringify(columns)],
    );
    return before?.mapping ?? suggest(columns, FIELDS[kind], await this.customOf(kind));
  }

  private async customOf(kind: Kind | null): Promise<{ key: string; label: string }[]> {
    const target =
      kind === 'contacts' ? 'contact' : kind === 'companies' ? 'company' : kind === 'tickets' ? 'ticket' : null;
    return target ? this.fields.list(target) : [];
  }

  get kinds(): Kind[] {
    return this.handlers.kinds;
  }
}

const wrongState = (state: State, wanted?: State) =>
  conflict(
    'wrong_state',
    wanted === 'running' && ['uploaded', 'mapped', 'failed'].includes(state)
      ? 'Look at what would happen first, by a dry run.'
      : 'This import is not where that can be done.',
    { state },
  );

function requireMapping(
  kind: Kind,
  mapping: Record<string, string>,
  shape: Shape,
  custom: readonly { key: string }[],
): void {
  const known = new Set([...FIELDS[kind].map(({ key }) => key), ...custom.map(({ key }) => `field:${key}`)]);
  const taken = new Set<string>();
  for (const [column, field] of Object.entries(mapping)) {
    const at = Number(column);
    if (!/^\d{1,3}$/.test(column) || at >= (shape.columns?.length ?? 0))
      throw invalid(`mapping.${column}`, 'there is no such column');
    if (!known.has(field)) throw invalid(`mapping.${column}`, 'there is no such field');
    if (taken.has(field)) throw invalid(`mapping.${column}`, 'another column is this field already');
    taken.add(field);
  }
  for (const { key, needed } of FIELDS[kind])
    if (needed && !taken.has(key)) throw invalid(`mapping.${key}`, 'no column is this field, which every row needs');
  if (taken.size === 0) throw invalid('mapping', 'say of at least one column what it is');
}

async function readShape(path: string): Promise<Shape> {
  try {
    return await shapeOf(path);
  } catch (error) {
    if (error instanceof FileProblem) throw invalid('file', problemWords(error.code));
    throw error;
  }
}

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

export const present = ({
  fileKey: _key,
  reading: _reading,
  atPlace: _place,
  byId: _by,
  ...row
}: ImportRow): ImportView => row as ImportView;
