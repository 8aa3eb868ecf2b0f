import { Injectable } from '@nestjs/common';
import { anywhere } from '../../customers/search.rules.js';
import { Reading } from '../../platform/database/reading.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { notFound } from '../../platform/http/refusal.js';
import type { Customer } from '../access/customer.js';
import { visibleEquipment } from '../access/visible.access.js';
import type {
  PortalEquipmentQuery,
  PortalSiteCountView,
  PortalUnitPage,
  PortalUnitView,
} from './portal-equipment.dto.js';

/** What stands at the customer's places: neither what we noted about it nor from whom we have it. */
@Injectable()
export class PortalEquipment {
  constructor(private readonly reading: Reading) {}

  async list(customer: Customer, { site, code, q, limit, cursor }: PortalEquipmentQuery): Promise<PortalUnitPage> {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    // What is built into a device is told with it, unless its own code was scanned.
    const where = [code ? `e.code = ${$(code)}` : 'e.parent_id is null'];
    if (site) where.push(`e.site_id = ${$(site)}::uuid`);
    if (q?.trim()) {
      const piece = $(anywhere(q.trim()));
      where.push(
        `(e.tag ilike ${piece} or e.serial ilike ${piece} or plain(m.maker || ' ' || m.name) like plain(${piece}))`,
      );
    }
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`e.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.rows(customer, parameters, where, limit + 1);
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async one(customer: Customer, id: string): Promise<PortalUnitView> {
    const [unit] = await this.rows(customer, [id], ['e.id = $1'], 1);
    if (!unit) throw notFound('equipment');
    return unit;
  }

  bySite(customer: Customer): Promise<PortalSiteCountView[]> {
    const parameters: unknown[] = [];
    return this.reading.queryPlanned(
      `select case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as site,
         count(*)::int as count, (count(*) filter (where e.state <> 'installed'))::int as away
       from equipment e left join sites s on s.id = e.site_id
       where e.parent_id is null and ${visibleEquipment(customer, parameters)}
       group by s.id, s.name order by count(*) desc, s.name limit 200`,
      parameters,
    );
  }

  private rows(customer: Customer, parameters: unknown[], where: string[], limit: number): Promise<PortalUnitView[]> {
    const seen = visibleEquipment(customer, parameters);
    return this.reading.queryPlanned(
      `select e.id, e.tag, e.serial, m.maker || ' ' || m.name as name, m.kind, e.state, e.owner,
         case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as site,
         e.warranty_until::text as "warrantyUntil", e.moved_at as since
       from equipment e join equipment_models m on m.id = e.model_id left join sites s on s.id = e.site_id
       where ${seen} and ${where.join(' and ')} order by e.id desc limit ${limit}`,
      parameters,
    );
  }
}
