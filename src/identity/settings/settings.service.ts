import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { stale } from '../../platform/http/refusal.js';
import { AuditService } from '../audit/audit.service.js';
import { Organisation } from './organisation.entity.js';
import type { SettingsChange } from './settings.dto.js';

@Injectable()
export class SettingsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly audit: AuditService,
  ) {}

  current(): Promise<Organisation> {
    return this.db.getRepository(Organisation).findOneByOrFail({ id: 1 });
  }

  change(actor: Actor, { version, ...change }: SettingsChange): Promise<Organisation> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      if (change.language && change.language !== row.language) {
        tx.emit('organisation.language-chosen', { language: change.language });
      }
      await tx.save(Object.assign(row, change, { version: row.version + 1 }));
      if (change.requireTotp) await this.judgeAnewWhoHasNoTotp(tx);
      await this.audit.record(tx, {
        actor,
        action: 'settings.changed',
        data: { ...change, ...(change.brandLogo && { brandLogo: 'changed' }) },
      });
      return row;
    });
  }

  private async judgeAnewWhoHasNoTotp(tx: Tx): Promise<void> {
    const people = await tx.query<{ id: string }>(
      `select u.id from users u left join credentials c on c.user_id = u.id
       where u.active and (c.totp_confirmed_at is null
         or exists (select from sessions s where s.user_id = u.id and s.method = 'sso' and not s.second_factor))`,
    );
    for (const { id } of people) tx.emit('identity.access-changed', { userId: id });
  }

  /** The row, held until the transaction ends. */
  async locked(tx: Tx): Promise<Organisation> {
    return (await tx.lock(Organisation, { id: 1 }))!;
  }
}
