import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { NewPipeline, PipelineChange, PipelineView, StageBody } from './pipeline.dto.js';
import { Pipeline, Stage } from './pipeline.entity.js';

const SELECT = `
  select p.id, p.name, p.currency, p.renewal_days as "renewalDays", p.version,
    (select count(*)::int from deals d where d.pipeline_id = p.id and d.state = 'open') as "openDeals",
    (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'probability', s.probability,
       'required', s.required, 'rottingDays', s.rotting_days) order by s.position), '[]')
     from deal_stages s where s.pipeline_id = p.id and s.deleted_at is null) as stages
  from pipelines p where p.deleted_at is null`;

@Injectable()
export class PipelinesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** They are few. */
  list(): Promise<PipelineView[]> {
    return this.db.query<PipelineView[]>(`${SELECT} order by p.position, p.id limit 200`);
  }

  async one(id: string): Promise<PipelineView> {
    const [row] = await this.db.query<PipelineView[]>(`${SELECT} and p.id = $1`, [id]);
    if (!row) throw notFound('pipeline');
    return row;
  }

  async create(actor: Actor, { name, currency, renewalDays, stages }: NewPipeline): Promise<string> {
    const id = newId();
    const now = this.clock.now();
    await this.work
      .run(async (tx) => {
        const [last] = await tx.query<{ next: number }>('select count(*)::int as next from pipelines');
        await tx.insert(Pipeline, {
          id,
          name: name.trim(),
          currency,
          renewalDays: renewalDays ?? null,
          position: last!.next,
          version: 1,
          createdAt: now,
          updatedAt: now,
        });
        await this.setStages(tx, id, stages);
        await this.audit.record(tx, { actor, action: 'pipeline.created', target: { kind: 'pipeline', id } });
      })
      .catch(refuseSecond);
    return id;
  }

  async change(actor: Actor, id: string, { version, stages, ...change }: PipelineChange): Promise<void> {
    await this.work
      .run(async (tx) => {
        const row = await this.lock(tx, id);
        if (version !== row.version) throw stale(row.version);
        if (change.name !== undefined) row.name = change.name.trim();
        if (change.currency !== undefined) row.currency = change.currency;
        if (change.renewalDays !== undefined) row.renewalDays = change.renewalDays;
        await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
        if (stages) await this.setStages(tx, id, stages);
        await this.audit.record(tx, { actor, action: 'pipeline.changed', target: { kind: 'pipeline', id } });
      })
      .catch(refuseSecond);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.lock(tx, id);
      const [open] = await tx.query(`select 1 from deals where pipeline_id = $1 and state = 'open' limit 1`, [id]);
      if (open) throw conflict('deals_open', 'Open deals stand in this pipeline. Move or close them first.');
      await tx.save(Object.assign(row, { deletedAt: this.clock.now(), version: row.version + 1 }));
      await this.audit.record(tx, { actor, action: 'pipeline.deleted', target: { kind: 'pipeline', id } });
    });
  }

  /** The named one, else the first; null where there is none at all. */
  async find(tx: Tx, id?: string): Promise<Pipeline | null> {
    const [row] = await tx.query<{ id: string }>(
      `select id from pipelines where deleted_at is null and ($1::uuid is null or id = $1) order by position, id limit 1`,
      [id ?? null],
    );
    return row ? tx.find(Pipeline, { id: row.id }) : null;
  }

  /** The stages of a pipeline in their order, held against being taken away. */
  async stages(tx: Tx, pipelineId: string): Promise<Stage[]> {
    const rows = await tx.query(
      'select * from deal_stages where pipeline_id = $1 and deleted_at is null order by position for share',
      [pipelineId],
    );
    return rows.map((row) => tx.entity(Stage, row));
  }

  private async lock(tx: Tx, id: string): Promise<Pipeline> {
    const row = await tx.lock(Pipeline, { id, deletedAt: IsNull() });
    if (!row) throw notFound('pipeline');
    return row;
  }

  private async setStages(tx: Tx, pipelineId: string, given: StageBody[]): Promise<void> {
    const rows = await tx.query(
      'select * from deal_stages where pipeline_id = $1 and deleted_at is null order by id for update',
      [pipelineId],
    );
    const before = rows.map((row) => tx.entity(Stage, row));
    given.forEach(({ id }, at) => {
      const twice = id && given.findIndex((one) => one.id === id) !== at;
      if (twice || (id && !before.some((stage) => stage.id === id))) {
        throw invalid(`stages[${at}].id`, 'is no stage of this pipeline');
      }
    });
    for (const stage of before.filter(({ id }) => !given.some((one) => one.id === id))) {
      const [open] = await tx.query(`select 1 from deals where stage_id = $1 and state = 'open' limit 1`, [stage.id]);
      if (open) throw conflict('deals_open', `Open deals stand in “${stage.name}”. Move them first.`);
      await tx.manager.update(Stage, { id: stage.id }, { deletedAt: this.clock.now() });
    }
    for (const [position, { id, name, probability, required, rottingDays }] of given.entries()) {
      const values = {
        name: name.trim(),
        probability,
        required: required ?? [],
        rottingDays: rottingDays ?? null,
        position,
      };
      if (id) await tx.manager.update(Stage, { id }, values);
      else await tx.insert(Stage, { id: newId(), pipelineId, ...values });
    }
  }
}

function refuseSecond(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'pipelines_renewals') {
    throw conflict('renewals_elsewhere', 'Renewals open in another pipeline already.');
  }
  throw error;
}
