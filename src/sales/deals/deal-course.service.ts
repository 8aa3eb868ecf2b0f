import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import { ChoicesService } from '../pipelines/choices.service.js';
import { Stage } from '../pipelines/pipeline.entity.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';
import type { DealVersion, LoseDeal, MoveDeal } from './deal.dto.js';
import type { Deal } from './deal.entity.js';
import { DealChecks } from './deal-checks.service.js';
import { DealWriter } from './deal-writer.service.js';

/** How deals go on: from stage to stage, won, lost, and open again. */
@Injectable()
export class DealCourse {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: DealWriter,
    private readonly checks: DealChecks,
    private readonly pipelines: PipelinesService,
    private readonly choices: ChoicesService,
  ) {}

  async move(actor: Actor, idOrNumber: string, { stageId, version }: MoveDeal): Promise<string> {
    return this.work.run(async (tx) => {
      const deal = await this.writer.lock(tx, actor, idOrNumber, version);
      mustBeOpen(deal);
      const target = await tx.find(Stage, { id: stageId });
      const stages = target ? await this.pipelines.stages(tx, target.pipelineId) : [];
      const stage = stages.find(({ id }) => id === stageId);
      if (!stage || !(await this.pipelines.find(tx, stage.pipelineId))) {
        throw invalid('stageId', 'there is no such stage');
      }
      if (stage.id === deal.stageId) return deal.id;
      this.checks.stage(deal, stage);
      const data = { stageId: { from: deal.stageId, to: stage.id }, name: stage.name };
      await this.writer.apply(
        tx,
        actor,
        deal,
        { stageId: stage.id, pipelineId: stage.pipelineId, stageSince: this.clock.now() },
        [{ type: 'deal.moved', data }],
      );
      return deal.id;
    });
  }

  /** A locked deal. Winning twice is not news. */
  async setWon(tx: Tx, actor: Actor, deal: Deal, data: Record<string, unknown> = {}): Promise<void> {
    if (deal.state === 'won') return;
    await this.writer.apply(
      tx,
      actor,
      deal,
      { state: 'won', closedAt: this.clock.now(), lostReasonId: null, lostNote: null },
      [{ type: 'deal.won', data: { state: 'won', lostReasonId: null, ...data } }],
    );
    tx.emit('deal.won', { dealId: deal.id, companyId: deal.companyId, contractId: deal.contractId });
  }

  async lose(actor: Actor, idOrNumber: string, { version, reasonId, note }: LoseDeal): Promise<string> {
    return this.work.run(async (tx) => {
      const deal = await this.writer.lock(tx, actor, idOrNumber, version);
      mustBeOpen(deal);
      await this.choices.require(tx, 'lost_reason', reasonId, 'reasonId');
      await this.writer.apply(
        tx,
        actor,
        deal,
        { state: 'lost', closedAt: this.clock.now(), lostReasonId: reasonId, lostNote: note?.trim() || null },
        [{ type: 'deal.lost', data: { state: 'lost', lostReasonId: reasonId } }],
      );
      tx.emit('deal.lost', { dealId: deal.id });
      return deal.id;
    });
  }

  /** What was closed by mistake, or has come back. What became a contract stays won. */
  async reopen(actor: Actor, idOrNumber: string, { version }: DealVersion): Promise<string> {
    return this.work.run(async (tx) => {
      const deal = await this.writer.lock(tx, actor, idOrNumber, version);
      if (deal.state === 'open') return deal.id;
      if (deal.contractId) throw conflict('has_contract', 'This deal has become a contract.');
      const stages = await this.pipelines.stages(tx, deal.pipelineId);
      if (!stages.some(({ id }) => id === deal.stageId)) {
        throw conflict('stage_gone', 'The stage in which it stood is gone.');
      }
      await this.writer.apply(
        tx,
        actor,
        deal,
        { state: 'open', closedAt: null, lostReasonId: null, lostNote: null, stageSince: this.clock.now() },
        [{ type: 'deal.reopened', data: { state: 'open', lostReasonId: null } }],
      );
      return deal.id;
    });
  }
}

export function mustBeOpen(deal: Deal): void {
  if (deal.state !== 'open') {
    throw conflict('deal_closed', 'This deal is closed. Open it again first.', { state: deal.state });
  }
}
