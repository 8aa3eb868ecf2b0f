import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy } from '../platform/outbox/listeners.decorators.js';
import { DealVisits, type SeenPlace } from '../sales/deals/deal-visits.service.js';
import type { Presence } from '../sales/deals/visit-cost.rules.js';
import '../tickets/visit.events.js';

interface Seen extends SeenPlace, Presence {
  parts: { name: string; quantity: number }[];
}

/** A visit of a deal that is over says where that was and what it took. Sales does not know dispatch, so it is told here. */
@Injectable()
export class DealPlaces {
  constructor(private readonly deals: DealVisits) {}

  @Policy('visit.changed', 6)
  async finished(tx: Tx, { visitId, to }: Events['visit.changed']): Promise<void> {
    if (to !== 'done' && to !== 'could_not') return;
    const [seen] = await tx.query<Seen>(
      `select v.site_id as "siteId", v.place, v.travel_at as "travelAt", v.arrived_at as "arrivedAt", v.left_at as "leftAt",
         v.paused_minutes as "pausedMinutes",
         (select count(*)::int from visit_technicians x where x.visit_id = v.id) as people,
         (select coalesce(json_agg(json_build_object('kind', x.kind,
            'minutes', round(extract(epoch from x.ends_at - x.starts_at) / 60)::int)), '[]') from visit_times x where x.visit_id = v.id) as more,
         (select coalesce(json_agg(json_build_object('name', x.name, 'quantity', x.quantity::float8)), '[]')
          from visit_parts x where x.visit_id = v.id) as parts
       from visits v
       where v.id = $1 and exists (select from deal_tickets l where l.visit_id = v.id)`,
      [visitId],
    );
    if (!seen) return;
    if (to === 'done') await this.deals.seen(tx, visitId, seen);
    await this.deals.costed(tx, visitId, seen, seen.parts);
  }
}
