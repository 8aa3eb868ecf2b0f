import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';

/** A ticket that a device opened is about the place where it stands: whoever sees that place sees it. */
@Injectable()
export class AlertPlaces {
  @Policy('device-alert.fired', 7)
  async note(tx: Tx, { ticketId, siteId }: Events['device-alert.fired']): Promise<void> {
    if (!ticketId || !siteId) return;
    await tx.query(
      `insert into portal_ticket_sites (ticket_id, site_id) values ($1, $2) on conflict (ticket_id) do nothing`,
      [ticketId, siteId],
    );
  }
}
