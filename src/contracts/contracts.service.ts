import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CompaniesService } from '../customers/companies.service.js';
import { CalendarsService } from '../hours/calendars.service.js';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { conflict, invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { ContractHistoryService } from './contract-history.service.js';
import { ContractLinesService } from './contract-lines.service.js';
import type { ContractChange, ContractsQuery, ContractView, NewContract } from './contract.dto.js';
import { Contract } from './contract.entity.js';
import { mayBecome } from './contract.rules.js';
import { SELECT_CONTRACT } from './contract.sql.js';
import { allowanceOf, Package } from './package.entity.js';
import { isDay } from '../platform/days.rules.js';

@Injectable()
export class ContractsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly companies: CompaniesService,
    private readonly audit: AuditService,
    private readonly calendars: CalendarsService,
    private readonly lines: ContractLinesService,
    private readonly history: ContractHistoryService,
  ) {}

  async list(query: ContractsQuery): Promise<Page<ContractView>> {
    const parameters: unknown[] = [query.limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['true'];
    if (query.company) where.push(`k.company_id = ${$(query.company)}`);
    if (query.package) where.push(`k.package_id = ${$(query.package)}`);
    if (query.state) where.push(`k.state = ${$(query.state)}`);
    if (query.q?.trim()) {
      const piece = $(query.q.trim());
      where.push(`(starts_with(lower(k.number), lower(${piece})) or position(plain(${piece}) in plain(c.name)) > 0)`);
    }
    const after = decodeCursor(query.cursor, 1);
    if (after) where.push(`k.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.db.query<ContractView[]>(
      `${SELECT_CONTRACT} where ${where.join(' and ')} order by k.id desc limit $1`,
      parameters,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async one(id: string): Promise<ContractView> {
    const [row] = await this.db.query<ContractView[]>(`${SELECT_CONTRACT} where k.id = $1`, [id]);
    if (!row) throw notFound('contract');
    return row;
  }

  create(actor: Actor, fresh: NewContract): Promise<string> {
    return this.work
      .run(async (tx) => {
        const id = await this.draw(tx, actor, fresh);
        await this.audit.record(tx, { actor, action: 'contract.created', target: { kind: 'contract', id } });
        return id;
      })
      .catch(refuseTaken);
  }

  /** For whoever makes one in a transaction of their own, such as the acceptance of a proposal. They keep the audit. */
  async draw(tx: Tx, actor: Actor, fresh: NewContract): Promise<string> {
    refuseDays(fresh.startsOn, fresh.endsOn ?? null);
    const now = this.clock.now();
    await this.companies.require(tx, fresh.companyId, 'companyId');
    const sold = await this.requirePackage(tx, fresh.packageId);
    await this.requireCalendar(tx, fresh.calendarId);
    await this.requireIndex(tx, fresh.indexId);
    const contract: Contract = {
      id: newId(),
      number: fresh.number?.trim() || (await this.nextNumber(tx)),
      companyId: fresh.companyId,
      packageId: fresh.packageId ?? null,
      kind: fresh.kind,
      term: fresh.term,
      state: fresh.state ?? 'draft',
      startsOn: fresh.startsOn,
      endsOn: fresh.endsOn ?? null,
      calendarId: fresh.calendarId ?? null,
      billing: fresh.billing ?? 'advance',
      renewal: fresh.renewal ?? 'none',
      noticeDays: fresh.noticeDays ?? 30,
      renewalMonths: fresh.renewalMonths ?? 12,
      askedFor: null,
      indexId: fresh.indexId ?? null,
      adjustedOn: null,
      allowances: fresh.allowances?.map(allowanceOf) ?? sold?.allowances ?? [],
      reference: fresh.reference?.trim() || null,
      notes: fresh.notes ?? null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await tx.insert(Contract, { ...contract, allowances: contract.allowances });
    await this.setSites(tx, contract, fresh.siteIds ?? []);
    if (fresh.lines) await this.lines.set(tx, contract, fresh.lines);
    else if (sold) await this.lines.fromPackage(tx, contract);
    await this.history.add(tx, actor, contract.id, 'created', { state: contract.state });
    tx.emit('contract.changed', { contractId: contract.id, companyId: fresh.companyId, changed: ['created'] });
    return contract.id;
  }

  change(actor: Actor, id: string, { version, reason, ...change }: ContractChange): Promise<void> {
    return this.work
      .run(async (tx) => {
        const row = await tx.lock(Contract, { id });
        if (!row) throw notFound('contract');
        if (version !== undefined && version !== row.version) throw stale(row.version);
        const before = { ...row };
        const moved = await this.apply(tx, row, change);
        await tx.manager.update(Contract, { id }, row);
        if (row.state !== before.state) {
          const data = { from: before.state, to: row.state, ...(reason && { reason }) };
          await this.history.add(tx, actor, id, row.state, data);
        }
        const changed = [...changedFields(before, row), ...moved];
        tx.emit('contract.changed', { contractId: id, companyId: row.companyId, changed });
        const data = { fields: Object.keys(defined(change)) };
        await this.audit.record(tx, { actor, action: 'contract.changed', target: { kind: 'contract', id }, data });
      })
      .catch(refuseTaken);
  }

  /** What changed beside the row itself. */
  private async apply(
    tx: Tx,
    row: Contract,
    { siteIds, lines, allowances, ...change }: Omit<ContractChange, 'version' | 'reason'>,
  ): Promise<string[]> {
    const sold = await this.requirePackage(tx, change.packageId);
    await this.requireCalendar(tx, change.calendarId);
    await this.requireIndex(tx, change.indexId);
    if (change.number !== undefined) change.number = change.number.trim() || row.number;
    if (change.state && !mayBecome(row.state, change.state)) {
      throw conflict('contract_state', `A contract that is ${row.state} cannot become ${change.state}.`, {
        state: row.state,
      });
    }
    const today = this.clock.now().toISOString().slice(0, 10);
    if (change.packageId && change.packageId !== row.packageId && sold) row.allowances = sold.allowances;
    Object.assign(row, defined(change), { version: row.version + 1, updatedAt: this.clock.now() });
    if (allowances) row.allowances = allowances.map(allowanceOf);
    // Who ends it says that today is its last day, unless it was to end earlier.
    if (change.state === 'ended' && !change.endsOn && (row.endsOn === null || row.endsOn > today)) {
      row.endsOn = row.startsOn > today ? row.startsOn : today;
    }
    refuseDays(row.startsOn, row.endsOn);
    const moved = siteIds && (await this.setSites(tx, row, siteIds)) ? ['sites'] : [];
    if (!lines) return moved;
    if (row.state !== 'draft') {
      throw conflict('contract_holds', 'Lines of a contract that holds are added and ended one by one.');
    }
    await this.lines.set(tx, row, lines);
    return [...moved, 'lines'];
  }

  /** Whether it is for other places now. */
  private async setSites(tx: Tx, { id, companyId }: Contract, siteIds: readonly string[]): Promise<boolean> {
    const known = await tx.query<{ id: string }>(
      'select id from sites where id = any($1::uuid[]) and company_id = $2 and deleted_at is null',
      [siteIds, companyId],
    );
    const wrong = siteIds.findIndex((siteId) => !known.some((site) => site.id === siteId));
    if (wrong >= 0) throw invalid(`siteIds[${wrong}]`, 'is no site of this company');
    const before = await tx.query<{ id: string }>('select site_id as id from contract_sites where contract_id = $1', [
      id,
    ]);
    if (before.length === siteIds.length && before.every((site) => siteIds.includes(site.id))) return false;
    await tx.query('delete from contract_sites where contract_id = $1', [id]);
    await tx.query('insert into contract_sites (contract_id, site_id) select $1, unnest($2::uuid[])', [id, siteIds]);
    return true;
  }

  private async requirePackage(tx: Tx, id: string | null | undefined): Promise<Package | null> {
    if (!id) return null;
    const sold = await tx.find(Package, { id });
    if (!sold) throw invalid('packageId', 'there is no such package');
    return sold;
  }

  private async requireCalendar(tx: Tx, id: string | null | undefined): Promise<void> {
    if (id && !(await this.calendars.current(tx, id))) throw invalid('calendarId', 'there is no such calendar');
  }

  private async requireIndex(tx: Tx, id: string | null | undefined): Promise<void> {
    if (!id) return;
    const [known] = await tx.query('select 1 from price_indexes where id = $1 for key share', [id]);
    if (!known) throw invalid('indexId', 'there is no such index');
  }

  private async nextNumber(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ n: string }>(`select nextval('contract_numbers') as n`);
    return `C-${row!.n}`;
  }
}

function refuseDays(startsOn: string, endsOn: string | null): void {
  for (const [path, day] of [
    ['startsOn', startsOn],
    ['endsOn', endsOn],
  ] as const) {
    if (day !== null && !isDay(day)) throw invalid(path, 'is no day of the calendar');
  }
  if (endsOn !== null && endsOn < startsOn) throw invalid('endsOn', 'must not be before the contract begins');
}

function refuseTaken(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'contracts_number') {
    throw conflict('number_taken', 'Another contract has this number.');
  }
  throw error;
}

function changedFields(before: Contract, now: Contract): string[] {
  const told = (Object.keys(now) as (keyof Contract)[]).filter((key) => key !== 'version' && key !== 'updatedAt');
  return told.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]));
}

const defined = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
