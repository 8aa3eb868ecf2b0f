import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { ContractLineBody } from './contract.dto.js';
import { Contract, ContractLine } from './contract.entity.js';
import { ContractHistoryService } from './contract-history.service.js';
import { isDay } from '../platform/days.rules.js';

/** What is paid by a contract. A draft's list is given whole; of one that holds, lines are added and ended, never rewritten. */
@Injectable()
export class ContractLinesService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly history: ContractHistoryService,
  ) {}

  async set(tx: Tx, contract: Contract, lines: readonly ContractLineBody[]): Promise<void> {
    const sites = await this.sitesCovered(tx, contract);
    const rows = lines.map((line, place) => rowOf(contract, line, place, sites, `lines[${place}]`));
    refuseMixed(rows);
    await tx.query('delete from contract_lines where contract_id = $1', [contract.id]);
    if (rows.length > 0) await tx.insert(ContractLine, rows);
  }

  /** What the package costs when it is agreed: by the month where it is sold so, else by the year. */
  async fromPackage(tx: Tx, contract: Contract): Promise<void> {
    const prices = await tx.query<ContractLineBody & { name: string }>(
      `select p.name, x.period, x.per, x.amount::float8 as amount, x.currency from package_prices x
       join packages p on p.id = x.package_id where p.id = $1 and x.active and x.period <> 'one-off' order by x.place`,
      [contract.packageId],
    );
    const recurring = prices.some(({ period }) => period === 'month') ? 'month' : 'year';
    const currency = prices[0]?.currency;
    const taken = prices.filter((one) => one.currency === currency && [recurring, 'setup'].includes(one.period));
    await this.set(
      tx,
      contract,
      taken.map(({ name, period, per, amount, currency: of }) => ({ text: name, period, per, amount, currency: of })),
    );
  }

  add(actor: Actor, contractId: string, line: ContractLineBody): Promise<void> {
    return this.work.run(async (tx) => {
      const contract = await this.open(tx, contractId);
      const rows = await tx.manager.findBy(ContractLine, { contractId });
      const startsOn = line.startsOn ?? (contract.state === 'active' ? this.today() : null);
      const row = rowOf(contract, { ...line, startsOn }, rows.length, await this.sitesCovered(tx, contract), '');
      refuseMixed([...rows, row]);
      await tx.insert(ContractLine, row);
      await this.told(tx, actor, contract, 'line-added', { lineId: row.id, text: row.text, startsOn: row.startsOn });
    });
  }

  end(actor: Actor, contractId: string, lineId: string, on: string): Promise<void> {
    return this.work.run(async (tx) => {
      const contract = await this.open(tx, contractId);
      const line = await tx.lock(ContractLine, { id: lineId, contractId });
      if (!line) throw notFound('line');
      if (!isDay(on)) throw invalid('on', 'is no day of the calendar');
      if (on < (line.startsOn ?? contract.startsOn)) throw invalid('on', 'must not be before the line begins');
      if (line.endsOn !== null && line.endsOn < on) throw conflict('line_ended', 'This line ends earlier already.');
      tx.update(ContractLine, lineId, { endsOn: on });
      await this.told(tx, actor, contract, 'line-ended', { lineId, text: line.text, on });
    });
  }

  private async open(tx: Tx, id: string): Promise<Contract> {
    const contract = await tx.lock(Contract, { id });
    if (!contract) throw notFound('contract');
    if (!['draft', 'active'].includes(contract.state)) {
      throw conflict('contract_over', 'This contract is over; nothing of it changes any more.', {
        state: contract.state,
      });
    }
    return contract;
  }

  private async told(tx: Tx, actor: Actor, { id, companyId, version }: Contract, type: string, data: object) {
    tx.update(Contract, id, { version: version + 1, updatedAt: this.clock.now() });
    await this.history.add(tx, actor, id, type, { ...data });
    tx.emit('contract.changed', { contractId: id, companyId, changed: ['lines'] });
  }

  private today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }

  private async sitesCovered(tx: Tx, { id, companyId }: Contract): Promise<number> {
    const [row] = await tx.query<{ named: number; all: number }>(
      `select (select count(*)::int from contract_sites where contract_id = $1) as named,
         (select count(*)::int from sites where company_id = $2 and deleted_at is null) as all`,
      [id, companyId],
    );
    return Math.max(1, row!.named || row!.all);
  }
}

function rowOf(contract: Contract, line: ContractLineBody, place: number, sites: number, path: string): ContractLine {
  const at = (name: string): string => (path ? `${path}.${name}` : name);
  for (const name of ['startsOn', 'endsOn'] as const) {
    if (line[name] && !isDay(line[name])) throw invalid(at(name), 'is no day of the calendar');
  }
  const startsOn = line.startsOn ?? null;
  const endsOn = line.endsOn ?? null;
  if (endsOn !== null && endsOn < (startsOn ?? contract.startsOn)) {
    throw invalid(at('endsOn'), 'must not be before the line begins');
  }
  return {
    id: newId(),
    contractId: contract.id,
    place,
    text: line.text.trim() || line.text,
    period: line.period,
    per: line.per,
    quantity: line.quantity ?? (line.per === 'site' ? sites : 1),
    amount: line.amount,
    currency: line.currency,
    startsOn,
    endsOn,
    replacesId: null,
  };
}

/** One invoice is in one currency. */
function refuseMixed(lines: readonly { currency: string }[]): void {
  if (new Set(lines.map(({ currency }) => currency)).size > 1) {
    throw invalid('lines', 'are all in one currency; make another contract for another one');
  }
}
