import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { Clock } from '../../platform/clock.js';
import { conflict, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Status } from '../status.entity.js';
import type { ChangeStatus, CreateStatus, StatusView } from './status.dto.js';

/** The names that this desk gives to stages of work. */
@Injectable()
export class StatusesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  async list(): Promise<StatusView[]> {
    const rows = await this.db
      .getRepository(Status)
      .find({ where: { deletedAt: IsNull() }, order: { position: 'ASC', id: 'ASC' } });
    return rows.map(present);
  }

  async create(actor: Actor, body: CreateStatus): Promise<StatusView> {
    return this.work.run(async (tx) => {
      const [last] = await tx.query<{ position: number }>('select max(position) as position from statuses');
      const status: Status = {
        id: newId(),
        name: body.name.trim(),
        category: body.category,
        customerLabel: body.customerLabel ?? null,
        isDefault: false,
        position: body.position ?? (last?.position ?? 0) + 1,
        version: 1,
        deletedAt: null,
      };
      await tx.insert(Status, status);
      await this.audit.record(tx, { actor, action: 'status.created', target: { kind: 'status', id: status.id } });
      return present(status);
    });
  }

  async change(actor: Actor, id: string, { version, retired, isDefault, ...given }: ChangeStatus): Promise<StatusView> {
    return this.work.run(async (tx) => {
      const status = await tx.lock(Status, { id });
      if (!status) throw notFound('status');
      if (version !== undefined && version !== status.version) throw stale(status.version);
      if (given.category && given.category !== status.category) {
        if (status.isDefault)
          throw conflict('default_status', 'Make another status the default of its category first.');
        const [used] = await tx.query('select 1 from tickets where status_id = $1 limit 1', [id]);
        if (used) throw conflict('status_in_use', 'Tickets have this status; make a new one in the other category.');
      }
      if (retired && status.isDefault) throw conflict('default_status', 'The default of a category cannot be retired.');
      const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      Object.assign(status, values, { version: status.version + 1 });
      if (retired !== undefined) status.deletedAt = retired ? this.clock.now() : null;
      if (isDefault) {
        if (status.deletedAt) throw conflict('retired_status', 'A retired status cannot be the default.');
        await tx.query('update statuses set is_default = false where category = $1 and is_default', [status.category]);
        status.isDefault = true;
      }
      await tx.manager.update(Status, { id }, status);
      await this.audit.record(tx, { actor, action: 'status.changed', target: { kind: 'status', id } });
      return present(status);
    });
  }
}

const present = ({ id, name, category, customerLabel, isDefault, position, version }: Status): StatusView => ({
  id,
  name,
  category,
  customerLabel,
  isDefault,
  position,
  version,
});
