import { Injectable } from '@nestjs/common';
import type { Entitlement } from '../contracts/entitlements.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { Ticket } from './ticket.entity.js';

/** `named`: on the ticket; `contract`: the only place that its contract is for; `only`: its company has no other. */
export interface Place {
  id: string;
  why: 'named' | 'contract' | 'only';
}

/** The only place of a company, and of each of its contracts that has only one. */
interface OnlyPlaces {
  only: string | null;
  contracts: Record<string, string> | null;
}

/** Which place of the customer's a ticket concerns. Asked once for a company in a transaction. */
@Injectable()
export class TicketPlace {
  private readonly asked = new WeakMap<Tx, Map<string, Promise<OnlyPlaces>>>();

  /** `bought` may be on its way: what places the company has is asked meanwhile. */
  async of(
    tx: Tx,
    { siteId, companyId }: Pick<Ticket, 'siteId' | 'companyId'>,
    bought: Promise<Entitlement>,
  ): Promise<Place | null> {
    const asking = companyId && !siteId ? this.onlyPlaces(tx, companyId) : null;
    const [{ contract }, places] = await Promise.all([bought, asking]);
    if (siteId) return { id: siteId, why: 'named' };
    const ofContract = contract && places?.contracts?.[contract.id];
    if (ofContract) return { id: ofContract, why: 'contract' };
    return places?.only ? { id: places.only, why: 'only' } : null;
  }

  private onlyPlaces(tx: Tx, companyId: string): Promise<OnlyPlaces> {
    const known = this.asked.get(tx) ?? new Map<string, Promise<OnlyPlaces>>();
    this.asked.set(tx, known);
    const asking = known.get(companyId) ?? this.read(tx, companyId);
    known.set(companyId, asking);
    return asking;
  }

  private async read(tx: Tx, companyId: string): Promise<OnlyPlaces> {
    const [row] = await tx.query<OnlyPlaces>(
      `select
         (select case when count(*) = 1 then min(s.id::text) end from sites s
            where s.company_id = $1 and s.deleted_at is null) as only,
         (select json_object_agg(single.contract_id, single.site) from (
            select c.contract_id, min(s.id::text) as site from contracts k join contract_sites c on c.contract_id = k.id
              join sites s on s.id = c.site_id and s.deleted_at is null
            where k.company_id = $1 and k.state = 'active' group by c.contract_id having count(*) = 1) single) as contracts`,
      [companyId],
    );
    return row!;
  }
}
