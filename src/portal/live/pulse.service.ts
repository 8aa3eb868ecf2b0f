import { Injectable } from '@nestjs/common';
import { sha256 } from '../../platform/crypto/tokens.js';
import { Reading } from '../../platform/database/reading.js';
import type { Customer } from '../access/customer.js';
import { visibleReports, visibleTickets, visibleVisits } from '../access/visible.access.js';

/** Whether anything that the customer sees has changed: asked every few seconds, so it reads what indexes hold. */
@Injectable()
export class PortalPulse {
  constructor(private readonly reading: Reading) {}

  async of(customer: Customer): Promise<string> {
    const parameters: unknown[] = [];
    const [row] = await this.reading.query<Record<string, unknown>>(
      `select (select count(*) || ' ' || coalesce(max(t.updated_at), 'epoch') from tickets t where ${visibleTickets(customer, parameters)}) as tickets,
         (select count(*) || ' ' || coalesce(max(v.updated_at), 'epoch') from visits v where ${visibleVisits(customer, parameters)}) as visits,
         (select count(*) || ' ' || coalesce(max(r.updated_at), 'epoch') from report_requests r where ${visibleReports(customer, parameters)}) as reports`,
      parameters,
    );
    return sha256(JSON.stringify([row, customer.rights, customer.name, customer.companyName])).slice(0, 24);
  }
}
