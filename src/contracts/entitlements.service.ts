import { Injectable } from '@nestjs/common';
import type { Segment } from '../customers/segment.rules.js';
import type { Tx } from '../platform/database/tx.js';
import { prevailing, type ContractKind, type ContractState, type ContractTerm } from './contract.rules.js';

export interface Entitlement {
  segment: Segment | null;
  contract: {
    id: string;
    number: string;
    kind: ContractKind;
    term: ContractTerm;
    state: ContractState;
    calendarId: string | null;
  } | null;
  package: { id: string; key: string; name: string } | null;
}

interface Row {
  segment: Segment | null;
  id: string | null;
  number: string;
  kind: ContractKind;
  term: ContractTerm;
  state: ContractState;
  starts_on: string;
  ends_on: string | null;
  calendar_id: string | null;
  package_id: string | null;
  package_key: string;
  package_name: string;
  sites: string[];
}

export const NOTHING: Entitlement = { segment: null, contract: null, package: null };

/** What a company bought, as far as it decides how we serve it. */
@Injectable()
export class EntitlementsService {
  /**
   * The day is that of UTC: contracts begin and end on days, and a day's difference harms nobody. Of several contracts,
   * one that names the place in question goes before those that are for the whole company.
   */
  async of(
    tx: Pick<Tx, 'query'>,
    { companyId, siteId, at }: { companyId: string | null; siteId?: string | null; at: Date },
  ): Promise<Entitlement> {
    if (!companyId) return NOTHING;
    const rows = await tx.query<Row>(
      `select c.segment, k.id, k.number, k.kind, k.term, k.state, k.starts_on::text, k.ends_on::text, k.calendar_id,
         p.id as package_id, p.key as package_key, p.name as package_name,
         array(select x.site_id::text from contract_sites x where x.contract_id = k.id) as sites
       from companies c
       left join contracts k on k.company_id = c.id and k.state = 'active'
       left join packages p on p.id = k.package_id
       where c.id = $1 order by k.starts_on desc, k.id desc`,
      [companyId],
    );
    const held = rows.filter((row) => row.id).map((row) => ({ ...row, startsOn: row.starts_on, endsOn: row.ends_on }));
    const day = at.toISOString().slice(0, 10);
    const there = siteId ? held.filter((row) => row.sites.includes(siteId)) : [];
    const contract = prevailing(there, day) ?? prevailing(held, day);
    return {
      segment: rows[0]?.segment ?? null,
      contract: contract
        ? {
            id: contract.id!,
            number: contract.number,
            kind: contract.kind,
            term: contract.term,
            state: contract.state,
            calendarId: contract.calendar_id,
          }
        : null,
      package: contract?.package_id
        ? { id: contract.package_id, key: contract.package_key, name: contract.package_name }
        : null,
    };
  }
}
