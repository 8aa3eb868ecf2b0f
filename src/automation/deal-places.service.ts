import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy } from '../platform/outbox/listeners.decorators.js';
import { DealVisits, type SeenPlace } from '../sales/deals/deal-visits.service.js';
import '../tickets/visit.events.js';

/** A visit of a deal that is done says where that was. Sales does not know dispatch, so it is told here. */
@Injectable()
export class DealPlaces {
  constructor(private readonly deals: DealVisits) {}

  @Policy('visit.changed', 6)
  async finished(tx: Tx, { visitId, to }: Events['visit.changed']): Promise<void> {
    if (to !== 'done') return;
    const [seen] = await tx.query<SeenPlace>(
      `select v.site_id as "siteId", v.place from visits v
       where v.id = $1 and exists (select from deal_tickets l where l.visit_id = v.id)`,
      [visitId],
    );
    if (seen) await this.deals.seen(tx, visitId, seen);
  }
}
