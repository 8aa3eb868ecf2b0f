import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../../platform/http/paging.js';
import { invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { APPLICABLE } from '../alerts/threshold.sql.js';
import type { NewThreshold, ThresholdChange, ThresholdsQuery, ThresholdView } from './threshold.dto.js';

const COLUMNS = {
  value: 'value',
  hysteresis: 'hysteresis',
  forMinutes: 'for_minutes',
  clearMinutes: 'clear_minutes',
  windowMinutes: 'window_minutes',
  severity: 'severity',
  opensTicket: 'opens_ticket',
  active: 'active',
} as const;
type Name = keyof typeof COLUMNS;

const SELECT = `
  select t.id, t.model_id as "modelId", t.metric_id as "metricId", t.kind, t.value, t.hysteresis, t.for_minutes as "forMinutes",
    t.clear_minutes as "clearMinutes", t.window_minutes as "windowMinutes", t.severity, t.opens_ticket as "opensTicket", t.active, t.version,
    case when u.id is not null then json_build_object('kind', 'unit', 'id', u.id, 'name', u.tag)
      when k.id is not null then json_build_object('kind', 'contract', 'id', k.id, 'name', k.number)
      when c.id is not null then json_build_object('kind', 'company', 'id', c.id, 'name', c.name) end as only
  from telemetry_thresholds t left join equipment u on u.id = t.equipment_id left join contracts k on k.id = t.contract_id
  left join companies c on c.id = t.company_id`;

/** When the numbers of a device are somebody's business. */
@Injectable()
export class ThresholdsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  async list({ model, unit, limit, cursor }: ThresholdsQuery): Promise<Page<ThresholdView>> {
    const parameters: unknown[] = [limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['t.deleted_at is null'];
    if (model) where.push(`t.model_id = ${$(model)}`);
    if (unit) {
      where.push(
        `t.id in (with ${APPLICABLE} select id from applicable where equipment_id = ${$(unit)} and nearness = 1 and active)`,
      );
    }
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`t.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.db.query<ThresholdView[]>(
      `${SELECT} where ${where.join(' and ')} order by t.id desc limit $1`,
      parameters,
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async one(id: string): Promise<ThresholdView> {
    const [row] = await this.db.query<ThresholdView[]>(`${SELECT} where t.id = $1 and t.deleted_at is null`, [id]);
    if (!row) throw notFound('threshold');
    return row;
  }

  create(actor: Actor, body: NewThreshold): Promise<string> {
    const id = newId();
    return this.work.run(async (tx) => {
      await this.requireWhole(tx, body);
      refuseUnfit(body);
      const { modelId, metricId = null, kind, companyId = null, contractId = null, equipmentId = null } = body;
      await tx.query(
        `insert into telemetry_thresholds (id, model_id, metric_id, kind, company_id, contract_id, equipment_id, value, for_minutes,
           severity, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          id,
          modelId,
          metricId,
          kind,
          companyId,
          contractId,
          equipmentId,
          body.value ?? null,
          body.forMinutes ?? 0,
          body.severity ?? 'warning',
          this.clock.now(),
        ],
      );
      await this.set(tx, id, body);
      await this.audit.record(tx, { actor, action: 'threshold.created', target: { kind: 'threshold', id } });
      return id;
    });
  }

  change(actor: Actor, id: string, { version, ...change }: ThresholdChange): Promise<void> {
    return this.work.run(async (tx) => {
      const now = await this.held(tx, id);
      if (version !== undefined && version !== now.version) throw stale(now.version);
      refuseUnfit({ ...now, ...change });
      await this.set(tx, id, change);
      await tx.query('update telemetry_thresholds set version = version + 1 where id = $1', [id]);
      const target = { kind: 'threshold', id };
      await this.audit.record(tx, { actor, action: 'threshold.changed', target, data: { ...change } });
    });
  }

  /** Alerts of it are cleared with the next look. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      await this.held(tx, id);
      await tx.query('update telemetry_thresholds set deleted_at = $2, version = version + 1 where id = $1', [
        id,
        this.clock.now(),
      ]);
      await this.audit.record(tx, { actor, action: 'threshold.removed', target: { kind: 'threshold', id } });
    });
  }

  private async set(tx: Tx, id: string, change: Partial<Record<Name, unknown>>): Promise<void> {
    for (const [name, column] of Object.entries(COLUMNS) as [Name, string][]) {
      if (change[name] === undefined) continue;
      await tx.query(`update telemetry_thresholds set ${column} = $2 where id = $1`, [id, change[name]]);
    }
  }

  private async held(tx: Tx, id: string): Promise<ThresholdView> {
    const [row] = await tx.query<ThresholdView>(`${SELECT} where t.id = $1 and t.deleted_at is null for update of t`, [
      id,
    ]);
    if (!row) throw notFound('threshold');
    return row;
  }

  private async requireWhole(tx: Tx, body: NewThreshold): Promise<void> {
    const { modelId, metricId, companyId, contractId, equipmentId, kind } = body;
    if ([companyId, contractId, equipmentId].filter(Boolean).length > 1)
      throw invalid('equipmentId', 'name one company, contract or unit at most');
    const known = async (sql: string, values: unknown[]) => (await tx.query(sql, values)).length > 0;
    if (!(await known('select 1 from equipment_models where id = $1', [modelId])))
      throw invalid('modelId', 'there is no such model');
    if (!metricId && kind !== 'silent') throw invalid('metricId', 'must say which metric');
    if (
      metricId &&
      !(await known('select 1 from telemetry_metrics where id = $1 and model_id = $2', [metricId, modelId]))
    )
      throw invalid('metricId', 'is no metric of this model');
    if (companyId && !(await known('select 1 from companies where id = $1', [companyId])))
      throw invalid('companyId', 'there is no such company');
    if (contractId && !(await known('select 1 from contracts where id = $1', [contractId])))
      throw invalid('contractId', 'there is no such contract');
    if (
      equipmentId &&
      !(await known('select 1 from equipment where id = $1 and model_id = $2', [equipmentId, modelId]))
    )
      throw invalid('equipmentId', 'is no unit of this model');
  }
}

function refuseUnfit({ kind, value, forMinutes }: Pick<NewThreshold, 'kind' | 'value' | 'forMinutes'>): void {
  if (kind === 'silent' && value !== undefined && value !== null) throw invalid('value', 'silence has no limit');
  if (kind !== 'silent' && (value === undefined || value === null)) throw invalid('value', 'must say the limit');
  if (kind === 'silent' && !forMinutes) throw invalid('forMinutes', 'must say after how many minutes');
  if (kind === 'rate' && value === 0) throw invalid('value', 'must say which change is too fast');
}
