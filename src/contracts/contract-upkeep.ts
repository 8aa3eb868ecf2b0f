import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { newId } from '../platform/ids.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { ContractHistoryService } from './contract-history.service.js';
import { Contract, ContractLine } from './contract.entity.js';
import { addDays, addMonths, dueStep, holdsOn } from './contract.rules.js';
import { adjusted, anniversaryDue, effectiveOn, missingMonths, monthsFor, togetherBp } from './price-index.rules.js';
import { PriceIndexesService } from './price-indexes.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'contracts.upkeep': Record<string, never>;
  }
}

/** A desk that was off for longer finds it told by its tickets. */
const BEGUN_DAYS = 31;

/** What time does to contracts: they begin, go on, end, or ask to be asked about; their prices follow an index once a year. */
@Injectable()
export class ContractUpkeep {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly history: ContractHistoryService,
    private readonly indexes: PriceIndexesService,
  ) {}

  @Job('contracts.upkeep', { every: 3_600_000 })
  async run(): Promise<void> {
    const today = this.clock.now().toISOString().slice(0, 10);
    await this.begin(today);
    const rows = await this.db.query<{ id: string }[]>(
      `select id from contracts where state = 'active'
         and ((ends_on is not null and ends_on - notice_days <= $1::date) or (index_id is not null and starts_on <= $1::date))
       order by id`,
      [today],
    );
    for (const { id } of rows) {
      await this.work.run(async (tx) => {
        const contract = await tx.lock(Contract, { id });
        if (!contract) return;
        await this.step(tx, contract, today);
        if (contract.state === 'active' && contract.indexId) await this.adjust(tx, contract, today);
      });
    }
  }

  /** What was agreed before its first day holds from now on: told once. */
  private async begin(today: string): Promise<void> {
    const rows = await this.db.query<{ id: string }[]>(
      `select id from contracts k where state = 'active' and starts_on between $1::date - ${BEGUN_DAYS} and $1::date
         and created_at < starts_on
         and not exists (select 1 from contract_events e where e.contract_id = k.id and e.type = 'begun') order by id`,
      [today],
    );
    for (const { id } of rows) {
      await this.work.run(async (tx) => {
        const contract = await tx.lock(Contract, { id });
        const [told] = await tx.query(`select 1 from contract_events where contract_id = $1 and type = 'begun'`, [id]);
        if (!contract || told || !holdsOn(contract, today)) return;
        await this.history.add(tx, SYSTEM, id, 'begun', { startsOn: contract.startsOn });
        tx.emit('contract.changed', { contractId: id, companyId: contract.companyId, changed: ['begun'] });
      });
    }
  }

  private async step(tx: Tx, contract: Contract, today: string): Promise<void> {
    const { id, companyId } = contract;
    const step = dueStep(contract, today);
    if (step === null || contract.endsOn === null) return;
    const from = contract.endsOn;
    const changed = step === 'ask' ? 'askedFor' : step === 'end' ? 'state' : 'endsOn';
    if (step === 'ask') {
      contract.askedFor = from;
      tx.emit('contract.renewal-due', { contractId: id, companyId, endsOn: from });
      await this.history.add(tx, SYSTEM, id, 'renewal-due', { endsOn: from, noticeDays: contract.noticeDays });
    } else if (step === 'end') {
      contract.state = 'ended';
      await this.history.add(tx, SYSTEM, id, 'ended', { from: 'active', to: 'ended', endsOn: from });
    } else {
      // A desk that was off for a year prolongs as often as it takes.
      while (contract.endsOn !== null && today >= addDays(contract.endsOn, -contract.noticeDays)) {
        // From the first day after it, so that the last day of a month stays the last.
        contract.endsOn = addDays(addMonths(addDays(contract.endsOn, 1), contract.renewalMonths), -1);
      }
      await this.history.add(tx, SYSTEM, id, 'renewed', { from, to: contract.endsOn, months: contract.renewalMonths });
    }
    await this.keep(tx, contract, changed);
  }

  private async adjust(tx: Tx, contract: Contract, today: string): Promise<void> {
    const anniversary = anniversaryDue(contract.startsOn, contract.adjustedOn, today);
    if (anniversary === null || (contract.endsOn !== null && anniversary > contract.endsOn)) return;
    const months = monthsFor(anniversary);
    const rates = await this.indexes.rates(tx, contract.indexId!, months);
    // Typed in later, it is found by a later round.
    if (missingMonths(months, rates).length > 0) return;
    const on = effectiveOn(anniversary, today);
    const lines = await tx.manager.findBy(ContractLine, { contractId: contract.id });
    const changed: { text: string; from: number; to: number; currency: string }[] = [];
    for (const line of lines) {
      const running = ['month', 'year'].includes(line.period) && (line.endsOn === null || line.endsOn >= on);
      const to = adjusted(line.amount, rates);
      if (!running || to === line.amount || (line.startsOn !== null && line.startsOn >= on)) continue;
      await tx.insert(ContractLine, { ...line, id: newId(), amount: to, startsOn: on, replacesId: line.id });
      tx.update(ContractLine, line.id, { endsOn: addDays(on, -1) });
      changed.push({ text: line.text, from: line.amount, to, currency: line.currency });
    }
    contract.adjustedOn = anniversary;
    await this.history.add(tx, SYSTEM, contract.id, 'adjusted', {
      anniversary,
      on,
      indexId: contract.indexId,
      rates,
      togetherBp: togetherBp(rates),
      lines: changed,
    });
    await this.keep(tx, contract, 'lines');
  }

  private async keep(tx: Tx, contract: Contract, changed: string): Promise<void> {
    Object.assign(contract, { version: contract.version + 1, updatedAt: this.clock.now() });
    await tx.manager.update(Contract, { id: contract.id }, contract);
    tx.emit('contract.changed', { contractId: contract.id, companyId: contract.companyId, changed: [changed] });
  }
}
