import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import type { MetricChange, MetricView, NewMetric } from './metric.dto.js';

const COLUMNS = {
  kind: 'kind',
  unit: 'unit',
  decimals: 'decimals',
  nameEn: 'name_en',
  namePt: 'name_pt',
  place: 'place',
  active: 'active',
} as const;

const SELECT = `select id, model_id as "modelId", key, kind, unit, decimals, name_en as "nameEn", name_pt as "namePt", place, active, version
  from telemetry_metrics`;
const MAX_METRICS = 100;

/** What units of a model measure. */
@Injectable()
export class MetricsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly audit: AuditService,
  ) {}

  list(modelId: string): Promise<MetricView[]> {
    return this.db.query(`${SELECT} where model_id = $1 order by active desc, place, id limit ${MAX_METRICS}`, [
      modelId,
    ]);
  }

  async one(id: number): Promise<MetricView> {
    const [row] = await this.db.query<MetricView[]>(`${SELECT} where id = $1`, [id]);
    if (!row) throw notFound('metric');
    return row;
  }

  create(actor: Actor, { modelId, key, ...terms }: NewMetric): Promise<number> {
    return this.work.run(async (tx) => {
      const [model] = await tx.query('select 1 from equipment_models where id = $1 for update', [modelId]);
      if (!model) throw invalid('modelId', 'there is no such model');
      const [known] = (await tx.query(
        `select count(*)::int as count, coalesce(bool_or(key = $2), false) as taken, coalesce(max(place), 0) as last
         from telemetry_metrics where model_id = $1`,
        [modelId, key],
      )) as [{ count: number; taken: boolean; last: number }];
      if (known.taken) throw conflict('metric_taken', 'The model has a metric of this name.');
      if (known.count >= MAX_METRICS) throw invalid('key', `a model measures ${MAX_METRICS} things at most`);
      const { kind = 'gauge', unit = '', decimals = 1, place = known.last + 1 } = terms;
      const words = terms.nameEn ?? terms.namePt ?? key;
      const [row] = (await tx.query(
        `insert into telemetry_metrics (model_id, key, kind, unit, decimals, name_en, name_pt, place)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
        [modelId, key, kind, unit.trim(), decimals, terms.nameEn ?? words, terms.namePt ?? words, place],
      )) as [{ id: number }];
      await this.audit.record(tx, {
        ...{ actor, action: 'metric.created', data: { key } },
        target: { kind: 'equipment-model', id: modelId },
      });
      return row.id;
    });
  }

  change(actor: Actor, id: number, { version, ...change }: MetricChange): Promise<void> {
    return this.work.run(async (tx) => {
      const [row] = await tx.query<{ version: number; modelId: string }>(
        'select version, model_id as "modelId" from telemetry_metrics where id = $1 for update',
        [id],
      );
      if (!row) throw notFound('metric');
      if (version !== undefined && version !== row.version) throw stale(row.version);
      for (const [name, column] of Object.entries(COLUMNS)) {
        const value = change[name as keyof typeof COLUMNS];
        if (value !== undefined)
          await tx.query(`update telemetry_metrics set ${column} = $2 where id = $1`, [id, value]);
      }
      await tx.query('update telemetry_metrics set version = version + 1 where id = $1', [id]);
      await this.audit.record(tx, {
        ...{ actor, action: 'metric.changed', data: { metric: id, ...change } },
        target: { kind: 'equipment-model', id: row.modelId },
      });
    });
  }
}
