import { Injectable } from '@nestjs/common';
import { CustomFieldsService } from '../../customers/custom-fields.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import type { ImportRow } from '../import.types.rules.js';
import { parse, type Parsed } from '../kinds/field.rules.js';
import type { Scene } from '../kinds/handler.js';
import { FIELDS, type Kind } from '../kinds/kinds.rules.js';

/** What surrounds the rows of an import, and how a row of it is read. */
@Injectable()
export class Scenes {
  constructor(
    private readonly firm: SettingsService,
    private readonly fields: CustomFieldsService,
  ) {}

  async of(row: ImportRow): Promise<Scene> {
    const [{ timeZone }, all] = await Promise.all([this.firm.current(), this.fields.list()]);
    const of = (target: string) => all.filter((field) => field.target === target);
    return {
      importId: row.id,
      source: row.source,
      actor: { ...SYSTEM, kind: 'user', id: row.byId, name: row.by },
      options: row.options,
      zone: timeZone,
      customFields: { contact: of('contact'), company: of('company'), ticket: of('ticket') },
    };
  }

  /** A row as it stands: the cells of a table, or the fields of what another desk exported. */
  read(row: Pick<ImportRow, 'mapping'>, kind: Kind, given: unknown, zone: string): Parsed & { ref: string | null } {
    const raw = Array.isArray(given) ? byField(row.mapping, given) : (given as Record<string, unknown>);
    const { values, errors } = parse(FIELDS[kind], raw, zone);
    for (const [key, value] of Object.entries(raw)) {
      if (key.startsWith('field:') && typeof value === 'string' && value.trim()) values[key] = value.trim();
      if (REFS.has(key) && value !== null && value !== undefined && value !== '') values[key] = String(value as string);
    }
    return { values, errors, ref: Array.isArray(given) && typeof values.id === 'string' ? values.id : null };
  }
}

/** Ids of other rows of the same export. */
const REFS = new Set(['companyRef', 'contactRef', 'assigneeRef']);

function byField(mapping: Record<string, string>, cells: readonly unknown[]): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  for (const [column, field] of Object.entries(mapping)) {
    const cell = cells[Number(column)];
    if (typeof cell === 'string' && cell.trim() !== '' && raw[field] === undefined) raw[field] = cell;
  }
  return raw;
}
