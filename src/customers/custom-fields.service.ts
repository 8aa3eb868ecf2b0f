import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid, notFound, Refusal, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { CustomFieldChange, NewCustomField } from './custom-field.dto.js';
import { CustomField } from './custom-field.entity.js';
import { changedFields, type FieldTarget, type FieldValues } from './custom-field.rules.js';

@Injectable()
export class CustomFieldsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  list(target?: FieldTarget): Promise<CustomField[]> {
    return this.db.getRepository(CustomField).find({
      where: { deletedAt: IsNull(), ...(target ? { target } : {}) },
      order: { target: 'ASC', position: 'ASC', id: 'ASC' },
    });
  }

  /** The values of `before` with `change` applied. Refuses (422, by field) what the definitions do not allow. */
  async changed(
    tx: Tx,
    target: FieldTarget,
    before: FieldValues,
    change: FieldValues | undefined,
  ): Promise<FieldValues> {
    if (!change || Object.keys(change).length === 0) return before;
    const definitions = await tx.manager.findBy(CustomField, { target, deletedAt: IsNull() });
    const { fields, problems } = changedFields(definitions, before, change);
    if (problems.length > 0) {
      throw new Refusal('invalid', 422, 'The request has values that cannot be accepted.', { errors: problems });
    }
    return fields;
  }

  create(actor: Actor, { options = [], position, ...fresh }: NewCustomField): Promise<CustomField> {
    return this.work.run(async (tx) => {
      requireOptions(fresh.type, options);
      const row: CustomField = {
        ...fresh,
        id: newId(),
        options,
        position: position ?? (await this.last(tx, fresh.target)) + 1,
        version: 1,
        createdAt: this.clock.now(),
        deletedAt: null,
      };
      const inserted = await tx.query(
        `insert into custom_fields (id, target, key, label, type, options, position, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (target, key) where deleted_at is null do nothing returning id`,
        [row.id, row.target, row.key, row.label, row.type, row.options, row.position, row.createdAt],
      );
      if (inserted.length === 0) throw conflict('key_taken', 'There is a field with this key already.');
      await this.audit.record(tx, {
        actor,
        action: 'custom-field.created',
        target: { kind: 'custom-field', id: row.id },
        data: { target: row.target, key: row.key, type: row.type },
      });
      return row;
    });
  }

  change(actor: Actor, id: string, { version, ...change }: CustomFieldChange): Promise<CustomField> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      requireOptions(row.type, change.options ?? row.options);
      await tx.save(Object.assign(row, change, { version: row.version + 1 }));
      await this.audit.record(tx, {
        actor,
        action: 'custom-field.changed',
        target: { kind: 'custom-field', id },
        data: { ...change },
      });
      return row;
    });
  }

  /** What was filled in stays with the tickets and people; it can be taken away there, but not changed. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      await tx.save(Object.assign(row, { deletedAt: this.clock.now(), version: row.version + 1 }));
      await this.audit.record(tx, { actor, action: 'custom-field.removed', target: { kind: 'custom-field', id } });
    });
  }

  private async locked(tx: Tx, id: string): Promise<CustomField> {
    const row = await tx.lock(CustomField, { id, deletedAt: IsNull() });
    if (!row) throw notFound('custom field');
    return row;
  }

  private async last(tx: Tx, target: FieldTarget): Promise<number> {
    const [row] = await tx.query<{ last: number }>(
      'select coalesce(max(position), 0) as last from custom_fields where target = $1 and deleted_at is null',
      [target],
    );
    return row?.last ?? 0;
  }
}

function requireOptions(type: CustomField['type'], options: string[]): void {
  if (type === 'select' && options.length === 0) throw invalid('options', 'a select needs at least one option');
  if (type !== 'select' && options.length > 0) throw invalid('options', 'only a select has options');
}
