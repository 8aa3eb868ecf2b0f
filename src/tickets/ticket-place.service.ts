import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { Ticket } from './ticket.entity.js';

/** `named`: on the ticket; `contract`: the only place that its contract is for; `only`: its company has no other. */
export interface Place {
  id: string;
  why: 'named' | 'contract' | 'only';
}

/** Which place of the customer's a ticket concerns. Asked once for a ticket in a transaction. */
@Injectable()
export class TicketPlace {
  private readonly asked = new WeakMap<Tx, Map<string, Promise<Place | null>>>();

  of(tx: Tx, ticket: Ticket, contractId: string | null): Promise<Place | null> {
    if (ticket.siteId) return Promise.resolve({ id: ticket.siteId, why: 'named' });
    if (!ticket.companyId) return Promise.resolve(null);
    const known = this.asked.get(tx) ?? new Map<string, Promise<Place | null>>();
    this.asked.set(tx, known);
    const key = `${ticket.companyId} ${contractId}`;
    const asking = known.get(key) ?? this.followed(tx, ticket.companyId, contractId);
    known.set(key, asking);
    return asking;
  }

  private async followed(tx: Tx, companyId: string, contractId: string | null): Promise<Place | null> {
    const [row] = await tx.query<{ contract: string | null; only: string | null }>(
      `select
         (select case when count(*) = 1 then min(s.id::text) end from contract_sites c
            join sites s on s.id = c.site_id and s.deleted_at is null where c.contract_id = $2) as contract,
         (select case when count(*) = 1 then min(s.id::text) end from sites s
            where s.company_id = $1 and s.deleted_at is null) as only`,
      [companyId, contractId],
    );
    if (row?.contract) return { id: row.contract, why: 'contract' };
    return row?.only ? { id: row.only, why: 'only' } : null;
  }
}
