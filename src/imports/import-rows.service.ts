import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CustomFieldsService } from '../customers/custom-fields.service.js';
import { SettingsService } from '../identity/settings/settings.service.js';
import { csvRows } from '../platform/csv.rules.js';
import { decodeCursor, pageOf, type Page, type PageQuery } from '../platform/http/paging.js';
import { notFound } from '../platform/http/refusal.js';
import { Handlers } from './course/handlers.js';
import { Scenes } from './course/scenes.service.js';
import { IMPORT_COLUMNS, type ImportRow } from './import.types.rules.js';
import type { ImportKinds, ImportRowsQuery, ImportRowView, KeptView } from './import.dto.js';
import { headOfReasons, reasonWords } from './imports.words.js';
import { textOf, type RowError } from './kinds/field.rules.js';
import { FIELDS, KNOWN_BY, type Kind } from './kinds/kinds.rules.js';
import { SOURCES } from './sources/source.js';

interface Kept {
  place: number;
  line: number;
  kind: Kind;
  plan: ImportRowView['plan'];
  given: unknown;
  errors: RowError[];
  knownId: string | null;
}

/** Pieces of the file of refused rows. */
const PIECE = 2_000;

const NAMES = `case j.target
  when 'contact' then (select name from contacts where id = j.target_id)
  when 'company' then (select name from companies where id = j.target_id)
  when 'site' then (select name from sites where id = j.target_id)
  when 'contract' then (select number from contracts where id = j.target_id)
  when 'equipment' then (select tag from equipment where id = j.target_id)
  when 'deal' then (select title from deals where id = j.target_id)
  when 'ticket' then (select number || ' ' || subject from tickets where id = j.target_id)
  when 'article' then (select title from knowledge_translations where article_id = j.target_id order by language limit 1) end`;

/** What is told of the rows of an import: how each would be, why some are refused, and what was left. */
@Injectable()
export class ImportRows {
  constructor(
    private readonly db: DataSource,
    private readonly firm: SettingsService,
    private readonly fields: CustomFieldsService,
    private readonly handlers: Handlers,
    private readonly scenes: Scenes,
  ) {}

  async kinds(): Promise<ImportKinds> {
    const custom = await this.fields.list();
    const targets: Partial<Record<Kind, string>> = { contacts: 'contact', companies: 'company', tickets: 'ticket' };
    return {
      sources: [...SOURCES],
      items: this.handlers.kinds.map((key) => ({
        key,
        knownBy: KNOWN_BY[key],
        updates: key === 'contacts' || key === 'companies',
        fields: [
          ...FIELDS[key].map(({ key: field, needed = false, choices }) => ({
            key: field,
            needed,
            ...(choices && { choices: Object.keys(choices) }),
          })),
          ...custom
            .filter(({ target }) => target === targets[key])
            .map((field) => ({ key: `field:${field.key}`, label: field.label, needed: false })),
        ],
      })),
    };
  }

  async list(id: string, { plan, kind, limit, cursor }: ImportRowsQuery): Promise<Page<ImportRowView>> {
    const row = await this.row(id);
    const { timeZone } = await this.firm.current();
    const parameters: unknown[] = [id, limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['import_id = $1', plan ? `plan = ${$(plan)}` : `plan <> 'file'`];
    if (kind) where.push(`kind = ${$(kind)}`);
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`place > ${$(Number(after[0]))}`);
    const rows = await this.db.query<Kept[]>(
      `select place, line, kind, plan, given, errors, known_id as "knownId" from import_rows
       where ${where.join(' and ')} order by place limit $2`,
      parameters,
    );
    return pageOf(
      rows,
      limit,
      ({ place }) => [place],
      ({ given, place: _place, ...one }) => ({
        ...one,
        values: this.scenes.read(row, one.kind, given, timeZone).values,
      }),
    );
  }

  async kept(id: string, { limit, cursor }: PageQuery): Promise<Page<KeptView>> {
    await this.row(id);
    const after = decodeCursor(cursor, 2);
    const rows = await this.db.query<KeptView[]>(
      `select j.target, j.target_id as id, ${NAMES} as name, j.kept as why from import_journal j
       where j.import_id = $1 and j.kept is not null ${after ? 'and (j.target, j.target_id) > ($3, $4::uuid)' : ''}
       order by j.target, j.target_id limit $2`,
      after ? [id, limit + 1, String(after[0]), String(after[1])] : [id, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (one) => [one.target, one.id],
      (one) => one,
    );
  }

  /** The refused rows as they came, with the reason behind them: mended, the same file can be read in again. */
  async refused(id: string): Promise<{ name: string; content: AsyncGenerator<string> }> {
    const row = await this.row(id);
    const { language } = await this.firm.current();
    const name = `${row.fileName.replace(/\.\w+$/, '')}-${language === 'pt-BR' ? 'recusadas' : 'refused'}.csv`;
    return { name, content: this.refusedLines(row, language) };
  }

  private async *refusedLines(row: ImportRow, language: 'en' | 'pt-BR'): AsyncGenerator<string> {
    const separator = row.shape.separator ?? (language === 'pt-BR' ? ';' : ',');
    const line = (cells: readonly string[]): string => csvRows([cells], separator);
    const columns = row.shape.columns;
    // With a mark, because Excel would take it for Windows-1252.
    yield `\ufeff${line([...(columns ?? ['kind', 'id', 'record']), headOfReasons[language]])}`;
    const nameOf = (field: string): string => {
      const column = Object.entries(row.mapping).find(([, mapped]) => mapped === field)?.[0];
      return (column !== undefined && columns?.[Number(column)]) || field;
    };
    for (let after = -1; ;) {
      const rows = await this.db.query<(Kept & { ref: string | null })[]>(
        `select place, kind, ref, given, errors from import_rows where import_id = $1 and plan in ('refuse', 'file') and place > $2 order by place limit ${PIECE}`,
        [row.id, after],
      );
      if (rows.length === 0) return;
      after = rows.at(-1)!.place;
      yield rows
        .map(({ kind, ref, given, errors }) => {
          const cells = Array.isArray(given)
            ? Array.from({ length: columns?.length ?? given.length }, (_, n) => textOf(given[n]))
            : [kind, ref ?? '', JSON.stringify(given)];
          return line([...cells, reasonWords(language, errors, nameOf)]);
        })
        .join('');
    }
  }

  private async row(id: string): Promise<ImportRow> {
    const [row] = await this.db.query<ImportRow[]>(`select ${IMPORT_COLUMNS} from imports where id = $1`, [id]);
    if (!row) throw notFound('import');
    return row;
  }
}
