import { Injectable } from '@nestjs/common';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { NewUse } from './coverage.dto.js';
import { Contract } from './contract.entity.js';
import { firstOf, monthOf, nextMonth, prevailing, type ContractState } from './contract.rules.js';
import type { AllowanceKind } from './price.rules.js';
import { isDay } from '../platform/days.rules.js';

export interface Use {
  companyId: string;
  siteId: string | null;
  what: AllowanceKind;
  /** `2026-03-15` */
  day: string;
  /** What it was, such as `visit:<id>`: told twice, it counts once. */
  source: string;
  note?: string;
}

/**
 * What was used of what packages include. Rooms above do the work and tell it here, in their transaction: a finished
 * visit through automation/, a presented report the same way.
 */
@Injectable()
export class ConsumptionService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  async count(tx: Tx, use: Use): Promise<void> {
    const contracts = await tx.query<{ id: string; state: ContractState; startsOn: string; endsOn: string | null }>(
      `select k.id, k.state, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn" from contracts k
       where k.company_id = $1 and k.state = 'active' and ($2::uuid is null
         or not exists (select from contract_sites s where s.contract_id = k.id)
         or exists (select from contract_sites s where s.contract_id = k.id and s.site_id = $2))
       order by k.starts_on desc, k.id desc`,
      [use.companyId, use.siteId],
    );
    await this.add(tx, use, prevailing(contracts, use.day)?.id ?? null);
  }

  /** It was not used after all. */
  async release(tx: Tx, source: string): Promise<void> {
    await tx.query('delete from entitlement_uses where source = $1', [source]);
  }

  /** How many were used in the month of a day, under whichever contract. */
  async usedIn(tx: Tx, companyId: string, what: AllowanceKind, day: string): Promise<number> {
    const month = monthOf(day);
    const [row] = await tx.query<{ count: number }>(
      'select count(*)::int as count from entitlement_uses where company_id = $1 and what = $2 and day >= $3 and day < $4',
      [companyId, what, firstOf(month), firstOf(nextMonth(month, 1))],
    );
    return row!.count;
  }

  /** By hand: what nobody told us, such as a report on paper. */
  byHand(actor: Actor, contractId: string, { what, day, note }: NewUse): Promise<void> {
    return this.work.run(async (tx) => {
      const contract = await tx.lock(Contract, { id: contractId });
      if (!contract) throw notFound('contract');
      if (!isDay(day)) throw invalid('day', 'is no day of the calendar');
      if (day < contract.startsOn || (contract.endsOn && day > contract.endsOn)) {
        throw invalid('day', 'is not within the contract');
      }
      if (contract.state === 'draft')
        throw conflict('contract_draft', 'Nothing is used of a contract that is a draft.');
      await this.add(
        tx,
        { companyId: contract.companyId, siteId: null, what, day, note: note ?? undefined },
        contractId,
      );
      const target = { kind: 'contract', id: contractId };
      await this.audit.record(tx, { actor, action: 'contract.use-added', target, data: { what, day } });
    });
  }

  private async add(tx: Tx, use: Omit<Use, 'source'> & { source?: string }, contractId: string | null): Promise<void> {
    const [fresh] = await tx.query(
      `insert into entitlement_uses (id, company_id, contract_id, site_id, what, day, source, note, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
      [
        newId(),
        use.companyId,
        contractId,
        use.siteId,
        use.what,
        use.day,
        use.source ?? null,
        use.note ?? null,
        this.clock.now(),
      ],
    );
    if (fresh) tx.emit('entitlement.used', { companyId: use.companyId, contractId, what: use.what, day: use.day });
  }
}
