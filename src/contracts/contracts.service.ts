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
import type { ContractChange, ContractsQuery, ContractView, NewContract } from './contract.dto.js';
import { Contract } from './contract.entity.js';
import { Package } from './package.entity.js';

const SELECT = `
  select k.id, k.number, json_build_object('id', c.id, 'name', c.name) as company,
    case when p.id is null then null else json_build_object('id', p.id, 'key', p.key, 'name', p.name) end as package,
    k.kind, k.term, k.state, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn", k.calendar_id as "calendarId", k.version
  from contracts k join companies c on c.id = k.company_id left join packages p on p.id = k.package_id`;

@Injectable()
export class ContractsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly companies: CompaniesService,
    private readonly audit: AuditService,
    private readonly calendars: CalendarsService,
  ) {}

  async list(query: ContractsQuery): Promise<Page<ContractView>> {
    const parameters: unknown[] = [query.limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['true'];
    if (query.company) where.push(`k.company_id = ${$(query.company)}`);
    if (query.package) where.push(`k.package_id = ${$(query.package)}`);
    if (query.state) where.push(`k.state = ${$(query.state)}`);
    const after = decodeCursor(query.cursor, 1);
    if (after) where.push(`k.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.db.query<ContractView[]>(
      `${SELECT} where ${where.join(' and ')} order by k.id desc limit $1`,
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
    const [row] = await this.db.query<ContractView[]>(`${SELECT} where k.id = $1`, [id]);
    if (!row) throw notFound('contract');
    return row;
  }

  async create(actor: Actor, fresh: NewContract): Promise<string> {
    refuseDays(fresh.startsOn, fresh.endsOn ?? null);
    const now = this.clock.now();
    const id = newId();
    await this.work
      .run(async (tx) => {
        await this.companies.require(tx, fresh.companyId, 'companyId');
        await this.requirePackage(tx, fresh.packageId);
        await this.requireCalendar(tx, fresh.calendarId);
        await tx.insert(Contract, {
          id,
          number: fresh.number?.trim() || (await this.nextNumber(tx)),
          companyId: fresh.companyId,
          packageId: fresh.packageId ?? null,
          kind: fresh.kind,
          term: fresh.term,
          state: fresh.state ?? 'draft',
          startsOn: fresh.startsOn,
          endsOn: fresh.endsOn ?? null,
          calendarId: fresh.calendarId ?? null,
          version: 1,
          createdAt: now,
          updatedAt: now,
        });
        tx.emit('contract.changed', { contractId: id, companyId: fresh.companyId });
        await this.audit.record(tx, { actor, action: 'contract.created', target: { kind: 'contract', id } });
      })
      .catch(refuseTaken);
    return id;
  }

  change(actor: Actor, id: string, { version, ...change }: ContractChange): Promise<void> {
    return this.work
      .run(async (tx) => {
        const row = await tx.lock(Contract, { id });
        if (!row) throw notFound('contract');
        if (version !== undefined && version !== row.version) throw stale(row.version);
        await this.requirePackage(tx, change.packageId);
        await this.requireCalendar(tx, change.calendarId);
        if (change.number !== undefined) change.number = change.number.trim() || row.number;
        Object.assign(row, defined(change), { version: row.version + 1, updatedAt: this.clock.now() });
        refuseDays(row.startsOn, row.endsOn);
        await tx.manager.update(Contract, { id }, row);
        tx.emit('contract.changed', { contractId: id, companyId: row.companyId });
        const data = { fields: Object.keys(defined(change)) };
        await this.audit.record(tx, { actor, action: 'contract.changed', target: { kind: 'contract', id }, data });
      })
      .catch(refuseTaken);
  }

  private async requirePackage(tx: Tx, id: string | null | undefined): Promise<void> {
    if (id && !(await tx.find(Package, { id }))) throw invalid('packageId', 'there is no such package');
  }

  private async requireCalendar(tx: Tx, id: string | null | undefined): Promise<void> {
    if (id && !(await this.calendars.current(tx, id))) throw invalid('calendarId', 'there is no such calendar');
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

/** The thirtieth of February looks like a day. */
function isDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

function refuseTaken(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'contracts_number') {
    throw conflict('number_taken', 'Another contract has this number.');
  }
  throw error;
}

const defined = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
