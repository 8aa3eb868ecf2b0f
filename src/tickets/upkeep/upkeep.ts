import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { REOPEN_WINDOW_DAYS } from '../ticket.rules.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter, type Because, type TicketChange } from '../ticket-writer.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'tickets.wake': Record<string, never>;
    'tickets.close': Record<string, never>;
    'attachments.forget': Record<string, never>;
    'tickets.forget-bulk': Record<string, never>;
  }
}

const BATCH = 500;
const DAY_MS = 86_400_000;
/** Long after nobody can mean to take it back. */
const KEEP_BULK_DAYS = 30;

/** What time does to tickets. Each is judged again under its lock: somebody may have been quicker. */
@Injectable()
export class TicketUpkeep {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: TicketWriter,
    private readonly attachments: AttachmentsService,
  ) {}

  @Job('tickets.wake', { every: 15_000 })
  async wake(): Promise<void> {
    const now = this.clock.now();
    await this.each('snoozed_until <= $1', now, { snoozedUntil: null }, { rule: 'snooze-over' }, (ticket) =>
      Boolean(ticket.snoozedUntil && ticket.snoozedUntil <= now),
    );
  }

  /** A solved ticket is closed when an answer to it would no longer reopen it. */
  @Job('tickets.close', { every: 15 * 60_000 })
  async close(): Promise<void> {
    const before = new Date(this.clock.millis() - REOPEN_WINDOW_DAYS * DAY_MS);
    await this.each(
      `category = 'solved' and solved_at < $1`,
      before,
      { category: 'closed' },
      { rule: 'solved-long-ago' },
      (ticket) => Boolean(ticket.category === 'solved' && ticket.solvedAt && ticket.solvedAt < before),
    );
  }

  @Job('attachments.forget', { cron: '41 3 * * *' })
  forgetUnused(): Promise<void> {
    return this.attachments.forgetUnused();
  }

  @Job('tickets.forget-bulk', { cron: '47 3 * * *' })
  async forgetBulk(): Promise<void> {
    const before = new Date(this.clock.millis() - KEEP_BULK_DAYS * DAY_MS);
    await this.db.query('delete from bulk_changes where at < $1', [before]);
  }

  private async each(
    where: string,
    at: Date,
    change: TicketChange,
    because: Because,
    still: (ticket: Ticket) => boolean,
  ): Promise<void> {
    const due = await this.db.query<{ id: string }[]>(
      `select id from tickets where ${where} and merged_into_id is null and not silent limit ${BATCH}`,
      [at],
    );
    for (const { id } of due) {
      await this.work.run(async (tx) => {
        const ticket = await this.writer.lock(tx, id);
        if (still(ticket) && !ticket.mergedIntoId) await this.writer.apply(tx, ticket, SYSTEM, change, because);
      });
    }
  }
}
