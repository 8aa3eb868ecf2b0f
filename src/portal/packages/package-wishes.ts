import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { PORTAL_CHANNEL } from '../../channels/portal/portal-line.service.js';
import { PipelinesService } from '../../sales/pipelines/pipelines.service.js';
import { DealsService } from '../../sales/deals/deals.service.js';

interface Wish {
  packageId: string;
  name: string;
  contactId: string;
  companyId: string | null;
  company: string | null;
}

/** Who asks for another package is a deal as well as a request. Without a pipeline nobody sells here: the request is all. */
@Injectable()
export class PackageWishes {
  constructor(
    private readonly deals: DealsService,
    private readonly pipelines: PipelinesService,
  ) {}

  @Policy('message.recorded', 7)
  async note(tx: Tx, { channel, direction, messageId, ticketId }: Events['message.recorded']): Promise<void> {
    if (channel !== PORTAL_CHANNEL || direction !== 'in') return;
    const [wish] = await tx.query<Wish>(
      `select p.id as "packageId", p.name, t.contact_id as "contactId", t.company_id as "companyId", k.name as company
       from messages m join packages p on p.id = (m.meta ->> 'packageId')::uuid join tickets t on t.id = m.ticket_id
       left join companies k on k.id = t.company_id where m.id = $1 and m.meta ? 'packageId'`,
      [messageId],
    );
    if (!wish) return;
    const [fresh] = await tx.query(
      `insert into portal_package_wishes (ticket_id, package_id) values ($1, $2) on conflict do nothing returning 1`,
      [ticketId, wish.packageId],
    );
    if (!fresh || !(await this.pipelines.find(tx))) return;
    const deal = await this.deals.make(tx, SYSTEM, {
      title: [wish.name, wish.company].filter(Boolean).join(' · ').slice(0, 200),
      contactId: wish.contactId,
      ...(wish.companyId && { companyId: wish.companyId }),
    });
    await this.deals.link(tx, deal, ticketId, 'origin');
  }
}
