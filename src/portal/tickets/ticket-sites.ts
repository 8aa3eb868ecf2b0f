import { Injectable } from '@nestjs/common';
import { PORTAL_CHANNEL } from '../../channels/portal/portal-line.service.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';

/** Which place a ticket is about, as its customer said when they opened it: in the same transaction. */
@Injectable()
export class TicketSites {
  @Policy('message.recorded', 7)
  async note(tx: Tx, { channel, direction, messageId, ticketId }: Events['message.recorded']): Promise<void> {
    if (channel !== PORTAL_CHANNEL || direction !== 'in') return;
    await tx.query(
      `insert into portal_ticket_sites (ticket_id, site_id)
       select $2, site.id from messages m join sites site on site.id = (m.meta ->> 'siteId')::uuid
       where m.id = $1 and m.meta ? 'siteId' on conflict (ticket_id) do nothing`,
      [messageId, ticketId],
    );
  }
}
