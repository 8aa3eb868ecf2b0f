import { Injectable } from '@nestjs/common';
import { Reading } from '../../platform/database/reading.js';
import { notFound } from '../../platform/http/refusal.js';
import type { ReadingsQuery, ReadingsView } from '../../telemetry/readings/readings.dto.js';
import { Readings } from '../../telemetry/readings/readings.service.js';
import type { Customer } from '../access/customer.js';
import { visibleEquipment, visibleTickets } from '../access/visible.access.js';
import type { PortalDeviceAlertView, PortalUnitReadings } from './portal-readings.dto.js';

type Unit = Pick<PortalUnitReadings, 'id' | 'tag' | 'name' | 'site'> & { since: Date };

/** What the customer's own devices measure. What they measured at whoever had them before is not theirs. */
@Injectable()
export class PortalReadings {
  constructor(
    private readonly reading: Reading,
    private readonly readings: Readings,
  ) {}

  async one(customer: Customer, id: string): Promise<PortalUnitReadings> {
    const { since, ...unit } = await this.unit(customer, id);
    const [{ metrics }, alerts] = await Promise.all([this.readings.unit(id), this.alerts(customer, id)]);
    const known = metrics.map((metric) =>
      metric.lastAt && metric.lastAt >= since ? metric : { ...metric, lastAt: null, lastValue: null },
    );
    return { ...unit, metrics: known, alerts };
  }

  async chart(customer: Customer, id: string, query: ReadingsQuery): Promise<ReadingsView> {
    const { since } = await this.unit(customer, id);
    const view = await this.readings.of(id, query);
    return { ...view, points: view.points.filter(({ at }) => at >= since) };
  }

  private async unit(customer: Customer, id: string): Promise<Unit> {
    const parameters: unknown[] = [id];
    const seen = visibleEquipment(customer, parameters);
    const [unit] = await this.reading.queryPlanned<Unit>(
      `select e.id, e.tag, m.maker || ' ' || m.name as name,
         case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as site,
         coalesce((select max(v.at) from equipment_moves v where v.equipment_id = e.id and v.to_company_id = e.company_id
           and v.from_company_id is distinct from e.company_id), e.created_at) as since
       from equipment e join equipment_models m on m.id = e.model_id left join sites s on s.id = e.site_id
       where e.id = $1 and ${seen}`,
      parameters,
    );
    if (!unit) throw notFound('equipment');
    return unit;
  }

  private alerts(customer: Customer, id: string): Promise<PortalDeviceAlertView[]> {
    const parameters: unknown[] = [id, customer.companyId];
    const theirs = visibleTickets(customer, parameters);
    return this.reading.queryPlanned(
      `select a.kind, a.threshold_value as "limit", a.severity, a.since, t.number::int as "ticketNumber",
         case when x.id is not null then json_build_object('key', x.key, 'kind', x.kind, 'unit', x.unit, 'decimals', x.decimals,
           'nameEn', x.name_en, 'namePt', x.name_pt) end as metric
       from telemetry_alerts a left join telemetry_metrics x on x.id = a.metric_id
       left join tickets t on t.id = a.ticket_id and ${theirs}
       where a.equipment_id = $1 and a.company_id = $2 and a.state <> 'cleared' order by a.id desc limit 50`,
      parameters,
    );
  }
}
