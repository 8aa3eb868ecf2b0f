import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Work } from '../platform/database/work.js';
import type { Events } from '../platform/outbox/events.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { PromiseKeeper } from './promise-keeper.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    /** Promise again on what is open; `after`: the last ticket that was done. */
    'sla.renew': { policyId: string; after: string | null };
  }
}

const BATCH = 100;

/** "Also what is open": a new or edited policy reaches tickets that were there before, because somebody asked for it. */
@Injectable()
export class OpenPromises {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly jobs: Jobs,
    private readonly writer: TicketWriter,
    private readonly keeper: PromiseKeeper,
  ) {}

  ask(policyId: Events['sla.policy-changed']['policyId']): Promise<void> {
    return this.jobs.add('sla.renew', { policyId, after: null });
  }

  @Job('sla.renew')
  async renew({ policyId, after }: { policyId: string; after: string | null }): Promise<void> {
    const rows = await this.db.query<{ id: string }[]>(
      `select id from tickets
       where category not in ('solved', 'closed') and merged_into_id is null and not (past and version = 1) and ($1::uuid is null or id > $1)
       order by id limit ${BATCH}`,
      [after],
    );
    for (const { id } of rows) {
      await this.work.run(async (tx) => {
        await this.keeper.keep(tx, await this.writer.lock(tx, id), { choose: true, renew: policyId });
      });
    }
    if (rows.length === BATCH) await this.jobs.add('sla.renew', { policyId, after: rows.at(-1)!.id });
  }
}
