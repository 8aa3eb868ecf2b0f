import { Injectable } from '@nestjs/common';
import { PORTAL_CHANNEL } from '../../channels/portal/portal-line.service.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { actorOf } from '../access/customer.js';
import { Presentations } from '../../report-requests/presenting/presentations.service.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { TicketEquipmentService } from '../../tickets/equipment/ticket-equipment.service.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';

interface About {
  siteId: string | null;
  equipmentId: string | null;
  reportRequestId: string | null;
  contactId: string | null;
  name: string | null;
}

/** Which place, device or report a ticket is about, as its customer said when they opened it: in the same transaction. */
@Injectable()
export class TicketSubjects {
  constructor(
    private readonly equipment: TicketEquipmentService,
    private readonly reports: Presentations,
    private readonly tickets: TicketWriter,
  ) {}

  @Policy('message.recorded', 7)
  async note(tx: Tx, { channel, direction, messageId, ticketId }: Events['message.recorded']): Promise<void> {
    if (channel !== PORTAL_CHANNEL || direction !== 'in') return;
    const [about] = await tx.query<About>(
      `select m.meta ->> 'siteId' as "siteId", m.meta ->> 'equipmentId' as "equipmentId",
         m.meta ->> 'reportRequestId' as "reportRequestId", m.author_id as "contactId", k.name
       from messages m left join contacts k on k.id = m.author_id where m.id = $1`,
      [messageId],
    );
    if (about?.siteId) {
      await this.name(tx, ticketId, about.siteId);
    }
    if (about?.reportRequestId && about.contactId) {
      const actor = actorOf({ contactId: about.contactId, name: about.name ?? '' });
      await this.reports.asked(tx, actor, about.reportRequestId, ticketId);
    }
    if (about?.equipmentId) await this.equipment.addWithin(tx, ticketId, about.equipmentId);
  }

  /** The first word holds: a later message about another place is another matter. */
  private async name(tx: Tx, ticketId: string, siteId: string): Promise<void> {
    const ticket = await this.tickets.lock(tx, ticketId);
    const [site] = await tx.query('select 1 from sites where id = $1 and company_id = $2 and deleted_at is null', [
      siteId,
      ticket.companyId,
    ]);
    if (site && !ticket.siteId) await this.tickets.apply(tx, ticket, SYSTEM, { siteId }, { portal: true });
  }
}
