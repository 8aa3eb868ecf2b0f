import { Injectable } from '@nestjs/common';
import { ConsumptionService } from '../../contracts/consumption.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import { ReportQuotas } from '../quota.service.js';
import type { ReportAcceptance, ReportReason, ReportWithdrawal } from './request.dto.js';
import type { ReportRequest } from './request.entity.js';
import { RequestWriter } from './request-writer.service.js';
import { ReportRequestsService, requireDay } from './requests.service.js';

/** Accepted or declined, withdrawn, begun, presented. */
@Injectable()
export class RequestCourse {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: RequestWriter,
    private readonly requests: ReportRequestsService,
    private readonly consumption: ConsumptionService,
    private readonly quotas: ReportQuotas,
  ) {}

  /** With the day on which they will have it. From now on it counts against what the package includes. */
  accept(actor: Actor, idOrNumber: string, { version, dueOn, ...people }: ReportAcceptance): Promise<void> {
    requireDay(dueOn, 'dueOn');
    if (dueOn < this.quotas.today()) throw invalid('dueOn', 'has passed');
    return this.work.run(async (tx) => {
      const row = await this.writer.lock(tx, idOrNumber, 'accept', version);
      await this.requests.requirePeople(tx, people);
      const ownerId = people.ownerId === undefined ? actor.id : people.ownerId;
      const values = { state: 'accepted' as const, dueOn, ownerId, acceptedAt: this.clock.now() };
      await this.writer.apply(
        tx,
        actor,
        row,
        { ...values, ...(people.reviewerId !== undefined && { reviewerId: people.reviewerId }) },
        { type: 'report.accepted', data: { dueOn }, tell: [ownerId] },
      );
      await this.consumption.count(tx, {
        companyId: row.companyId,
        siteId: null,
        what: 'report',
        day: row.askedOn,
        source: sourceOf(row),
        note: `#${row.number} ${row.title}`.slice(0, 500),
      });
    });
  }

  decline(actor: Actor, idOrNumber: string, { version, reason }: ReportReason): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.writer.lock(tx, idOrNumber, 'decline', version);
      await this.end(tx, actor, row, 'declined', reason);
    });
  }

  /** What was worked on was used, although nobody wants it any more. */
  withdraw(actor: Actor, idOrNumber: string, { version, reason }: ReportWithdrawal): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.writer.lock(tx, idOrNumber, 'withdraw', version);
      await this.end(tx, actor, row, 'withdrawn', reason ?? '');
    });
  }

  begin(actor: Actor, idOrNumber: string, version: number): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.writer.lock(tx, idOrNumber, 'begin', version);
      await this.writer.apply(tx, actor, row, { state: 'analysis' }, { type: 'report.begun', tell: [row.ownerId] });
    });
  }

  present(actor: Actor, idOrNumber: string, version: number, note?: string): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.writer.lock(tx, idOrNumber, 'present', version);
      await this.mustBeApproved(tx, row);
      await this.presented(tx, actor, row, note?.trim() ? { note: note.trim() } : {});
    });
  }

  async presented(tx: Tx, actor: Actor, row: ReportRequest, data: Record<string, unknown>): Promise<void> {
    const values = { state: 'presented' as const, presentedAt: this.clock.now() };
    await this.writer.apply(tx, actor, row, values, { type: 'report.presented', data, tell: [row.ownerId] });
  }

  async isApproved(tx: Tx, { id }: ReportRequest): Promise<boolean> {
    return (
      (await tx.query(`select 1 from report_versions where request_id = $1 and state = 'approved'`, [id])).length > 0
    );
  }

  private async mustBeApproved(tx: Tx, row: ReportRequest): Promise<void> {
    if (await this.isApproved(tx, row)) return;
    throw conflict('not_approved', 'Somebody else than its author has to look at the version first.');
  }

  private async end(
    tx: Tx,
    actor: Actor,
    row: ReportRequest,
    state: 'declined' | 'withdrawn',
    reason: string,
  ): Promise<void> {
    const said = reason.trim() || null;
    if (row.publishedAt) throw conflict('published', 'It was delivered already: throw the new version away instead.');
    if (state === 'declined' && !said) throw invalid('reason', 'must not be empty');
    const values = { state, reason: said, endedAt: this.clock.now() };
    const data = said ? { reason: said } : {};
    await this.writer.apply(tx, actor, row, values, { type: `report.${state}`, data, tell: [row.ownerId] });
    if (state === 'declined') await this.consumption.release(tx, sourceOf(row));
  }
}

const sourceOf = ({ id }: Pick<ReportRequest, 'id'>): string => `report:${id}`;
