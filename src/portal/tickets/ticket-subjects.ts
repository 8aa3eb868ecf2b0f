import { Injectable } from '@nestjs/common';
import { PORTAL_CHANNEL } from '../../channels/portal/portal-line.service.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { TicketEquipmentService } from '../../tickets/equipment/ticket-equipment.service.js';

/** Which place and which device a ticket is about, as its customer said when they opened it: in the same transaction. */
@Injectable()
export class TicketSubjects {
  constructor(private readonly equipment: TicketEquipmentService) {}

  @Policy('message.recorded', 7)
  async note(tx: Tx, { channel, direction, messageId, ticketId }: Events['message.recorded']): Promise<void> {
    if (channel !== PORTAL_CHANNEL || direction !== 'in') return;
    const [about] = await tx.query<{ siteId: string | null; equipmentId: string | null }>(
      `select meta ->> 'siteId' as "siteId", meta ->> 'equipmentId' as "equipmentId" from messages where id = $1`,
      [messageId],
    );
    if (about?.siteId) {
      await tx.query(
        `insert into portal_ticket_sites (ticket_id, site_id) select $1, id from sites where id = $2
         on conflict (ticket_id) do nothing`,
        [ticketId, about.siteId],
      );
    }
    if (about?.equipmentId) await this.equipment.addWithin(tx, ticketId, about.equipmentId);
  }
}
