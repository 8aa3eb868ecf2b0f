import { Injectable } from '@nestjs/common';
import type { ContractKind, ContractState, ContractTerm } from '../../contracts/contract.rules.js';
import { ContractsService } from '../../contracts/contracts.service.js';
import type { Tx } from '../../platform/database/tx.js';
import type { GivenRow, Scene } from './handler.js';
import { Names } from './names.service.js';
import { idCalled, RowHandler, type Found } from './row-handler.js';

const PACKAGE = 'select id from packages where plain(name) = plain($1) or lower(key) = lower($1)';

/** What was agreed with whom: known by its number. */
@Injectable()
export class ContractsHandler extends RowHandler {
  readonly kind = 'contracts';
  readonly target = 'contract';
  readonly own = {
    table: 'contracts',
    column: 'contract_id',
    parts: [
      ['contract_events', 'contract_id'],
      ['contract_lines', 'contract_id'],
      ['contract_sites', 'contract_id'],
    ],
  } as const;

  constructor(
    private readonly contracts: ContractsService,
    private readonly names: Names,
  ) {
    super();
  }

  protected async find(db: Pick<Tx, 'query'>, { values }: GivenRow, { options }: Scene): Promise<Found> {
    const company = String(values.company);
    const number = values.number as string | undefined;
    const { ids, several } = await this.names.companiesCalled(db, [company]);
    const found: Found = { knownId: null, errors: [], keys: number ? [`number ${number.toLowerCase()}`] : [] };
    if (several.has(company)) found.errors.push({ field: 'company', reason: 'ambiguous', value: company });
    if (!ids.has(company) && !options.makeCompanies)
      found.errors.push({ field: 'company', reason: 'unknown', value: company });
    if (values.package && !(await idCalled(db, PACKAGE, [values.package]))) {
      found.errors.push({ field: 'package', reason: 'unknown', value: String(values.package) });
    }
    if (values.endsOn && String(values.endsOn) < String(values.startsOn)) {
      found.errors.push({ field: 'endsOn', reason: 'out_of_range', value: String(values.endsOn) });
    }
    if (number)
      found.knownId = await idCalled(db, 'select id from contracts where lower(number) = lower($1)', [number]);
    return found;
  }

  protected async make(tx: Tx, { values }: GivenRow, { options, actor }: Scene) {
    const company = String(values.company);
    const { ids, made } = this.names.companiesFor(
      tx,
      [company],
      await this.names.companiesCalled(tx, [company]),
      options,
    );
    const id = await this.contracts.draw(tx, actor, {
      companyId: ids.get(company)!,
      number: values.number as string | undefined,
      packageId: values.package ? ((await idCalled(tx, PACKAGE, [values.package])) ?? undefined) : undefined,
      kind: (values.kind as ContractKind | undefined) ?? 'service',
      term: (values.term as ContractTerm | undefined) ?? 'long',
      state: (values.state as ContractState | undefined) ?? 'draft',
      startsOn: String(values.startsOn),
      endsOn: values.endsOn as string | undefined,
      reference: values.reference as string | undefined,
      notes: values.notes as string | undefined,
    });
    return { id, version: 1, more: [...made.values()] };
  }
}
