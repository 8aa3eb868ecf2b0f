import { Injectable } from '@nestjs/common';
import { ConsumptionService } from '../contracts/consumption.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy } from '../platform/outbox/listeners.decorators.js';
import '../tickets/visit.events.js';
import type { VisitKind } from '../tickets/visit.events.js';

/** What a package counts as a visit: somebody came because something was to be done. We install, pick up and sell at our own cost. */
const COUNTED: readonly VisitKind[] = ['repair', 'swap', 'training'];

interface Finished {
  companyId: string | null;
  siteId: string | null;
  kind: VisitKind;
  number: number;
  day: string;
}

/** A finished visit is one of those that the customer's package includes. Contracts do not know dispatch, so it is told here. */
@Injectable()
export class VisitUse {
  constructor(private readonly consumption: ConsumptionService) {}

  @Policy('visit.changed', 6)
  async finished(tx: Tx, { visitId, to, at }: Events['visit.changed']): Promise<void> {
    if (to !== 'done') return;
    const [visit] = await tx.query<Finished>(
      `select t.company_id as "companyId", v.site_id as "siteId", v.kind, v.number::float8 as number,
         to_char($2::timestamptz at time zone coalesce(s.timezone, o.time_zone), 'YYYY-MM-DD') as day
       from visits v join tickets t on t.id = v.ticket_id left join sites s on s.id = v.site_id
       cross join (select time_zone from organisation limit 1) o where v.id = $1`,
      [visitId, at],
    );
    if (!visit?.companyId || !COUNTED.includes(visit.kind)) return;
    const { companyId, siteId, day, number } = visit;
    await this.consumption.count(tx, {
      companyId,
      siteId,
      what: 'visit',
      day,
      source: `visit:${visitId}`,
      note: `W-${number}`,
    });
  }
}
