import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { Erasure } from './erasure.service.js';
import { DataExport } from './export.service.js';
import { PrivacyRequests } from './requests.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'privacy.sweep': Record<string, never>;
  }
}

const DEAD_MS = 60_000;

/** Goes on with what a dead process began, and takes away again whom a backup brought back. */
@Injectable()
export class PrivacyUpkeep {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly requests: PrivacyRequests,
    private readonly erasure: Erasure,
    private readonly exports: DataExport,
  ) {}

  @Job('privacy.sweep', { every: 60_000 })
  async sweep(): Promise<void> {
    await this.replay();
    await this.takeWhatWasKept();
    await this.goOn();
    await this.exports.forgetOld();
  }

  private async goOn(): Promise<void> {
    const rows = await this.db.query<{ id: string; kind: string }[]>(
      `select id, kind from privacy_requests where state = 'working' and updated_at < $1`,
      [new Date(this.clock.millis() - DEAD_MS)],
    );
    for (const { id, kind } of rows) await (kind === 'export' ? this.exports.ask(id) : this.erasure.ask(id));
  }

  /** What a law kept at an erasure has no reason any more. */
  private async takeWhatWasKept(): Promise<void> {
    const rows = await this.work.run((tx) =>
      tx.query<{ id: string }>(
        `update privacy_requests set state = 'working', ended_at = null, kept_until = null, progress = '{}', updated_at = $1
         where kind = 'erasure' and state = 'done' and kept_until <= $1 returning id`,
        [this.clock.now()],
      ),
    );
    for (const { id } of rows) await this.erasure.ask(id);
  }

  /** A backup from before an erasure brought them back. */
  async replay(): Promise<void> {
    const stones = await this.db.query<{ request_id: string; contact_ids: string[] }[]>(
      'select request_id, contact_ids from privacy_tombstones where replay',
    );
    for (const { request_id: stone, contact_ids: ids } of stones) {
      const started = await this.work.run(async (tx) => {
        const [contact] = await tx.query<{ id: string }>(
          `select id from contacts where id = any($1::uuid[]) and name <> '[erased]' order by merged_into_id is null desc limit 1`,
          [ids],
        );
        await tx.query('update privacy_tombstones set replay = false where request_id = $1', [stone]);
        if (!contact) return null;
        const requestId = await this.requests.add(tx, SYSTEM, contact.id, { kind: 'erasure' }, 'restore');
        await this.erasure.start(tx, SYSTEM, requestId);
        return requestId;
      });
      if (started) await this.erasure.ask(started);
    }
  }
}
