import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../../platform/http/paging.js';
import { conflict, notFound, stale } from '../../platform/http/refusal.js';
import { visibleTo } from '../../tickets/ticket.access.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import type { Acknowledgement, AlertCounts, AlertsQuery, AlertView } from './alert.dto.js';

const select = (ticketIsVisible: string): string => `
  select a.id, json_build_object('id', e.id, 'tag', e.tag, 'name', m.maker || ' ' || m.name) as unit,
    case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as company,
    case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as site,
    case when x.id is not null then json_build_object('key', x.key, 'kind', x.kind, 'unit', x.unit, 'decimals', x.decimals,
      'nameEn', x.name_en, 'namePt', x.name_pt) end as metric,
    a.kind, a.threshold_value as "limit", h.for_minutes as "forMinutes", a.value, a.severity, a.state, a.since, a.opened_at as "openedAt",
    a.fired_at as "firedAt", a.firings, a.acknowledged_at as "acknowledgedAt", u.name as "acknowledgedBy", a.cleared_at as "clearedAt",
    a.cleared_because as "clearedBecause",
    case when t.id is not null then json_build_object('id', t.id, 'number', t.number) end as ticket, a.version
  from telemetry_alerts a join equipment e on e.id = a.equipment_id join equipment_models m on m.id = e.model_id
  join telemetry_thresholds h on h.id = a.threshold_id
  left join companies c on c.id = a.company_id left join sites s on s.id = a.site_id
  left join telemetry_metrics x on x.id = a.metric_id left join users u on u.id = a.acknowledged_by
  left join tickets t on t.id = a.ticket_id and ${ticketIsVisible}`;

/** Alerts of devices, as whoever watches them reads them. */
@Injectable()
export class AlertsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: TicketWriter,
  ) {}

  async list(actor: Actor, query: AlertsQuery): Promise<Page<AlertView>> {
    const parameters: unknown[] = [query.limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['true'];
    if (query.state === 'active') where.push(`a.state <> 'cleared'`);
    else if (query.state) where.push(`a.state = ${$(query.state)}`);
    if (query.severity) where.push(`a.severity = ${$(query.severity)}`);
    if (query.unit) where.push(`a.equipment_id = ${$(query.unit)}`);
    if (query.site) where.push(`a.site_id = ${$(query.site)}`);
    if (query.company) where.push(`a.company_id = ${$(query.company)}`);
    const after = decodeCursor(query.cursor, 1);
    if (after) where.push(`a.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.db.query<AlertView[]>(
      `${select(visibleTo(actor, parameters))} where ${where.join(' and ')} order by a.id desc limit $1`,
      parameters,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async one(actor: Actor, id: string): Promise<AlertView> {
    const parameters: unknown[] = [id];
    const [row] = await this.db.query<AlertView[]>(
      `${select(visibleTo(actor, parameters))} where a.id = $1`,
      parameters,
    );
    if (!row) throw notFound('alert');
    return row;
  }

  async counts(): Promise<AlertCounts> {
    const [row] = (await this.db.query<AlertCounts[]>(
      `select (count(*) filter (where state = 'open'))::int as open, (count(*) filter (where state = 'acknowledged'))::int as acknowledged,
         (count(*) filter (where severity = 'critical'))::int as critical
       from telemetry_alerts where state <> 'cleared'`,
    )) as [AlertCounts];
    return row;
  }

  /** Somebody has seen it. Saying it twice is no news. */
  async acknowledge(actor: Actor, id: string, { version }: Acknowledgement): Promise<void> {
    await this.work.run(async (tx) => {
      const [row] = await tx.query<{
        state: string;
        version: number;
        ticketId: string | null;
        equipmentId: string;
        tag: string;
      }>(
        `select a.state, a.version, a.ticket_id as "ticketId", a.equipment_id as "equipmentId", e.tag
         from telemetry_alerts a join equipment e on e.id = a.equipment_id where a.id = $1 for update of a`,
        [id],
      );
      if (!row) throw notFound('alert');
      if (row.state === 'acknowledged') return;
      if (version !== undefined && version !== row.version) throw stale(row.version);
      if (row.state === 'cleared') throw conflict('alert_over', 'This alert is over already.');
      await tx.query(
        `update telemetry_alerts set state = 'acknowledged', acknowledged_at = $2, acknowledged_by = $3, version = version + 1 where id = $1`,
        [id, this.clock.now(), actor.kind === 'user' ? actor.id : null],
      );
      if (row.ticketId) {
        const ticket = await this.writer.lock(tx, row.ticketId);
        const data = { alertId: id, tag: row.tag };
        await this.writer.apply(tx, ticket, actor, {}, null, [{ type: 'alert.acknowledged', data }]);
      }
      const { ticketId, equipmentId } = row;
      tx.emit('device-alert.acknowledged', { alertId: id, equipmentId, ticketId });
    });
  }
}
