import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { stale } from '../platform/http/refusal.js';
import type { PrivacySettingsChange, PrivacySettingsView } from './privacy.dto.js';

const ROW = `select law, give_notes as "giveNotes", log_all_views as "logAllViews", version from privacy_settings`;

@Injectable()
export class PrivacySettings {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly audit: AuditService,
  ) {}

  async current(): Promise<PrivacySettingsView> {
    const [row] = await this.db.query<PrivacySettingsView[]>(ROW);
    return row!;
  }

  async change(actor: Actor, { version, ...change }: PrivacySettingsChange): Promise<PrivacySettingsView> {
    await this.work.run(async (tx) => {
      const [row] = await tx.query<PrivacySettingsView>(`${ROW} for update`);
      if (row!.version !== version) throw stale(row!.version);
      const next = { ...row!, ...change };
      await tx.query(
        'update privacy_settings set law = $1, give_notes = $2, log_all_views = $3, version = version + 1',
        [next.law, next.giveNotes, next.logAllViews],
      );
      await this.audit.record(tx, { actor, action: 'privacy.settings-changed', data: { ...change } });
    });
    return this.current();
  }
}
